"""Organisations: asking to join, being verified or not, what they say of themselves, and where they are found."""

from io import BytesIO

import PIL.Image
import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.models import Image
from wagtail.models import Collection

from entrepreneurs import organisation_tree
from entrepreneurs.actions import memberships
from entrepreneurs.actions import organisations as actions
from entrepreneurs.models import Membership, OrganisationPage, Workspace
from hub.models import Notice, Organisation, OrganisationAlias, Programme
from tests.factories import UserFactory, make_workspace
from tests.factories.organisations import belong, make_organisation

pytestmark = pytest.mark.django_db

FORM = {"name": "Tårnvika grendelag", "kind": "civil", "country": "NO", "website": "tarnvika.example", "language": "nb", "is_adult": "on"}


@pytest.fixture(autouse=True)
def tree(site_tree):
    organisation_tree.plant()


def coordinator():
    user = UserFactory(name="Nils")
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def picture(content: bytes | None = None) -> SimpleUploadedFile:
    if content is None:
        written = BytesIO()
        PIL.Image.new("RGB", (900, 300), "navy").save(written, "PNG")
        content = written.getvalue()
    return SimpleUploadedFile("logo.png", content, content_type="image/png")


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


def page_of(organisation, language="en") -> OrganisationPage:
    return organisation.pages.get(locale__language_code=language)


# Coming


def test_whoever_asks_leads_it_and_nobody_else_sees_it(ada, client, django_capture_on_commit_callbacks):
    nils = coordinator()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/en/organisations/ask/", FORM)

    organisation = Organisation.objects.get()
    assert response.url == "/en/organisations/tarnvika-grendelag/desk/"
    assert (organisation.website, organisation.spoken, organisation.is_verified) == ("https://tarnvika.example", ["nb"], False)
    assert organisation.memberships.get().role == "lead"
    assert {page.language for page in organisation.pages.all()} == {"en", "nb", "sv", "uk"}
    assert "Tårnvika" not in client.get("/en/organisations/").text
    assert client.get("/en/organisations/tarnvika-grendelag/").status_code == 404
    assert Notice.objects.filter(recipient=nils, kind="organisation_asks").exists()


def test_wrong_form_is_given_back_with_what_was_written(ada, client):
    response = client.post("/en/organisations/ask/", FORM | {"country": "XX"})

    assert response.status_code == 422
    assert "Tårnvika grendelag" in response.text
    assert not Organisation.objects.exists()


def test_nobody_brings_what_is_here_already_under_another_name(ada, client):
    OrganisationAlias.objects.create(organisation=make_organisation("KBT Vocational College"), name="KBT Fagskole")

    response = client.post("/en/organisations/ask/", FORM | {"name": " kbt fagskole "})

    assert response.status_code == 422
    assert "is here already" in response.text


def test_three_may_wait_for_one_person(ada, client):
    for number in range(3):
        client.post("/en/organisations/ask/", FORM | {"name": f"Number {number}"})

    assert client.post("/en/organisations/ask/", FORM | {"name": "Number 4"}).status_code == 422
    assert Organisation.objects.count() == 3


def test_address_of_no_organisation_is_one_of_ours(ada):
    assert [make_organisation(name).slug for name in ("Ask", "Mine", "Ask!")] == ["ask-2", "mine-2", "ask-3"]


def test_coordinator_verifies_it(ada, client, django_capture_on_commit_callbacks):
    organisation = make_organisation(lead=ada, is_verified=False)
    client.force_login(nils := coordinator())
    Notice.objects.create(recipient=nils, kind="organisation_asks", about=f"organisation:{organisation.pk}")
    assert organisation.name in client.get("/en/organisations/waiting/").text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/organisations/{organisation.slug}/decide/", {"verify": "1"})

    assert organisation.name in client.get("/en/organisations/").text
    assert client.get(f"/nb/organisations/{organisation.slug}/").status_code == 200
    assert [letter.to for letter in mail.outbox] == [[ada.email]]
    assert not Notice.objects.filter(kind="organisation_asks", read_at=None).exists()
    assert client.post(f"/en/organisations/{organisation.slug}/decide/", {"verify": "1"}).status_code == 409  # by another, meanwhile


def test_coordinator_says_what_is_missing_and_they_ask_again(ada, client, django_capture_on_commit_callbacks):
    organisation = make_organisation(lead=ada, is_verified=False)
    nils = coordinator()
    client.force_login(nils)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/en/organisations/{organisation.slug}/decide/", {"decline": "1", "reason": "Which register are you in?"})

    assert "Which register are you in?" in mail.outbox[0].body
    assert list(Organisation.objects.waiting()) == []

    client.force_login(ada)
    client.post(f"/en/organisations/{organisation.slug}/again/")
    assert list(Organisation.objects.waiting()) == [organisation]


def test_only_coordinators_decide(ada, client):
    make_organisation(lead=ada, is_verified=False)

    assert client.get("/en/organisations/waiting/").status_code == 403
    assert client.post("/en/organisations/a-village/decide/", {"verify": "1"}).status_code == 404


# Saying who they are


def test_words_stand_on_the_page_and_others_are_shown_the_nearest(ada, client):
    organisation = make_organisation(lead=ada)

    client.post(f"/nb/organisations/{organisation.slug}/desk/words/", {"lead": "Vi er tretti hus.", "about": "Og en brygge."})

    assert "Vi er tretti hus." in client.get(f"/nb/organisations/{organisation.slug}/").text
    swedish = client.get(f"/sv/organisations/{organisation.slug}/").text
    assert '<p class="lead" lang="nb" dir="ltr">Vi er tretti hus.</p>' in swedish
    assert page_of(organisation, "nb").latest_revision.user == ada


def test_words_of_one_that_waits_are_kept_and_not_shown(ada, client):
    organisation = make_organisation(lead=ada, is_verified=False)
    client.post(f"/en/organisations/{organisation.slug}/desk/words/", {"lead": "Thirty houses.", "about": ""})
    assert client.get(f"/en/organisations/{organisation.slug}/").status_code == 404

    actions.verify(organisation)

    assert "Thirty houses." in client.get(f"/en/organisations/{organisation.slug}/").text


def test_facts_are_the_same_in_every_language(ada, client):
    organisation = make_organisation(lead=ada)

    form = {"kind": "advisers", "country": "SE", "works_in": ["NO", "FI"], "languages": ["sv", "nb"], "website": ""}
    client.post(f"/en/organisations/{organisation.slug}/desk/facts/", form)

    organisation.refresh_from_db()
    assert (organisation.kind, organisation.spoken) == ("advisers", ["sv", "nb"])
    assert [country.code for country in organisation.countries] == ["SE", "FI", "NO"]


@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")  # Wagtail's, when it makes a rendition
def test_logo_has_words_and_stands_in_its_own_collection(ada, client):
    organisation = make_organisation(lead=ada)
    address = f"/en/organisations/{organisation.slug}/desk/logo/"

    assert client.post(address, {"logo": picture()}).status_code == 422
    assert client.post(address, {"logo": picture(b"no picture"), "words": "A boat"}).status_code == 422
    client.post(address, {"logo": picture(), "words": "A boat"})

    image = Image.objects.get()
    assert (image.description, image.collection.name) == ("A boat", f"Organisation {organisation.pk}")
    assert 'alt="A boat"' in client.get(f"/sv/organisations/{organisation.slug}/").text
    client.post(address, {"drop": "1"})
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("role", "statuses"), [("lead", [200, 200, 200]), ("editor", [404, 200, 200]), ("member", [404, 404, 404]), (None, [404, 404, 404])]
)
def test_each_role_writes_what_it_may(ada, client, role, statuses):
    organisation = make_organisation(lead=UserFactory())
    if role:
        belong(organisation, ada, role=role)

    found = [client.get(f"/en/organisations/{organisation.slug}/desk/{part}/").status_code for part in ("facts", "words", "logo")]

    assert found == statuses


# Being found


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for each in range(number):
        organisation = make_organisation(f"Number {each}")
        actions.write_words(page_of(organisation, "nb"), by=None, lead="Vi er her.")
    client.get("/en/organisations/")

    with django_assert_num_queries(11):
        assert client.get("/en/organisations/").text.count("Vi er her.") == number


def test_directory_is_narrowed_by_kind_country_and_name(client):
    make_organisation("Carrowmere", country="IE", kind="enterprise", works_in=["NO"])
    make_organisation("Fjällnäs", country="SE", kind="advisers")
    make_organisation("Tårnvika", kind="civil")

    def found(query):
        html = client.get(f"/en/organisations/?{query}").text
        return [name for name in ("Carrowmere", "Fjällnäs", "Tårnvika") if f">{name}</a>" in html]

    assert found("kind=advisers") == ["Fjällnäs"]
    assert found("country=NO") == ["Carrowmere", "Tårnvika"]
    assert found("country=NO&kind=civil") == ["Tårnvika"]
    assert found("q=carrow") == ["Carrowmere"]
    assert found("kind=nonsense&country=%00") == ["Carrowmere", "Fjällnäs", "Tårnvika"]


# Going


def test_who_left_is_not_found_and_writes_no_more(ada, client):
    organisation = make_organisation(lead=ada)

    actions.leave(organisation)

    assert client.get(f"/en/organisations/{organisation.slug}/").status_code == 404
    assert client.get(f"/en/organisations/{organisation.slug}/desk/words/").status_code == 404
    assert not ada.groups.exists()
    actions.come_back(organisation)
    assert client.get(f"/en/organisations/{organisation.slug}/").status_code == 200
    assert ada.groups.exists()


def test_one_becomes_part_of_another_with_people_and_names(ada, client):
    old, new = make_organisation("Old", lead=ada), make_organisation("New", lead=UserFactory())
    workspace = make_workspace()
    old.partnerships.create(programme=Programme.objects.get(pk=workspace.pk))

    actions.merge(old, into=new)

    assert Workspace.objects.visible_to(ada).get() == workspace

    assert new.memberships.get(user=ada).role == "lead"
    assert set(Organisation.objects.named("old")) == {old, new}
    assert list(new.aliases.values_list("name", flat=True)) == ["Old"]
    assert client.get("/en/organisations/old/").status_code == 404
    assert [group.name for group in ada.groups.all()] == [f"Organisation {new.pk}"]
    with pytest.raises(actions.ValidationError):
        actions.merge(new, into=new)


# Their part of the tree


def test_editors_have_their_own_part_of_the_tree_and_nothing_else(ada, site_tree):
    own, other = make_organisation("Own"), make_organisation("Other")
    belong(own, ada, role="editor")
    rights = {name: page_of(one).permissions_for_user(ada) for name, one in (("own", own), ("other", other))}

    assert (rights["own"].can_edit(), rights["own"].can_publish()) == (True, True)
    assert (rights["other"].can_edit(), rights["other"].can_publish()) == (False, False)
    assert not site_tree.home.permissions_for_user(ada).can_edit()
    assert [place.name for place in Collection.objects.filter(group_permissions__group__in=ada.groups.all()).distinct()] == [f"Organisation {own.pk}"]


def test_editors_of_one_that_waits_publish_nothing(ada):
    organisation = make_organisation(lead=ada, is_verified=False)
    rights = page_of(organisation).permissions_for_user(ada)

    assert (rights.can_edit(), rights.can_publish()) == (True, False)


def test_whoever_is_no_editor_any_more_has_no_way_into_the_admin(ada):
    organisation = make_organisation(lead=UserFactory())
    membership = belong(organisation, ada, role="editor")
    assert ada.has_perm("wagtailadmin.access_admin")

    memberships.set_role(membership, role=Membership.Role.MEMBER)

    assert not type(ada).objects.get(pk=ada.pk).has_perm("wagtailadmin.access_admin")


def test_planting_again_changes_nothing(ada):
    make_organisation(lead=ada)
    before = [OrganisationPage.objects.count(), Collection.objects.count(), ada.groups.count()]

    organisation_tree.plant()

    assert [OrganisationPage.objects.count(), Collection.objects.count(), ada.groups.count()] == before
