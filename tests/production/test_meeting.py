"""Five hundred at a live event in production, whose server is killed twice and whose Redis once: nothing is lost, and nothing counted twice."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.listeners import until
from tests.meetings import Meeting
from tests.rooms import listening

PEOPLE = 500
ROWS = """
import json
from django.db.models import Count
from events.counts import counted
from events.models import Poll, Question
anonymous, open_one = Poll.objects.filter(event={event}).order_by("pk")
marks, ballots, votes = anonymous.voted, anonymous.ballots, open_one.votes
print(json.dumps({{
    "questions": [[str(key), body] for key, body in Question.objects.filter(room={event}).order_by("pk").values_list("client_id", "body")],
    "voted": [rows.count() for rows in (marks, ballots, votes)],
    "voters": [rows.values("by").distinct().count() for rows in (marks, votes)],
    "options": [sorted(rows.order_by().values("option").annotate(n=Count("pk")).values_list("n", flat=True)) for rows in (ballots, votes)],
    "tallies": [sorted(counted(poll).options.values()) for poll in (anonymous, open_one)],
}}))
"""


@pytest.fixture
def meeting(serve):
    return Meeting(serve(MESSAGES_A_MINUTE="100000"), people=PEOPLE)


@pytest.mark.journey
def test_five_hundred_ask_and_vote_while_the_server_is_killed_twice_and_redis_once(meeting, redis):
    listeners = [meeting.listener(number) for number in range(0, PEOPLE, 5)]
    asked: list[str] = []

    async def take_part(number: int) -> None:
        await asyncio.sleep(number / 40)
        asked.append(await meeting.ask(number))
        await asyncio.gather(meeting.vote(number, 0), meeting.vote(number, 1))

    async def harm() -> None:
        for stop, start in [(meeting.server.kill, meeting.server.start), (redis.stop, redis.start), (meeting.server.kill, meeting.server.start)]:
            await asyncio.sleep(3)
            await asyncio.to_thread(stop)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(start)

    def has_all(listener) -> bool:
        rows = listener.rows
        polls = [rows.get(("poll", str(key))) or {} for key, _options in meeting.polls]
        return sum(table == "question" for table, _key in rows) == PEOPLE and all(poll.get("options") for poll in polls)

    async def scene() -> None:
        async with listening(*listeners):
            await asyncio.gather(harm(), *(take_part(number) for number in range(PEOPLE)))
            for poll in range(2):
                await meeting.lead(poll, "close")
                await meeting.lead(poll, "show")
            await until(lambda: all(map(has_all, listeners)), seconds=60, what="all to hear all")

    meeting.play(scene)

    saved = json.loads(meeting.server.manage("shell", "--no-imports", "-c", ROWS.format(event=meeting.event)).splitlines()[-1])
    assert sorted(key for key, _body in saved["questions"]) == sorted(asked)
    assert sorted(body for _key, body in saved["questions"]) == sorted(f"Question {number}" for number in range(PEOPLE))
    assert saved["voted"] == [PEOPLE, PEOPLE, PEOPLE]
    assert saved["voters"] == [PEOPLE, PEOPLE]
    assert saved["options"] == saved["tallies"] == [[PEOPLE // 2, PEOPLE // 2]] * 2
    for listener in listeners:
        told = [sorted(listener.rows["poll", str(key)]["options"].values()) for key, _options in meeting.polls]
        assert told == saved["tallies"]
