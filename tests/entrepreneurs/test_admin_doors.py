"""The matrix of Wagtail's admin: every address there, with what is another organisation's, for those who edit a part of the tree alone."""

import re
from copy import copy
from io import BytesIO

import PIL.Image
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import URLPattern, get_resolver
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail_localize.models import Translation, TranslationSource

from entrepreneurs import organisation_tree
from entrepreneurs.admin_doors import is_confined
from entrepreneurs.models import OrganisationPage
from entrepreneurs.roles import grant_pages
from hub.models import HomePage
from tests.factories import UserFactory
from tests.factories.organisations import belong, make_organisation
from tests.factories.pages import SiteTree
from tests.factories.practices import make_practice
from tests.factories.resources import adult

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),  # Wagtail's, when it makes a rendition
    pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results"),  # wagtail-localize's report
]

SECRET = "Zebrafish"
HIDDEN = {302, 403, 404}
NOT_TRIED = {"admin/logout/", "admin/failwhale/"}  # ends the session; breaks on purpose
FORM = {"external-link-chooser-url": "https://example.org/"}  # without one, Wagtail's chooser of links breaks
# Values that name no thing of anybody's: content types, actions, how something is shown; and an editing session, of which one's own alone ends.
WORDS = {
    "app_label": "entrepreneurs",
    "model_name": "organisationpage",
    "content_type_app_name": "entrepreneurs",
    "content_type_model_name": "organisationpage",
    "app_name": "hub",
    "action": "publish",
    "action_name": "publish",
    "mode": "side-by-side",
    "filter_spec": "width-100",
    "session_id": "1",
    "filename": "z.txt",
    "signature": "x",
    "uidb64": "x",
    "token": "x-x",
}


class World:
    """What another organisation has that is not published: a page with revisions and a translation, a practice, files, a collection."""

    def __init__(self, locales):
        organisation_tree.plant()
        other = adult()
        self.organisation = make_organisation("Foreign", lead=other)
        self.page = self.organisation.pages.get(locale__language_code="en")
        self.page.lead = SECRET
        self.page.title = SECRET
        self.revision = self.page.save_revision(user=other)
        OrganisationPage.objects.filter(pk=self.page.pk).update(live=False, title=SECRET, draft_title=SECRET)
        self.practice = make_practice(self.organisation, title=SECRET, problem=SECRET, wish="draft").pages.get()
        files = {"title": SECRET, "collection": organisation_tree.collection_of(self.organisation), "uploaded_by_user": other}
        self.image = Image.objects.create(file=picture(), **files)
        self.document = Document.objects.create(file=ContentFile(b"x", name="z.txt"), **files)
        self.source, _is_new = TranslationSource.update_or_create_from_instance(self.page)
        self.translation = Translation.objects.create(source=self.source, target_locale=locales["nb"])

    def value(self, route: str, name: str):
        if name in WORDS:
            return WORDS[name]
        if "image" in route and name in {"pk", "image_id", "uploaded_file_id"}:
            return self.image.pk
        if "document" in route and name in {"pk", "document_id", "doc_id", "uploaded_file_id"}:
            return self.document.pk
        if name.startswith("revision_id"):
            return self.revision.pk
        named = {"translation_id": self.translation.pk, "translation_source_id": self.source.pk, "collection_id": files_of(self.organisation)}
        return named.get(name, self.page.pk)

    def address(self, route: str) -> tuple[str, set[str]]:
        """The address with their things in it, and what the address calls these."""
        plain = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route)
        names = {name.rpartition(":")[2] for name in re.findall(r"<([\w:]+)>", plain)}
        filled = re.sub(r"<([\w:]+)>", lambda found: str(self.value(route, found[1].rpartition(":")[2])), plain)
        return "/" + re.sub(r"\\Z|[\^$\\]", "", filled), names - WORDS.keys()


def about_the_practice(world: World) -> World:
    """The same, with the practice's page in every address."""
    world = copy(world)
    world.page, world.revision = world.practice, world.practice.latest_revision
    world.source, _is_new = TranslationSource.update_or_create_from_instance(world.page)
    world.translation = Translation.objects.create(source=world.source, target_locale=world.translation.target_locale)
    world.translation.save_target(publish=False)
    return world


def files_of(organisation) -> int:
    return organisation_tree.collection_of(organisation).pk


def picture() -> ContentFile:
    written = BytesIO()
    PIL.Image.new("RGB", (10, 10)).save(written, "PNG")
    return ContentFile(written.getvalue(), name="z.png")


def routes(resolver, before: str = ""):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route
        else:
            yield from routes(entry, route)


@pytest.fixture(scope="module")
def world(kept_for_module, tmp_path_factory):
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield World(SiteTree.there().locales)


def editor_of(standing: str):
    user = UserFactory()
    if standing == "nothing":
        user.groups.add(Group.objects.get(name="Partner editor"))
    else:
        belong(make_organisation("Own", lead=UserFactory(), is_verified=standing == "verified"), user, role="editor")
    return user


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("standing", "about"), [("verified", ""), ("waiting", ""), ("nothing", ""), ("verified", "practice")])
def test_nothing_of_others_is_told_anywhere_in_the_admin(world, client, standing, about, method):
    client.force_login(editor_of(standing))
    world = about_the_practice(world) if about else world
    tried, told, open_ = 0, [], []

    for route in routes(get_resolver()):
        if route.startswith("admin/") and route not in NOT_TRIED:
            address, names = world.address(route)
            response = getattr(client, method)(address, FORM)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            tried += 1
            told += [address] if SECRET.encode() in body else []
            open_ += [(address, response.status_code)] if names and response.status_code not in {*HIDDEN, 405} else []

    assert tried > 250
    assert told == []
    assert open_ == []


def test_those_who_may_find_it_there(world, client):
    """So that nothing is hidden only because nothing is there."""
    client.force_login(UserFactory(is_superuser=True))

    paths = [f"pages/{world.page.pk}/", "images/", "documents/", "reports/page-types-usage/", "api/main/images/"]
    found = [client.get(f"/admin/{path}") for path in paths]

    assert [SECRET in response.text for response in found] == [True] * 5


@pytest.mark.parametrize("path", ["pages/search/?q=Zebra", "choose-page/search/?q=Zebra", "images/?q=Zebra", "documents/?q=Zebra"])
def test_search_finds_nothing_of_others(world, client, path):
    client.force_login(editor_of("verified"))

    assert SECRET not in client.get(f"/admin/{path}").text


def test_chooser_offers_what_is_public_under_the_name_everybody_reads(world, client):
    shown = make_organisation("Shown").pages.get(locale__language_code="en")
    changed = make_organisation("Changed").pages.get(locale__language_code="en")
    changed.title = f"{SECRET} too"
    changed.save_revision()
    client.force_login(editor_of("verified"))

    html = client.get(f"/admin/choose-page/{shown.get_parent().pk}/").text

    assert shown.title in html
    assert SECRET not in html


@pytest.mark.parametrize(("role", "expected"), [("Translator", False), ("Coordinator", False), ("Partner editor", True), ("Learner", False)])
def test_only_those_are_confined_who_edit_nothing_else(site_tree, role, expected):
    grant_pages(HomePage.objects.all())
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))

    assert is_confined(user) is expected
