"""The server that ELASTICSEARCH_URL names, and whether it is asked at all just now."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError

from search.engines.base import Away, Lost

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

logging.getLogger("elastic_transport").setLevel(logging.ERROR)  # which tells of every request and node; what matters is told here

PATIENCE = 1.2  # seconds that one who searches waits for it, however often it is asked for them
WRITING = 10  # seconds for what is written
PAUSE = 5  # seconds until a server that did not answer is tried again
TOO_LONG = ("too_many_clauses", "too_many_nested_clauses")  # types of errors: how many it takes is a matter of its memory
AWAY = {401, 403, 408, 409, 429}  # and all from 500 on: not our question is wrong, but the server cannot answer it


class Server:
    """Once it has not answered, nobody waits for it again: every few seconds it is tried beside everything else, until it does.

    An answer that says that our question is wrong (400) is an error of ours, and is raised as that; one that is only too long, somebody else answers.
    """

    def __init__(self, url: str, prefix: str):
        self.url, self.prefix = url, prefix
        self.client = Elasticsearch(url, request_timeout=PATIENCE, max_retries=0, retry_on_timeout=False)
        self.is_away, self.tried_at, self.lock = False, 0.0, threading.Lock()

    def ask(self, do: Callable[[Elasticsearch], Answer], *, seconds: float = PATIENCE) -> Answer:
        if not self.may_be_asked():
            raise Away(self.url)
        try:
            return do(self.client.options(request_timeout=seconds))
        except NotFoundError as error:
            raise Lost(str(error)) from error
        except (TransportError, ApiError) as error:
            if is_too_long(error):
                logger.warning("A question is longer than Elasticsearch takes, so the database answers it: %s", error)
                raise Away(str(error)) from error
            if not is_away(error):
                raise
            self.give_up(error)
            raise Away(str(error)) from error

    # Whether it is asked

    def may_be_asked(self) -> bool:
        """Without waiting for anything: where it is time to try again, a thread does."""
        if self.is_away and time.monotonic() - self.tried_at >= PAUSE:
            with self.lock:
                is_mine = time.monotonic() - self.tried_at >= PAUSE
                self.tried_at = time.monotonic()
            if is_mine:
                threading.Thread(target=self.answers, daemon=True).start()
        return not self.is_away

    def answers(self) -> bool:
        """Asked in this moment."""
        try:
            self.client.options(request_timeout=PATIENCE).cluster.health(wait_for_status="yellow", timeout="1s")
        except (TransportError, ApiError) as error:
            self.give_up(error)
        else:
            self.welcome()
        return not self.is_away

    def give_up(self, reason: object) -> None:
        """Said once, until it answers again."""
        with self.lock:
            was_away, self.is_away, self.tried_at = self.is_away, True, time.monotonic()
        if not was_away:
            logger.error("Elasticsearch does not answer, so the database answers whoever searches: %s", reason)

    def welcome(self) -> None:
        with self.lock:
            was_away, self.is_away = self.is_away, False
        if was_away:
            logger.warning("Elasticsearch answers again")


def is_too_long(error: Exception) -> bool:
    return isinstance(error, ApiError) and any(f"'type': '{name}'" in str(error.body) for name in TOO_LONG)


def is_away(error: Exception) -> bool:
    if isinstance(error, ApiError) and not isinstance(error, UnsupportedProductError):
        return error.status_code in AWAY or error.status_code >= 500
    return True


def server() -> Server:
    """One for a process, for it knows whether the server was there."""
    return at(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)


@cache
def at(url: str, prefix: str) -> Server:
    return Server(url, prefix)
