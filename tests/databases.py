"""The test database: migrated once into a template that later runs find again, given the smallest site, and copied from it for each worker."""

import fcntl
import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

A_WEEK = 7 * 24 * 3600


def fingerprint() -> str:
    """A hash of every installed migration, of the roles, and of what triggers watch: where it is the same, so is the database they make."""
    digest = hashlib.sha256(repr((settings.LANGUAGE_CODE, settings.DATABASES["default"]["ENGINE"])).encode())
    for config in apps.get_app_configs():
        name = settings.MIGRATION_MODULES.get(config.label, f"{config.name}.migrations")
        if name and find_spec(name):
            for path in sorted(Path(import_module(name).__path__[0]).glob("*.py")):
                digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    made_after = [*Path(settings.BASE_DIR).glob("*/roles.py"), *Path(settings.BASE_DIR).glob("search/documents/*.py")]
    for path in [*sorted(made_after), Path(settings.BASE_DIR) / "search/triggers.py", Path(settings.BASE_DIR) / "tests/factories/pages.py"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def locked(path: Path):
    """One process at a time; the others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def plant() -> None:
    """The smallest site, in which most tests begin. Nobody is told of it."""
    from tests.factories.pages import make_site_tree

    with transaction.atomic():
        make_site_tree()
        connection.run_on_commit.clear()
    connection.close()


def test_database(*, kept_in: Path, own: Path, worker: str):
    """The database that this worker's tests run on, by the settings' engine."""
    if connection.vendor == "sqlite":
        return SqliteDatabase(kept_in=kept_in, own=own / "tests.sqlite3")
    return PostgresDatabase(kept_in=kept_in, worker=worker)


class SqliteDatabase:
    """A file, copied from a file. `template` has nothing in it but what migrations put there."""

    def __init__(self, *, kept_in: Path, own: Path):
        name = fingerprint()
        self.template, self.planted, self.own = kept_in / f"{name}.sqlite3", kept_in / f"{name}-site.sqlite3", own

    def prepare(self) -> None:
        with locked(self.template.parent / "lock"):
            if not self.planted.exists():
                self.migrate()
            forget_old(self.template.parent)
        self.renew()

    def migrate(self) -> None:
        making = self.template.with_suffix(".making")
        making.unlink(missing_ok=True)
        connection.settings_dict["NAME"] = str(making)
        call_command("migrate", verbosity=0)
        connection.close()
        shutil.copyfile(making, self.template)
        plant()
        making.rename(self.planted)

    def renew(self) -> None:
        """Be as the template is, whatever was done since."""
        connection.close()
        for leftover in self.own.parent.glob(f"{self.own.name}*"):
            leftover.unlink()
        shutil.copyfile(self.planted, self.own)
        connection.settings_dict["NAME"] = str(self.own)

    def drop(self) -> None:
        connection.close()
        self.own.unlink(missing_ok=True)


def forget_old(directory: Path) -> None:
    """Templates of migrations that nobody has run for a week."""
    for path in directory.glob("*.sqlite3"):
        if path.stat().st_atime < time.time() - A_WEEK:
            path.unlink(missing_ok=True)


class PostgresDatabase:
    """A database, made from another by the server itself."""

    def __init__(self, *, kept_in: Path, worker: str):
        self.lock = kept_in / "lock"
        self.template, self.own = f"tvers_template_{fingerprint()}", f"tvers_test_{worker}_{os.getpid()}"

    def prepare(self) -> None:
        with locked(self.lock):
            if not self.exists(self.template):
                self.migrate()
            self.renew()

    def exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def execute(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)

    def migrate(self) -> None:
        making = f"{self.template}_making"
        self.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
        self.execute(f'CREATE DATABASE "{making}"')
        connection.settings_dict["NAME"] = making
        call_command("migrate", verbosity=0)
        plant()
        self.execute(f'ALTER DATABASE "{making}" RENAME TO "{self.template}"')

    def renew(self) -> None:
        """Be as the template is, whatever was done since."""
        self.drop()
        self.execute(f'CREATE DATABASE "{self.own}" TEMPLATE "{self.template}"')
        connection.settings_dict["NAME"] = self.own

    def drop(self) -> None:
        connection.close()
        self.execute(f'DROP DATABASE IF EXISTS "{self.own}" WITH (FORCE)')
