"""Backups: all that people have put in, as one file, and back.

A backup is a tar.gz of the database (a consistent snapshot, taken while the hub runs), the media, and a manifest. It holds what people wrote
and their password hashes, so it is readable by its owner alone.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

MANIFEST, MEDIA = "manifest.json", "media"
SNAPSHOTS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def back_up(file: Path) -> dict:
    """Write the backup to `file`, whole or not at all; its manifest."""
    manifest = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "media_files": sum(path.is_file() for path in media().rglob("*")),
    }
    part = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory() as folder, open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as target:
        snapshot = Path(folder) / SNAPSHOTS[connection.vendor]
        SNAPSHOT[connection.vendor](snapshot)
        (Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=2))
        with tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as tar:
            tar.add(Path(folder) / MANIFEST, MANIFEST)
            tar.add(snapshot, snapshot.name)
            if media().exists():
                tar.add(media(), MEDIA)
    part.replace(file)
    return manifest


def restore(file: Path) -> dict:
    """Put the backup into this hub, whose database must be empty, so that nothing is ever written over; its manifest."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if connection.introspection.table_names():
        raise CommandError("The database is not empty, and a backup is never written over what is there. Empty it, or name another.")
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        manifest = unpack(file, Path(folder))
        PUT_BACK[connection.vendor](Path(folder) / SNAPSHOTS[connection.vendor])
        if (Path(folder) / MEDIA).exists():
            shutil.copytree(Path(folder) / MEDIA, media(), dirs_exist_ok=True)
    (settings.DATA_DIR / "prepared").unlink(missing_ok=True)  # the next start migrates, for the backup may be older than the code
    return manifest


def unpack(file: Path, folder: Path) -> dict:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise CommandError(f"{file} cannot be read as a backup: {error}") from error
    if manifest["database"] != connection.vendor:
        raise CommandError(f"The backup is of a {manifest['database']} database, and this hub's is {connection.vendor}.")
    return manifest


def media() -> Path:
    return Path(settings.MEDIA_ROOT)


def snapshot_sqlite(target: Path) -> None:
    """By SQLite's own backup, which waits for no writer and sees no half transaction."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def put_back_sqlite(snapshot: Path) -> None:
    name = Path(connection.settings_dict["NAME"])
    for leftover in name.parent.glob(f"{name.name}*"):
        leftover.unlink()  # an empty database and its logs
    shutil.copyfile(snapshot, name)


def snapshot_postgresql(target: Path) -> None:
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def put_back_postgresql(snapshot: Path) -> None:
    run(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={connection.settings_dict['NAME']}",
        snapshot,
    )


def run(program: str, *arguments) -> None:
    """One of PostgreSQL's programs, on the hub's database; the password goes by the environment, where no process list shows it."""
    if not shutil.which(program):
        raise CommandError(f"{program} is not installed. It comes with PostgreSQL's client programs (postgresql-client).")
    facts = connection.settings_dict
    named = {"PGHOST": facts["HOST"], "PGPORT": facts["PORT"], "PGUSER": facts["USER"], "PGPASSWORD": facts["PASSWORD"], "PGDATABASE": facts["NAME"]}
    env = os.environ | {name: str(value) for name, value in named.items() if value}
    done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()}")


SNAPSHOT = {"sqlite": snapshot_sqlite, "postgresql": snapshot_postgresql}
PUT_BACK = {"sqlite": put_back_sqlite, "postgresql": put_back_postgresql}
