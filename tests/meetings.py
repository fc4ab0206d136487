"""A live event at a server process, with many who ask and vote by HTTP and listen by sockets."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import httpx

from tests.listeners import Listener

MAKE = """
import json
from datetime import timedelta
from importlib import import_module
from uuid import uuid4
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone
from entrepreneurs.models import User
from events.actions import polls, rooms
from events.models import Event, EventText, Host, Registration
from hub.live.models import Feed
engine, sessions = import_module(settings.SESSION_ENGINE), []
with transaction.atomic():
    event = Event(language="en", day=timezone.localdate(), at="18:00", zone="Europe/Oslo", state="published", reach="invited")
    event.starts_at, event.ends_at = timezone.now() - timedelta(minutes=5), timezone.now() + timedelta(hours=4)
    event.save()
    EventText.objects.create(event=event, language="en", title="A meeting of many")
    for number in range({people} + 1):
        user = User.objects.create_user(f"{{uuid4().hex}}@example.org", name=f"Number {{number}}", language="en")
        session = engine.SessionStore()
        session.update({{SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]}})
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        sessions.append(session.session_key)
        if number:
            Registration.objects.create(event=event, user=user, state="coming", language="en")
        else:
            Host.objects.create(event=event, user=user)
            room = rooms.enter(event, who=user).room
made = []
for is_anonymous in (True, False):
    words = [{{"en": "A bakery"}}, {{"en": "A workshop"}}]
    poll = polls.save_poll(event, kind="one", titles={{"en": "What?"}}, options=words, lows={{}}, highs={{}}, is_anonymous=is_anonymous)
    polls.open_poll(poll)
    made.append([poll.pk, list(poll.options.values_list("pk", flat=True))])
seq = Feed.objects.get(pk=room.feed_key).last_seq
print(json.dumps({{"event": event.pk, "seq": seq, "sessions": sessions, "polls": made}}))
"""


class Meeting:
    """The room of an event under way, by its host's session and those of so many people. `polls` are (key, options), the first of them anonymous."""

    def __init__(self, server, *, people: int):
        self.server = server
        made = json.loads(server.manage("shell", "--no-imports", "-c", MAKE.format(people=people)).splitlines()[-1])
        self.event, self.start, self.host, self.polls = made["event"], made["seq"], made["sessions"][0], made["polls"]
        self.sessions = made["sessions"][1:]
        self.feed = f"room:{self.event}"
        self.limits = httpx.Limits(max_connections=40)
        self.line = httpx.AsyncClient(base_url=server.url, timeout=30, limits=self.limits)

    def listener(self, number: int) -> Listener:
        return Listener(self.server.url, self.sessions[number], {self.feed: self.start})

    async def post(self, session: str, path: str, form: dict) -> httpx.Response:
        cookies = f"sessionid={session}; csrftoken={'x' * 32}"
        headers = {"Accept": "application/json", "Origin": self.server.url, "X-CSRFToken": "x" * 32, "Cookie": cookies}
        return await self.line.post(f"/en/events/{self.event}/room/{path}", data=form, headers=headers)

    async def insist(self, session: str, path: str, form: dict, *, done: tuple[int, ...] = (200,)) -> httpx.Response:
        """As a browser does: again and again the same, until the server has answered."""
        while True:
            try:
                response = await self.post(session, path, form)
            except httpx.HTTPError:
                response = None
            if response is not None and response.status_code in done:
                return response
            assert response is None or response.status_code >= 500, response.text
            await asyncio.sleep(0.3)

    async def ask(self, number: int) -> str:
        """A question of this one's; the name by which it is known."""
        client_id = str(uuid4())
        await self.insist(self.sessions[number], "ask/", {"body": f"Question {number}", "language": "en", "client_id": client_id})
        return client_id

    async def vote(self, number: int, poll: int) -> None:
        """An anonymous vote whose acknowledgement was lost is refused as counted already, when it is sent again."""
        key, options = self.polls[poll]
        await self.insist(self.sessions[number], f"polls/{key}/vote/", {"options": options[number % 2]}, done=(200, 422))

    async def lead(self, poll: int, wish: str) -> None:
        await self.insist(self.host, f"polls/{self.polls[poll][0]}/lead/", {"do": wish})

    def play(self, scene) -> None:
        """Run a scene, and hang up after it."""

        async def whole():
            async with self.line:
                await scene()

        asyncio.run(whole())
