"""The hub's databases, opened without Django."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import nullcontext
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb


class Sqlite:
    """The hub's database file, opened as the hub opens it."""

    name, mark, begin = "SQLite", "?", "BEGIN IMMEDIATE"

    def __init__(self, path: Path | str):
        self.path, self.turn = path, threading.Lock()  # without turns, threads that want to write ask again and again, ever more seldom

    def connect(self):
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=20)
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;")
        return connection

    def stored(self, value):
        return value.hex if isinstance(value, UUID) else value


class Postgres:
    """A database in a cluster of its own, that writes to the disk before it answers."""

    name, mark, begin = "PostgreSQL", "%s", "BEGIN"

    def __init__(self, url: str):
        self.url, self.turn = url, nullcontext()

    def connect(self):
        return psycopg.connect(self.url, autocommit=True)

    def stored(self, value):
        return Jsonb(value) if isinstance(value, dict) else value
