"""manage.py load_synonyms: the words of the field that mean the same."""

from hub.loading.command import LoadCommand
from search.loading import load_synonyms


class Command(LoadCommand):
    help = "Loads the sets of synonyms from their file. Run again, it changes what changed in the file, and nothing that an editor changed."

    def load(self, load):
        load.left_alone += load_synonyms()
