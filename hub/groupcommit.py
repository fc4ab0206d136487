"""Group commit: what many threads want written in the same place at the same moment, one of them writes for all, in one transaction.

Else each would wait for the place's lock, ask the same questions, and commit for itself: a commit costs as much for fifty rows as for one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any

from django.db import InterfaceError, OperationalError, connection


class Wish:
    """What one thread wants, and how it ended: with an answer, or with its turn to work, for itself and for those who came after it."""

    def __init__(self, what: Any):
        self.what, self.answer = what, None
        self.together: list[Wish] = []
        self.is_over = threading.Event()


class GroupCommit:
    """`work(place, whats)` answers each of them in a transaction of its own making; an answer that is an exception is raised where it was wanted.

    Threads are answered in the order in which they come, none does the work more than once, and nobody waits where nobody is at work. It works in a
    thread that has another's language and time zone: answers have to be lazy about both.
    """

    def __init__(self, work: Callable[[Hashable, list], list]):
        self.work = work
        self.door = threading.Lock()
        self.lines: dict[Hashable, list[Wish]] = {}  # where somebody is at work, who has come meanwhile

    def do(self, place: Hashable, what: Any) -> Any:
        if connection.in_atomic_block:  # what is written belongs to the caller's transaction, in which nobody else's may be
            return result(self.work(place, [what])[0])
        wish = Wish(what)
        with self.door:
            line = self.lines.get(place)
            if line is None:
                self.lines[place], wish.together = [], [wish]
            else:
                line.append(wish)
        if not wish.together:
            wish.is_over.wait()
        if wish.together:
            self.lead(place, wish.together)
        return result(wish.answer)

    def lead(self, place: Hashable, wishes: list[Wish]) -> None:
        answers = [RuntimeError("The work was interrupted.")] * len(wishes)
        try:
            answers = self.answers(place, [wish.what for wish in wishes])
        finally:
            self.hand_on(place)
            for wish, answer in zip(wishes, answers, strict=True):
                wish.answer = answer
                wish.is_over.set()

    def hand_on(self, place: Hashable) -> None:
        """Whoever has come first meanwhile works for all who have."""
        with self.door:
            line = self.lines.pop(place)
            if line:
                self.lines[place] = []
        if line:
            line[0].together = line
            line[0].is_over.set()

    def answers(self, place: Hashable, whats: list) -> list:
        """Where one of them cannot be written, the others are, each alone; where the database is away, none."""
        try:
            return self.work(place, whats)
        except (InterfaceError, OperationalError) as error:
            return [error] * len(whats)
        except Exception as error:
            return [error] if len(whats) == 1 else [self.answers(place, [what])[0] for what in whats]


def result(answer: Any) -> Any:
    if isinstance(answer, Exception):
        raise answer
    return answer
