"""Live feeds in production: nothing that was acknowledged is lost, nothing is doubled, and there is one order, whatever is killed."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import httpx
import pytest

from tests.listeners import until
from tests.rooms import Room, listening

SAID = """
import json
from entrepreneurs.models import Message
print(json.dumps([[str(key), body] for key, body in Message.objects.filter(conversation={group}).order_by("seq").values_list("client_id", "body")]))
"""
PEOPLE, SOCKETS = 40, 200


class Crowd:
    """People of a room who say things one after the other until each is acknowledged, at so many a second."""

    def __init__(self, room: Room):
        self.room, self.acknowledged = room, {}

    async def say(self, number: int) -> None:
        client_id, body = str(uuid4()), f"Said {number}"
        while client_id not in self.acknowledged:
            try:
                response = await self.room.say(number % (PEOPLE - 1), body, client_id)
            except httpx.HTTPError:
                response = None
            if response is not None and response.status_code == 200:
                self.acknowledged[client_id] = body
            else:
                await asyncio.sleep(0.3)

    async def talk(self, *, messages: int, a_second: int) -> None:
        saying = []
        for number in range(messages):
            saying.append(asyncio.create_task(self.say(number)))
            await asyncio.sleep(1 / a_second)
        await asyncio.gather(*saying)

    def said(self) -> list[list[str]]:
        return json.loads(self.room.server.manage("shell", "--no-imports", "-c", SAID.format(group=self.room.group)).splitlines()[-1])


@pytest.fixture
def crowd(serve):
    return Crowd(Room(serve(MESSAGES_A_MINUTE="100000"), people=PEOPLE))


def check(crowd: Crowd, listeners) -> None:
    said = crowd.said()
    bodies = [body for _client_id, body in said]
    assert sorted(client_id for client_id, _body in said) == sorted(crowd.acknowledged)
    assert all(listener.bodies() == bodies for listener in listeners)
    assert all(listener.heard == listeners[0].heard for listener in listeners)


@pytest.mark.journey
def test_server_killed_five_times_while_two_hundred_sockets_listen(crowd):
    room = crowd.room
    listeners = [room.listener(number % (PEOPLE - 1)) for number in range(SOCKETS)]

    async def kill_now_and_then():
        for _kill in range(5):
            await asyncio.sleep(3)
            await asyncio.to_thread(room.server.kill)
            await asyncio.to_thread(room.server.start)

    async def scene():
        async with listening(*listeners):
            await asyncio.gather(crowd.talk(messages=500, a_second=20), kill_now_and_then())
            await until(lambda: all(len(listener.bodies()) == 500 for listener in listeners), seconds=60, what="all to hear all")

    room.play(scene)
    check(crowd, listeners)


@pytest.mark.journey
def test_redis_killed_and_started_again_empty(crowd, redis):
    room = crowd.room
    listeners = [room.listener(number % (PEOPLE - 1)) for number in range(20)]

    async def without_redis():
        await asyncio.sleep(2)
        await asyncio.to_thread(redis.stop)
        await asyncio.sleep(1)
        await asyncio.wait_for(crowd.say(100), 2)  # what is said is taken as always
        await asyncio.sleep(2)
        await asyncio.to_thread(redis.start)

    async def scene():
        async with listening(*listeners):
            await asyncio.gather(crowd.talk(messages=100, a_second=10), without_redis())
            await until(lambda: all(len(listener.bodies()) == 101 for listener in listeners), seconds=30, what="all to hear all")

    room.play(scene)
    check(crowd, listeners)


@pytest.mark.journey
def test_thousand_messages_in_a_burst_reach_a_slow_reader_too(crowd):
    room = crowd.room
    quick, slow = room.listener(0), room.listener(1)
    slow.pause = 0.05  # seconds for each frame

    async def scene():
        async with listening(quick, slow):
            await crowd.talk(messages=1000, a_second=200)
            await until(lambda: len(quick.bodies()) == len(slow.bodies()) == 1000, seconds=60, what="all to hear all")

    room.play(scene)
    check(crowd, [quick, slow])


@pytest.mark.journey
def test_message_crosses_from_one_process_to_another(serve, crowd):
    other = serve()
    listener = crowd.room.listener(1)
    listener.address = other.url

    async def scene():
        async with listening(listener):
            await crowd.say(0)
            await until(lambda: listener.bodies() == ["Said 0"], seconds=2)

    crowd.room.play(scene)


@pytest.mark.journey
def test_pages_of_people_and_conversations_are_served(crowd):
    pages = ["people/", "people/?where=NO&language=nb&sector=food", "messages/", f"messages/{crowd.room.group}/", "me/news/", "me/profile/begin/"]
    served = {}

    async def scene():
        await crowd.say(0)
        for page in pages:
            served[page] = (await crowd.room.clients[1].get(f"/en/{page}")).status_code

    crowd.room.play(scene)
    assert served == dict.fromkeys(pages, 200)


@pytest.mark.journey
def test_saying_reading_and_removing_at_once_never_deadlock(crowd):
    room, everybody = crowd.room, range(PEOPLE - 1)

    async def scene():
        for number in range(1, 7):
            saying = [room.say(person, f"Round {number}") for person in everybody]
            reading = [room.post(person, f"{room.group}/read/", seq=room.start + number * 30) for person in everybody]
            removing = room.post(0, f"{room.group}/people/", remove=room.people[number][0])
            answers = await asyncio.gather(*saying, *reading, removing)
            assert {answer.status_code for answer in answers} <= {200, 302, 404, 409, 422}  # for PostgreSQL ends a deadlock with an error

    room.play(scene)


@pytest.mark.journey
def test_socket_comes_back_when_the_database_was_away(crowd, cluster):
    room = crowd.room
    before, after = room.listener(0), room.listener(1)

    async def scene():
        async with listening(before):
            await asyncio.to_thread(cluster.stop)
            async with listening(after):
                await asyncio.sleep(1)
                await asyncio.to_thread(cluster.start)
                await crowd.say(2)
                await until(lambda: before.bodies() == after.bodies() == ["Said 2"], seconds=30)

    room.play(scene)
    assert "Traceback" not in room.server.log
