"""Makes the index ready before the hub is served."""

from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Fill the index where there is none, or one of an earlier version; else put in what has changed."

    def handle(self, **options):
        indexing.make_ready()
        indexing.catch_up()
