"""Puts a backup back."""

from pathlib import Path

from django.core.management.base import BaseCommand

from hub import backups


class Command(BaseCommand):
    help = "Put a backup into this hub, whose database must be empty. Stop the hub before."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        manifest = backups.restore(file)
        self.stdout.write(f"Restored what was there on {manifest['made_at']}: the database and {manifest['media_files']} media files.")
