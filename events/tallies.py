"""Telling of what is counted: together, and at most every half second for each place, however many vote meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from typing import Any

from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)


class Ticker:
    """`tell(place, whats)` is called soon after the first of them was named, with all that were named meanwhile.

    A process that dies in between tells nothing: the votes are saved, and the timetable tells how many they are within a minute.
    """

    def __init__(self, tell: Callable[[Hashable, set], Any]):
        self.tell = tell
        self.door = threading.Lock()
        self.named: dict[Hashable, set] = {}

    def soon(self, place: Hashable, *whats: Any) -> None:
        """Call it after the commit, with what has been counted anew."""
        with self.door:
            is_first = place not in self.named
            self.named.setdefault(place, set()).update(whats)
        if is_first and settings.TALLY_SECONDS:
            self.wait(place)
        elif is_first:
            self.ring(place)

    def wait(self, place: Hashable) -> None:
        timer = threading.Timer(settings.TALLY_SECONDS, self.ring_alone, [place])
        timer.daemon = True
        timer.start()

    def ring(self, place: Hashable) -> None:
        with self.door:
            whats = self.named.pop(place)
        self.tell(place, whats)

    def ring_alone(self, place: Hashable) -> None:
        """In a thread of its own, whose connection nobody else closes."""
        try:
            self.ring(place)
        except Exception as error:  # whatever the database raises
            logger.warning("A count was not told (%s); it is told within a minute.", type(error).__name__)
        finally:
            connection.close()
