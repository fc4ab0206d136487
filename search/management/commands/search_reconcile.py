"""Compares the index with the truth, and mends it."""

from django.core.management.base import BaseCommand

from search.indexing import reconcile


class Command(BaseCommand):
    help = "Compare every document with the index by its hash, put in what is missing, take out what should not be there, and say what it was."

    def handle(self, **options):
        wrong = reconcile()
        for kind, key in wrong:
            self.stdout.write(f"  {kind} {key}")
        self.stdout.write(f"{len(wrong)} were wrong, and are mended." if wrong else "The index is as it should be.")
