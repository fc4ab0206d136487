"""The outbox is written by the database itself: triggers on every table that documents are made from.

So nothing that changes a document goes unnoticed, be it a bulk update, a cascade or a hand in the database, and what is noted is noted in the same
transaction. They are taken away before migrations, which may make a table anew, and put back after them.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from search.documents.base import Kind, Watch

PREFIX = "search_notes_"
NOTE = "INSERT INTO search_change (kind, key) SELECT '{kind}', replace(CAST(x.key AS text), '-', '') FROM ({select}) AS x WHERE x.key IS NOT NULL;"


def put_up() -> None:
    """As many as documents need, whatever was there before."""
    take_down()
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def take_down() -> None:
    with connection.cursor() as cursor:
        cursor.execute(EXISTING[connection.vendor], [f"{PREFIX}%"])
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))


def statements() -> Iterator[str]:
    number = 0
    for kind in Kind.all.values():
        for watch in kind.watched:
            number += 1
            yield from CREATE[connection.vendor](f"{PREFIX}{number}", kind.name, watch)


def notes(kind: str, watch: Watch, *rows: str) -> str:
    return " ".join(NOTE.format(kind=kind, select=keys(watch, row)) for row in rows)


def keys(watch: Watch, row: str) -> str:
    """The SELECT for one row, its only column called key."""
    head, _from, rest = watch.select.format(row=row).partition(" FROM ")
    return f"{head} AS key" + (f" FROM {rest}" if rest else "")


def events(watch: Watch) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What can happen to a row, and which rows there are then."""
    of = f" OF {', '.join(watch.columns)}" if watch.columns else ""
    yield from (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), (f"UPDATE{of}", ("OLD", "NEW")))


def for_sqlite(name: str, kind: str, watch: Watch) -> Iterator[str]:
    for event, rows in events(watch):
        body = notes(kind, watch, *rows)
        yield f'CREATE TRIGGER "{name}_{event[:6].lower()}" AFTER {event} ON "{watch.model._meta.db_table}" BEGIN {body} END'


def for_postgresql(name: str, kind: str, watch: Watch) -> Iterator[str]:
    for event, rows in events(watch):
        own = f"{name}_{event[:6].lower()}"
        body = notes(kind, watch, *rows)
        yield f'CREATE OR REPLACE FUNCTION "{own}"() RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN {body} RETURN NULL; END $note$'
        yield f'CREATE TRIGGER "{own}" AFTER {event} ON "{watch.model._meta.db_table}" FOR EACH ROW EXECUTE FUNCTION "{own}"()'


CREATE = {"sqlite": for_sqlite, "postgresql": for_postgresql}
EXISTING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE %s AND NOT tgisinternal",
}
