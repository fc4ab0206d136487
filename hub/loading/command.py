"""What the commands that load content have in common: all or nothing, and saying what was done."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hub.content_files import WrongFile
from hub.loading.pages import Load


class LoadCommand(BaseCommand):
    """A subclass says what to load by its method `load`."""

    requires_system_checks = []  # a start with nothing to load should be quick; `migrate`, before it, has checked

    def handle(self, *args, **options):
        load = Load()
        try:
            with transaction.atomic():
                self.load(load)
                load.publish()
        except (WrongFile, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        if options["verbosity"]:
            self.tell(load)
        if load.problems:
            raise CommandError("\n".join(load.problems))

    def tell(self, load: Load) -> None:
        for title, lines in (("Changed", load.changed), ("Left as people have changed it", load.left_alone), ("Not published", load.refused)):
            if lines:
                self.stdout.write("\n  ".join([f"{title}:", *dict.fromkeys(lines)]))
