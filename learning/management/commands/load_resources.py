"""Brings the resources of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learning.demonstration import bring_resources


class Command(BaseCommand):
    help = "Make the demonstration's resources and methods; those that are there are left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The resources of the demonstration exist in one alone. These settings are not those of one (DEMONSTRATION is off).")
        self.stdout.write(f"{bring_resources()} made.")
