"""manage.py load_content: the site, its programmes and pages, the courses, the comparison of countries, and who may edit what."""

from entrepreneurs import organisation_tree, roles
from hub.loading.command import LoadCommand
from hub.loading.facts import load_programmes
from hub.loading.site import load_home, load_site
from hub.models import HomePage
from learning.countries import load_comparison
from learning.loading import load_courses


class Command(LoadCommand):
    help = "Loads all content from its files. Run again, it changes what changed in the files, and nothing that a person changed."

    def load(self, load):
        load.left_alone += load_programmes()
        load_site(load)
        load_courses(load)
        load_comparison()
        load_home(load)
        roles.ensure_roles()
        roles.grant_pages(HomePage.objects.all())
        organisation_tree.plant()
