"""manage.py load_courses: the courses from their files."""

from hub.loading.command import LoadCommand
from learning.loading import load_courses


class Command(LoadCommand):
    help = "Loads the courses from their files. Run again, it changes what changed in the files, and nothing that a person changed."

    def load(self, load):
        load_courses(load)
