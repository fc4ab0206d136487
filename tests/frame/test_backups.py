"""Backups: what is restored elsewhere is what was there."""

import json
import shutil
import sqlite3
import stat
import tarfile
from contextlib import closing

import pytest

from tests.servers import environment, manage

MAKE_SOMETHING = """
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from entrepreneurs.models import User
User.objects.create_user("ada@example.org", "correct horse battery", name="Åda")
document = Document(title="A film")
document.file.save("film.mp4", ContentFile(bytes(range(256)) * 1000))
"""


def rows(data) -> list[str]:
    with closing(sqlite3.connect(data / "tvers.sqlite3")) as database:
        return list(database.iterdump())


def files(data) -> dict[str, bytes]:
    return {str(path.relative_to(data)): path.read_bytes() for path in (data / "media").rglob("*") if path.is_file()}


@pytest.fixture
def backup(migrated_data, tmp_path_factory):
    """A backup of a hub in which somebody has done something, and that hub's data."""
    manage("shell", "--no-imports", "-c", MAKE_SOMETHING, env=environment(migrated_data))
    file = tmp_path_factory.mktemp("backup") / "tvers.tar.gz"
    manage("backup", str(file), env=environment(migrated_data))
    return file


def test_backup_restores_elsewhere_with_no_difference(backup, migrated_data, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    manage("restore", str(backup), env=environment(elsewhere))

    assert any("ada@example.org" in row for row in rows(migrated_data))
    assert rows(elsewhere) == rows(migrated_data)
    assert files(elsewhere) == files(migrated_data)
    assert list(files(elsewhere)) == ["media/documents/film.mp4"]


def test_backup_is_readable_by_its_owner_alone_and_says_what_it_holds(backup):
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert (manifest["database"], manifest["media_files"]) == ("sqlite", 1)
    assert [path.name for path in backup.parent.iterdir()] == ["tvers.tar.gz"]


def test_backup_taken_in_the_middle_of_a_change_holds_none_of_it(migrated_data, tmp_path_factory):
    file, elsewhere = tmp_path_factory.mktemp("backup") / "tvers.tar.gz", tmp_path_factory.mktemp("elsewhere")
    before = rows(migrated_data)

    with closing(sqlite3.connect(migrated_data / "tvers.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE wagtailcore_site SET site_name = 'Half done'")
        manage("backup", str(file), env=environment(migrated_data))
        writer.execute("ROLLBACK")

    manage("restore", str(file), env=environment(elsewhere))
    assert rows(elsewhere) == before


def test_backup_is_never_written_over_what_is_there(backup, migrated_data, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copyfile(migrated_data / "tvers.sqlite3", elsewhere / "tvers.sqlite3")
    before = rows(elsewhere)

    with pytest.raises(RuntimeError, match="CommandError: The database is not empty, and a backup is never written over what is there"):
        manage("restore", str(backup), env=environment(elsewhere))

    assert rows(elsewhere) == before


def test_file_that_is_no_backup_is_named(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Ada")

    with pytest.raises(RuntimeError, match=r"CommandError: .*letter\.txt cannot be read as a backup"):
        manage("restore", str(file), env=environment(tmp_path / "new"))
