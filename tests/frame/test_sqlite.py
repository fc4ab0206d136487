"""Writers to SQLite stand in line."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from hub.settings.base import sqlite
from hub.sqlite.base import LINES
from tests.services import wait_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def database(tmp_path):
    """`database["default"]`: the calling thread's own connection to one database, with a table."""
    handler = ConnectionHandler({"default": sqlite(tmp_path / "line.sqlite3")})
    handler["default"].cursor().execute("CREATE TABLE said (word text)")
    yield handler
    handler["default"].close()


def line_of(database):
    return LINES[database["default"].settings_dict["NAME"]]


def say(database, word: str) -> None:
    """In a thread of its own, and so on a connection of its own."""
    with closing(database["default"]) as connection:
        connection.cursor().execute("INSERT INTO said VALUES (%s)", [word])


def said(database) -> list[str]:
    return [word for (word,) in database["default"].cursor().execute("SELECT word FROM said ORDER BY rowid").fetchall()]


def begin(database) -> None:
    """A transaction that has not ended."""
    connection = database["default"]
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.cursor().execute("INSERT INTO said VALUES ('first')")


def test_writers_are_served_in_the_order_they_came(database):
    words = ["second", "third", "fourth", "fifth"]
    begin(database)

    with ThreadPoolExecutor(len(words)) as crowd:
        for place, word in enumerate(words, start=1):
            crowd.submit(say, database, word)
            wait_for(lambda place=place: len(line_of(database).waiting) == place)
        database["default"].commit()

    assert said(database) == ["first", *words]


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_transaction_ends_its_turn_however_it_ends(database, end):
    begin(database)
    assert line_of(database).is_busy

    getattr(database["default"], end)()

    assert not line_of(database).is_busy


def test_refused_change_ends_its_turn(database):
    with pytest.raises(OperationalError):
        database["default"].cursor().execute("INSERT INTO nowhere VALUES (1)")

    assert not line_of(database).is_busy


def test_writer_who_has_waited_too_long_is_told_and_leaves_the_line(database):
    begin(database)
    database.settings["default"]["OPTIONS"]["timeout"] = 0.05

    with ThreadPoolExecutor(1) as other, pytest.raises(OperationalError, match="database is locked"):
        other.submit(say, database, "too late").result()

    assert not line_of(database).waiting
    database["default"].commit()
    assert said(database) == ["first"]
