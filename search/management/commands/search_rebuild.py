"""Fills the index anew, while people search and write."""

from django.core.management.base import BaseCommand

from search.indexing import rebuild
from search.models import Entry


class Command(BaseCommand):
    help = "Fill a new index, beside the one that is searched, and let it take that one's place."

    def handle(self, **options):
        edition = rebuild(tell=self.tell if options["verbosity"] else lambda kind, number: None)
        self.stdout.write(f"{Entry.objects.filter(edition=edition).count()} documents are in the index.")

    def tell(self, kind: str, number: int) -> None:
        self.stdout.write(f"  {kind}: {number}")
