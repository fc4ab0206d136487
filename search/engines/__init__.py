"""The engines: what is asked of all of them (base), and the two databases as such."""

from functools import cache

from django.db import connection

from search.engines.base import Asked, Engine, Found, Posting, Question
from search.engines.postgresql import PostgresqlEngine
from search.engines.sqlite import SqliteEngine

ENGINES = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}


@cache
def engine_named(name: str) -> Engine:
    return ENGINES[name]()


def database() -> Engine:
    """The engine that the hub's own database is."""
    return engine_named(connection.vendor)


__all__ = ["Asked", "Engine", "Found", "Posting", "Question", "database", "engine_named"]
