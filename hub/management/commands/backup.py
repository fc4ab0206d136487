"""Writes a backup."""

from pathlib import Path

from django.core.management.base import BaseCommand

from hub import backups


class Command(BaseCommand):
    help = "Write the database and the media into one file, while the hub runs."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        manifest = backups.back_up(file)
        self.stdout.write(
            f"{file}: the {manifest['database']} database and {manifest['media_files']} media files. Keep it safe: it holds what people wrote."
        )
