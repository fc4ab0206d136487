"""Brings the fictional people of the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from entrepreneurs.demonstration import bring_circles, bring_networks, bring_posts, bring_workspaces
from entrepreneurs.people import PASSWORD, PEOPLE, bring, bring_organisations, bring_profiles


class Command(BaseCommand):
    help = "Create the fictional people, one for each role, and some to be found; those who are there already are left alone."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The fictional people exist in a demonstration alone. These settings are not those of one (DEMONSTRATION is off).")
        for person in PEOPLE:
            bring(person)
            self.stdout.write(f"{person.role:<15} {person.email}")
        self.stdout.write(f"{bring_profiles()} of the fictional people have a profile.")
        self.stdout.write(f"{bring_organisations()} fictional organisations are there.")
        self.stdout.write(f"{bring_workspaces()} workspaces have something to try in them.")
        self.stdout.write(f"{bring_posts()} needs and offers are open.")
        self.stdout.write(f"{bring_circles()} circle of fictional people is there.")
        self.stdout.write(f"{bring_networks()} made-up networks are there.")
        self.stdout.write(f"Password of each: {PASSWORD}")
