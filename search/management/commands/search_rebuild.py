"""Fills the index anew, while people search and write."""

from django.core.management.base import BaseCommand

from search.engines import engine_named, engines
from search.indexing import rebuild


class Command(BaseCommand):
    help = "Fill a new index of each engine, beside the one that is searched, and let it take that one's place."

    def handle(self, **options):
        editions = rebuild(tell=self.tell if options["verbosity"] else lambda kind, number: None)
        for edition in editions:
            number = sum(1 for _document in engine_named(edition.engine).fingerprints(edition))
            self.stdout.write(f"{number} documents are in the index of {edition.engine}.")
        for name in {engine.name for engine in engines()} - {edition.engine for edition in editions}:
            self.stdout.write(f"{name} does not answer. The timetable fills it when it is back.")

    def tell(self, kind: str, number: int) -> None:
        self.stdout.write(f"  {kind}: {number}")
