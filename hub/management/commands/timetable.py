"""Does the periodic work, until it is asked to stop."""

from django.core.management.base import BaseCommand

from hub import timetable


class Command(BaseCommand):
    help = "Do the periodic work (scheduled publishing, pruning) until asked to stop. More than one may run: each piece is begun by one."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what is due now, say what that was, and end.")

    def handle(self, *, once, **options):
        if once:
            self.stdout.write("\n".join(timetable.run_due()) or "Nothing is due.")
        else:
            timetable.run_forever(stopping=timetable.stop_on_signals())
