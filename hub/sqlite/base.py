"""Django's SQLite, where the threads of a process that want to write stand in line.

SQLite lets one connection write at a time, and the others ask again and again, ever more seldom: under load the unlucky wait for many seconds while
those who came later are served. Here each thread is woken when it is its turn. Between processes it is still SQLite that decides.
"""

import threading
from collections import deque
from contextlib import contextmanager

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Line:
    """First come, first served."""

    def __init__(self):
        self.door = threading.Lock()
        self.waiting: deque[threading.Event] = deque()
        self.is_busy = False

    def enter(self, *, patience: float) -> None:
        """Return when it is the caller's turn; OperationalError if that takes more than so many seconds."""
        with self.door:
            if not self.is_busy:
                self.is_busy = True
                return
            turn = threading.Event()
            self.waiting.append(turn)
        if not turn.wait(patience):
            self.give_up(turn)

    def give_up(self, turn: threading.Event) -> None:
        with self.door:
            if not turn.is_set():  # it may have come just now
                self.waiting.remove(turn)
                raise OperationalError("database is locked: too many others wanted to write")

    def leave(self) -> None:
        with self.door:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.is_busy = False


LINES: dict[str, Line] = {}  # by database


class Cursor(base.SQLiteCursorWrapper):
    """A change outside a transaction is one of its own, and stands in line for itself."""

    database: "DatabaseWrapper"

    def execute(self, query, params=None):
        if self.database.line or not query.lstrip().upper().startswith(CHANGES):
            return super().execute(query, params)
        with self.database.turn():
            return super().execute(query, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction has the turn from BEGIN to its end, however it ends."""

    line: Line | None = None  # while it is this connection's turn

    def create_cursor(self, name=None):
        cursor = self.connection.cursor(factory=Cursor)
        cursor.database = self
        return cursor

    @contextmanager
    def turn(self):
        self.take_turn()
        try:
            yield
        finally:
            self.end_turn()

    def take_turn(self) -> None:
        line = LINES.setdefault(self.settings_dict["NAME"], Line())
        line.enter(patience=self.settings_dict["OPTIONS"].get("timeout", 5))
        self.line = line

    def end_turn(self) -> None:
        if self.line:
            self.line.leave()
            self.line = None

    def _start_transaction_under_autocommit(self):
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.end_turn()
            raise

    def _commit(self):
        super()._commit()
        self.end_turn()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self.end_turn()

    def _close(self):
        try:
            super()._close()
        finally:
            self.end_turn()
