"""Brings the events of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.demonstration import bring_events


class Command(BaseCommand):
    help = "Make the demonstration's events; those that are there and are still to come are left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The made-up events exist in a demonstration alone. These settings are not those of one (DEMONSTRATION is off).")
        self.stdout.write(f"{bring_events()} made.")
