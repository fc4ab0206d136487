"""Brings the practices of the demonstration, the stories of those who did them, and a portfolio."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from learning.portfolio_demonstration import bring_portfolio
from learning.practice_demonstration import bring_practices
from learning.story_demonstration import bring_stories


class Command(BaseCommand):
    help = "Make the demonstration's practices, stories and portfolio; those that are there are left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The practices of the demonstration exist in one alone. These settings are not those of one (DEMONSTRATION is off).")
        self.stdout.write(f"{bring_practices()} made, and {bring_stories()} stories; {bring_portfolio()} pieces of a portfolio.")
