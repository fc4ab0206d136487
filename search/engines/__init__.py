"""The engines: what is asked of all of them (base), the two databases as such, and Elasticsearch where a server is named."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.db import connection

from search.engines.base import Asked, Away, Engine, Found, Lost, Posting, Question, Refused
from search.engines.postgresql import PostgresqlEngine
from search.engines.sqlite import SqliteEngine

DATABASES = {"sqlite": SqliteEngine, "postgresql": PostgresqlEngine}
ELASTICSEARCH = "elasticsearch"


@cache
def engine_named(name: str) -> Engine:
    if name == ELASTICSEARCH:
        from search.engines.elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine()
    return DATABASES[name]()


def database() -> Engine:
    """The engine that the hub's own database is."""
    return engine_named(connection.vendor)


def is_alone() -> bool:
    """Whether the database is the only engine."""
    return not settings.ELASTICSEARCH_URL


def engines() -> list[Engine]:
    """All that are kept filled; the database first, which never waits for the other."""
    return [database()] if is_alone() else [database(), engine_named(ELASTICSEARCH)]


def preferred() -> Engine:
    """The one that answers whoever searches: Elasticsearch, where it is to be had and has missed nothing."""
    if is_alone() or not engine_named(ELASTICSEARCH).is_ready():
        return database()
    return type(engine_named(ELASTICSEARCH)).for_a_reader()


def is_degraded() -> bool:
    """Whether the database answers for one that should."""
    return not is_alone() and preferred() is database()


__all__ = [
    "ELASTICSEARCH",
    "Asked",
    "Away",
    "Engine",
    "Found",
    "Lost",
    "Posting",
    "Question",
    "Refused",
    "database",
    "engine_named",
    "engines",
    "is_alone",
    "is_degraded",
    "preferred",
]
