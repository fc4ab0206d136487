"""Compares the index with the truth, and mends it."""

from django.core.management.base import BaseCommand

from search.engines import Away, Engine, engines
from search.indexing import reconcile


class Command(BaseCommand):
    help = "Compare every document with the index by its hash, put in what is missing, take out what should not be there, and say what it was."

    def handle(self, **options):
        for engine in engines():
            self.stdout.write(f"{engine.name}:")
            try:
                self.mend(engine)
            except Away:
                self.stdout.write("  It does not answer, or has no index. The timetable sees to that when it is back.")

    def mend(self, engine: Engine) -> None:
        wrong = reconcile(engine)
        for kind, key in wrong:
            self.stdout.write(f"  {kind} {key}")
        self.stdout.write(f"  {len(wrong)} were wrong, and are mended." if wrong else "  The index is as it should be.")
