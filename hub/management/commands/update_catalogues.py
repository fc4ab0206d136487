"""Brings the catalogues to what the code says now."""

from django.core.management.base import BaseCommand, CommandError

from hub import catalogues, languages


class Command(BaseCommand):
    help = "Write every translatable string of the code and the templates into the catalogues, keeping what is translated."

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="*", metavar="code", help="Languages; without one, those that have a catalogue. A new one is begun.")

    def handle(self, *, codes, **options):
        for code in codes or catalogues.translated():
            if code not in languages.NAMES or code == languages.SOURCE:
                raise CommandError(f"{code} is none of the languages in hub/languages.py that are translated into.")
            catalogue = catalogues.update(code)
            self.stdout.write(f"{languages.NAMES[code]}: {len(catalogue)} strings, {len(catalogues.lacking(catalogue))} to translate.")
