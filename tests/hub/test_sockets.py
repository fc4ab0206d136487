"""Sockets of a real server process: what is told, to whom, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx
import pytest
import websockets

from tests.listeners import Listener, until

PEOPLE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from entrepreneurs.actions.connections import accept, ask, say_adult
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.models import User
engine, made = import_module(settings.SESSION_ENGINE), []
for number in range({people}):
    user = User.objects.create_user(f"listener{{number}}@example.org", name=f"Listener {{number}}")
    say_adult(user)
    session = engine.SessionStore()
    session.update({{SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]}})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made.append((user, session.session_key))
owner = made[0][0]
for user, _session in made[1:]:
    accept(ask(owner, asked=user, message="Hello", language="en"), by=user)
group = start_group(owner, title="Everybody", members=[user for user, _session in made[1:-1]])
print(json.dumps({{"group": group.pk, "people": [[user.pk, session] for user, session in made]}}))
"""


class Room:
    """A group of people at a server, the last of whom is not in it."""

    def __init__(self, server, *, people: int):
        self.server = server
        made = json.loads(server.manage("shell", "--no-imports", "-c", PEOPLE.format(people=people)).splitlines()[-1])
        self.group, self.people = made["group"], made["people"]
        self.feed = f"conversation:{self.group}"
        self.start = self.seq()
        self.clients = [self.client(session) for _pk, session in self.people]

    def seq(self) -> int:
        [[seq]] = self.server.rows("SELECT last_seq FROM hub_feed WHERE key = ?", self.feed)
        return seq

    def client(self, session: str) -> httpx.AsyncClient:
        headers = {"Accept": "application/json", "Origin": self.server.url, "X-CSRFToken": "x" * 32}
        return httpx.AsyncClient(base_url=self.server.url, headers=headers, cookies={"sessionid": session, "csrftoken": "x" * 32}, timeout=30)

    def listener(self, number: int, **facts) -> Listener:
        return Listener(self.server.url, self.people[number][1], {self.feed: self.start} | facts.pop("seqs", {}), **facts)

    async def say(self, number: int, body: str, client_id: str | None = None) -> httpx.Response:
        form = {"body": body, "language": "en", "client_id": client_id or str(uuid4())}
        return await self.clients[number].post(f"/en/messages/{self.group}/say/", data=form)

    def play(self, scene) -> None:
        """Run a scene, and hang up after it."""

        async def whole():
            try:
                await scene()
            finally:
                for client in self.clients:
                    await client.aclose()

        asyncio.run(whole())

    async def post(self, number: int, path: str, **form) -> httpx.Response:
        return await self.clients[number].post(f"/en/messages/{path}", data=form)


@asynccontextmanager
async def listening(*listeners: Listener, **facts):
    """The listeners, once each has been let in."""
    tasks = [asyncio.create_task(listener.listen(**facts)) for listener in listeners]
    await asyncio.sleep(0.5)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def room(own_server):
    return Room(own_server, people=5)


@pytest.mark.journey
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
def test_nobody_listens_without_a_session_or_from_another_site(own_server):
    async def scene():
        for headers in ({"Origin": own_server.url}, {"Origin": "http://elsewhere.example"}, {}):
            with pytest.raises(websockets.InvalidStatus) as caught:
                await websockets.connect(own_server.url.replace("http", "ws") + "/live/", additional_headers=headers)
            assert caught.value.response.status_code == 403
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(own_server.url.replace("http", "ws") + "/elsewhere/", additional_headers={"Origin": own_server.url})

    asyncio.run(scene())
    assert "Traceback" not in own_server.log


@pytest.mark.journey
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
