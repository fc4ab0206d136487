"""A group of people at a server process, who say things by HTTP and listen by sockets."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx

from tests.listeners import Listener

PEOPLE = """
import json
from importlib import import_module
from uuid import uuid4
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from entrepreneurs.actions.connections import accept, ask, say_adult
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.models import User
from hub.live.models import Feed
engine, made = import_module(settings.SESSION_ENGINE), []
for number in range({people}):
    user = User.objects.create_user(f"{{uuid4().hex}}@example.org", name=f"Listener {{number}}")
    say_adult(user)
    session = engine.SessionStore()
    session.update({{SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]}})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made.append((user, session.session_key))
owner = made[0][0]
for user, _session in made[1:]:
    accept(ask(user, asked=owner, message="Hello", language="en"), by=owner)
group = start_group(owner, title="Everybody", members=[user for user, _session in made[1:-1]])
seq = Feed.objects.get(pk=group.feed_key).last_seq
print(json.dumps({{"group": group.pk, "seq": seq, "people": [[user.pk, session] for user, session in made]}}))
"""


class Room:
    """A group of people at a server, the last of whom is not in it."""

    def __init__(self, server, *, people: int):
        self.server = server
        made = json.loads(server.manage("shell", "--no-imports", "-c", PEOPLE.format(people=people)).splitlines()[-1])
        self.group, self.people, self.start = made["group"], made["people"], made["seq"]
        self.feed = f"conversation:{self.group}"
        self.clients = [self.client(session) for _pk, session in self.people]

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
