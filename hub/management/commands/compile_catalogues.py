"""Compiles the catalogues that are complete."""

from django.core.management.base import BaseCommand

from hub import catalogues, languages


class Command(BaseCommand):
    help = "Compile the message catalogues that are complete: the hub is offered in those languages, from its next start on."

    def handle(self, **options):
        for sentence in catalogues.compile_all():
            self.stdout.write(sentence)
        self.stdout.write("Offered: " + ", ".join(f"{name} ({code})" for code, name in languages.offered()))
