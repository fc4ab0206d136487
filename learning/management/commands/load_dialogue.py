"""Brings what the demonstration's people say in lessons, and those who facilitate a course."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learning.dialogue_demonstration import bring_dialogue


class Command(BaseCommand):
    help = "Make what the demonstration's people say in lessons; what is there, or was taken back, is left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The talk of the demonstration exists in one alone. These settings are not those of one (DEMONSTRATION is off).")
        self.stdout.write(f"{bring_dialogue()} said.")
