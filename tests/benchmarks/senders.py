"""People who say something at once, each in a thread and with a connection of their own: through the hub's action, or as bare rows.

`python -m tests.benchmarks.senders` reads what to do from its input, one job a line, and answers each with a line, both as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

from asgiref.sync import sync_to_async

from tests.benchmarks.databases import Postgres, Sqlite
from tests.benchmarks.voices import WORDS


class Senders:
    """The process, as those see it who started it. It ends when its input does, and so at the latest when they do."""

    def __init__(self, *, env: dict[str, str], group: int, people: list[int]):
        command = [sys.executable, "-m", "tests.benchmarks.senders", str(group), *map(str, people)]
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid

    def say(self, how: str, *, first: int, count: int) -> dict:
        """Say so many things, `how` (act or insert); how many milliseconds each took, and how many seconds all of them."""
        self.process.stdin.write(json.dumps({"how": how, "first": first, "count": count}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The senders ended with {self.process.wait()}.")
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.process.kill()
        self.process.wait()


class Group:
    """The conversation, and who speaks in it; each thread is one of them, from its first word on."""

    def __init__(self, pk: int, people: list[int]):
        from entrepreneurs.models import Conversation, Participant, User

        self.conversation = Conversation.objects.get(pk=pk)
        self.participants = dict(Participant.objects.filter(conversation=pk).values_list("user", "pk"))
        self.people, self.here = iter(User.objects.filter(pk__in=people)), threading.local()
        self.size, self.door, self.database = len(people), threading.Lock(), database()

    @property
    def me(self):
        if not hasattr(self.here, "user"):
            with self.door:
                self.here.user = next(self.people)
        return self.here.user

    @property
    def cursor(self):
        if not hasattr(self.here, "cursor"):
            self.here.cursor = self.database.connect().cursor()
        return self.here.cursor

    def act(self, number: int) -> None:
        from entrepreneurs.actions.saying import post_message

        post_message(self.conversation, author=self.me, body=WORDS.format(number=number), language="en", client_id=uuid4())

    def insert(self, number: int) -> None:
        """The rows that the action leaves behind, and nothing else."""
        with self.database.turn:
            self.insert_rows(number)

    def insert_rows(self, number: int) -> None:
        self.cursor.execute(self.database.begin)
        seq = self.one(NEXT_NUMBER, f"conversation:{self.conversation.pk}")
        facts = (self.conversation.pk, self.me.pk, self.stored(uuid4()), seq, WORDS.format(number=number), "en", now())
        message = self.one(NEW_MESSAGE, *facts)
        self.execute(TOUCH, now(), seq, self.conversation.pk)
        self.execute(READ, seq, self.participants[self.me.pk])
        ids = {"message": message, "participant": self.participants[self.me.pk]}
        self.execute(NEW_EVENT, f"conversation:{self.conversation.pk}", seq, json.dumps(ids), now())
        self.cursor.execute("COMMIT")

    def stored(self, value):
        return self.database.stored(value)

    def execute(self, statement: str, *values) -> None:
        self.cursor.execute(statement.replace("%s", self.database.mark), values)

    def one(self, statement: str, *values):
        self.execute(statement, *values)
        return self.cursor.fetchone()[0]


NEXT_NUMBER = """
    INSERT INTO hub_feed (key, last_seq) VALUES (%s, 1)
    ON CONFLICT (key) DO UPDATE SET last_seq = hub_feed.last_seq + 1 RETURNING last_seq
"""
NEW_MESSAGE = """
    INSERT INTO entrepreneurs_message (conversation_id, author_id, client_id, seq, body, language, created_at, is_removed)
    VALUES (%s, %s, %s, %s, %s, %s, %s, FALSE) RETURNING id
"""
TOUCH = "UPDATE entrepreneurs_conversation SET touched_at = %s, said_seq = %s WHERE id = %s"
READ = "UPDATE entrepreneurs_participant SET read_seq = %s WHERE id = %s"
NEW_EVENT = "INSERT INTO hub_feedevent (feed_id, seq, kind, ids, created_at) VALUES (%s, %s, 'message.posted', %s, %s)"


def now() -> str:
    return datetime.now(UTC).isoformat(" ")


def database():
    """The hub's own, as its settings name it."""
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    return Sqlite(connection.settings_dict["NAME"]) if is_sqlite else Postgres(os.environ["DATABASE_URL"])


async def say_all(group: Group, pool: ThreadPoolExecutor, job: dict) -> dict:
    """All at once, each the next thing when the last is in the database. Their hints go out by one event loop, as in the web process."""
    numbers, say = iter(range(job["first"], job["first"] + job["count"])), getattr(group, job["how"])
    milliseconds, begun = [], time.perf_counter()

    def go_on() -> None:
        for number in numbers:
            started = time.perf_counter()
            say(number)
            milliseconds.append((time.perf_counter() - started) * 1000)

    speak = sync_to_async(go_on, thread_sensitive=False, executor=pool)
    await asyncio.gather(*(speak() for _person in range(group.size)))
    return {"milliseconds": milliseconds, "seconds": time.perf_counter() - begun}


async def main(group: Group) -> None:
    with ThreadPoolExecutor(group.size) as pool:
        for line in sys.stdin:
            print(json.dumps(await say_all(group, pool, json.loads(line))), flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    asyncio.run(main(Group(int(sys.argv[1]), [int(text) for text in sys.argv[2:]])))
