"""Brings the advising of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learning.advice_demonstration import bring_advising


class Command(BaseCommand):
    help = "Make what the demonstration's adviser has: somebody whom she follows, a task handed in, and office hours; what is there is left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration's adviser exists in one alone. These settings are not those of one (DEMONSTRATION is off).")
        self.stdout.write(f"{bring_advising()} made.")
