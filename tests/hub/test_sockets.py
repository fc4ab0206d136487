"""Sockets of a real server process: what is told, to whom, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
import websockets

from tests.benchmarks.programs import memory
from tests.listeners import until
from tests.rooms import Room, listening
from tests.servers import Server

ADVISER = """
from django.contrib.auth.models import Group
from entrepreneurs.models import User
User.objects.get(pk={pk}).groups.add(Group.objects.get(name="Adviser"))
"""


@pytest.fixture
def room(make_server, request):
    """Five people, the last of whom is not in the group; on daphne, unless the test asks for another server."""
    server = make_server(SERVER=getattr(request, "param", "daphne"), MESSAGES_A_MINUTE="100000").start()
    yield Room(server, people=5)
    server.kill()


@pytest.mark.journey
@pytest.mark.parametrize("room", ["daphne", "uvicorn"], indirect=True)
def test_what_is_said_is_heard_by_those_in_the_group_alone(room):
    async def scene():
        ada, bjørn, stranger = room.listener(0), room.listener(1), room.listener(4)
        async with listening(ada, bjørn, stranger):
            answers = [await room.say(number % 2, f"Said {number}") for number in range(10)]
            await until(lambda: len(ada.bodies()) == len(bjørn.bodies()) == 10)
            assert (await room.say(4, "Let me in")).status_code == 404
        assert [answer.status_code for answer in answers] == [200] * 10
        assert ada.bodies() == bjørn.bodies() == [f"Said {number}" for number in range(10)]
        assert ada.heard == bjørn.heard
        assert (stranger.heard, stranger.closed[:1]) == ([], [room.feed])

    room.play(scene)


@pytest.mark.journey
@pytest.mark.parametrize("room", ["daphne", "uvicorn"], indirect=True)
def test_nobody_listens_without_a_session_or_from_another_site(room):
    here, session = {"Origin": room.server.url}, {"Cookie": f"sessionid={room.people[0][1]}"}
    refused = [("/live/", here), ("/live/", session), ("/live/", {"Origin": "http://elsewhere.example"} | session), ("/elsewhere/", here | session)]

    async def scene():
        for path, headers in refused:
            with pytest.raises(websockets.InvalidStatus) as caught:
                await websockets.connect(room.server.url.replace("http", "ws") + path, additional_headers=headers)
            assert caught.value.response.status_code == 403

    room.play(scene)
    assert "Traceback" not in room.server.log


@pytest.mark.journey
def test_whoever_needs_a_second_factor_listens_with_one(make_server):
    server = make_server(REQUIRE_SECOND_FACTOR="1").start()
    room = Room(server, people=5)
    server.manage("shell", "--no-imports", "-c", ADVISER.format(pk=room.people[1][0]))

    async def scene():
        learner, adviser = room.listener(2), room.listener(1)
        async with listening(learner, adviser):
            await room.say(0, "Hello")
            await until(lambda: learner.bodies() == ["Hello"])
            assert adviser.heard == []

    room.play(scene)


@pytest.mark.journey
@pytest.mark.parametrize("room", ["daphne", "uvicorn"], indirect=True)
def test_who_is_removed_hears_nothing_more_within_two_seconds(room):
    async def scene():
        ada, bjørn = room.listener(0), room.listener(1)
        async with listening(ada, bjørn):
            await room.say(0, "All of us")
            await until(lambda: bjørn.bodies() == ["All of us"])
            begun = time.monotonic()
            await room.post(0, f"{room.group}/people/", remove=room.people[1][0])
            await until(lambda: bjørn.closed == [room.feed], seconds=2)
            assert time.monotonic() - begun < 2
            await room.say(0, "Without him")
            await until(lambda: len(ada.bodies()) == 2)
            assert bjørn.bodies() == ["All of us"]

    room.play(scene)


@pytest.mark.journey
def test_who_comes_later_is_not_told_what_an_old_message_was_changed_to(room):
    """The change is new, and the message was said before they were there."""

    async def scene():
        ada, bjørn = room.listener(0), room.listener(1)
        async with listening(ada, bjørn):
            old = (await room.say(0, "Of old")).json()["id"]
            await room.post(0, f"{room.group}/people/", remove=room.people[1][0])
            await until(lambda: bjørn.closed == [room.feed])
            await room.post(0, f"{room.group}/people/", add=room.people[1][0])
            mine = "SELECT joined_seq FROM entrepreneurs_participant WHERE conversation_id = ? AND user_id = ?"
            [[joined]] = room.server.rows(mine, room.group, room.people[1][0])
            async with listening(again := room.listener(1, seqs={room.feed: joined})):
                await room.post(0, f"{room.group}/{old}/", body="Of old, and secret")
                await room.say(0, "New")
                await until(lambda: ada.bodies() == ["Of old, and secret", "New"])
                await until(lambda: again.seqs == ada.seqs)
                assert again.bodies() == ["New"]

    room.play(scene)


@pytest.mark.journey
def test_who_blocks_hears_nothing_of_the_other_in_a_group_they_share(room):
    async def scene():
        ada, bjørn, cai = room.listener(0), room.listener(1), room.listener(2)
        async with listening(ada, bjørn, cai):
            await room.post(1, f"with/{room.people[2][0]}/block/")
            await asyncio.sleep(1)
            await room.say(2, "Can you hear me?")
            await room.say(0, "I can")
            await until(lambda: len(ada.bodies()) == 2)
            await until(lambda: bjørn.seqs[room.feed] == ada.seqs[room.feed])
            assert bjørn.bodies() == ["I can"]
            assert cai.bodies() == ["Can you hear me?", "I can"]

    room.play(scene)


@pytest.mark.journey
def test_signing_out_closes_the_socket(room):
    async def scene():
        ada = room.listener(0)
        async with listening(ada):
            await room.clients[0].post("/en/account/logout/")
            await until(lambda: ada.codes == [4401], seconds=2)

    room.play(scene)


@pytest.mark.journey
def test_typing_is_told_to_those_who_listen_now(room):
    async def scene():
        ada, bjørn = room.listener(0), room.listener(1)
        async with listening(ada), bjørn.connect() as socket:
            await socket.send(json.dumps({"follow": bjørn.seqs}))
            await socket.recv()
            await socket.send(json.dumps({"signal": {"feed": room.feed, "what": "typing"}}))
            await until(lambda: ada.signals == [{"what": "typing", "who": room.people[1][0]}])
            assert ada.heard == []

    room.play(scene)


MALFORMED = [
    *("", "x", "[]", "null", "3", '"x"', "{", '{"follow": 3}', '{"follow": {"a": -1}}', '{"follow": {"a": "b"}}', '{"follow": {"a": 1e400}}'),
    *('{"got": -1}', '{"got": 99999}', '{"got": "x"}', '{"unfollow": 3}', '{"unfollow": [3]}', '{"signal": 3}', '{"signal": {"feed": []}}'),
    *("[" * 15000, '{"follow": ' + "{" * 5000, "x" * 20000, "\x00", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
]


@pytest.mark.journey
def test_message_crosses_to_another_process_without_redis(make_server):
    """Two processes share nothing but the database, which each looks at once a second."""
    one = make_server().start()
    other = Server(one.data).start()
    room = Room(one, people=3)
    listener = room.listener(1)
    listener.address = other.url

    async def scene():
        async with listening(listener):
            for number in range(3):
                assert (await room.say(0, f"Said {number}")).status_code == 200
                await until(lambda: len(listener.bodies()) == number + 1, seconds=2, what="the other process to tell it")  # noqa: B023

    try:
        room.play(scene)
    finally:
        other.kill()
    assert listener.bodies() == ["Said 0", "Said 1", "Said 2"]


@pytest.mark.journey
@pytest.mark.parametrize("room", ["daphne", "uvicorn"], indirect=True)
def test_ten_thousand_malformed_frames_harm_nobody(room):
    """A socket that sends them is closed after a few; whoever does it comes back, and again."""

    async def rave(ada):
        sent = 0
        while sent < 2500:
            async with ada.connect() as socket:
                try:
                    for number in range(20):
                        frame = MALFORMED[(sent + number) % len(MALFORMED)]
                        await socket.send(frame.encode() if number % 7 == 3 else frame)
                        sent += 1
                except websockets.ConnectionClosed:
                    continue

    async def scene():
        bjørn = room.listener(1)
        async with listening(bjørn):
            await asyncio.gather(*(rave(room.listener(0)) for _crowd in range(4)))
            await room.say(0, "Still here?")
            await until(lambda: bjørn.bodies() == ["Still here?"])

    room.play(scene)
    assert "Traceback" not in room.server.log


@pytest.mark.journey
@pytest.mark.parametrize("room", ["daphne", "uvicorn"], indirect=True)
def test_a_hundred_sockets_that_never_read_cost_the_server_little(room):
    """What they do not acknowledge is kept for a while, and then they are closed; whoever reads is not kept waiting."""

    async def scene():
        reader = room.listener(1)
        async with listening(reader):
            deaf = [await room.listener(number % 4).connect(max_queue=1) for number in range(100)]
            for socket in deaf:
                await socket.send(json.dumps({"follow": {room.feed: room.start}}))
            await asyncio.sleep(1)
            before = memory(room.server.process.pid)
            for number in range(500):
                await room.say(number % 4, f"{number} " + "long " * 400)
            await until(lambda: len(reader.bodies()) == 500)
            after = memory(room.server.process.pid)
            assert after - before < 64, f"{before} MB before, {after} MB after"
            for socket in deaf:
                socket.transport.abort()

    room.play(scene)
