"""Who belongs to an organisation: asking, being invited, roles, and going."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connections

from entrepreneurs import organisation_tree
from entrepreneurs.actions import memberships as actions
from entrepreneurs.models import Joining, Membership
from hub.models import Notice, Organisation, OrganisationAlias
from tests.factories import UserFactory
from tests.factories.organisations import belong, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


@pytest.fixture
def organisation(site_tree):
    organisation_tree.plant()
    return make_organisation(lead=UserFactory(name="Lead"))


def desk(organisation, part=""):
    return f"/en/organisations/{organisation.slug}/desk/{part}"


def lead_of(organisation):
    return organisation.memberships.get(role="lead").user


def test_whoever_says_so_belongs_to_it_once_let_in(ada, client, organisation):
    client.post(f"/en/organisations/{organisation.slug}/belong/")
    assert client.get(desk(organisation)).status_code == 404
    assert Notice.objects.filter(recipient=lead_of(organisation), kind="membership_asked", read_at=None).exists()

    client.force_login(lead_of(organisation))
    assert "Ada" in client.get(desk(organisation)).text
    client.post(desk(organisation, "person/"), {"person": Membership.objects.get(user=ada).pk, "do": "let_in"})

    client.force_login(ada)
    assert client.get(desk(organisation)).status_code == 200
    assert "You belong to A village now" in client.get("/en/me/news/").text
    assert not Notice.objects.filter(kind="membership_asked", read_at=None).exists()


def test_whoever_is_not_let_in_is_asked_nothing_and_told_nothing(ada, client, organisation):
    asked = actions.ask_to_belong(organisation, user=ada)
    client.force_login(lead_of(organisation))

    client.post(desk(organisation, "person/"), {"person": asked.pk, "do": "part"})

    assert not Membership.objects.filter(user=ada).exists()
    assert not Notice.objects.filter(recipient=ada).exists()


def test_name_stands_on_the_page_only_if_its_owner_says_so(ada, client, organisation):
    own = belong(organisation, ada)
    page = f"/en/organisations/{organisation.slug}/"
    assert "Ada" not in client.get(page).text

    client.post(desk(organisation, "person/"), {"person": own.pk, "do": "show"})

    assert "Ada" in client.get(page).text


def test_invitation_by_mail_is_answered_once(ada, client, organisation, django_capture_on_commit_callbacks):
    client.force_login(lead_of(organisation))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(desk(organisation, "invite/"), {"email": "Ada@example.org", "role": "editor", "language": "nb"})
    [letter] = mail.outbox
    address = re.search(r"http\S+(/nb/organisations/invited/\S+)", letter.body)[1]
    assert letter.to == ["ada@example.org"]

    client.force_login(ada)
    assert "A village" in client.get(address).text
    client.post(address, {"yes": "1"})

    assert Membership.objects.get(user=ada).role == "editor"
    assert client.get(address).status_code == 404
    with pytest.raises(actions.IsAnswered):
        actions.join(Joining.objects.get(), user=UserFactory())


def test_invitation_taken_back_lets_nobody_in(ada, client, organisation):
    joining = Joining.objects.create(organisation=organisation, email="ada@example.org")
    client.force_login(lead_of(organisation))

    client.post(desk(organisation, "person/"), {"joining": joining.pk})

    client.force_login(ada)
    assert client.post(f"/en/organisations/invited/{joining.key}/", {"yes": "1"}).status_code == 404


def test_nobody_but_those_who_lead_changes_roles(ada, client, organisation):
    belong(organisation, ada, role="editor")
    lead = organisation.memberships.get(role="lead")

    response = client.post(desk(organisation, "person/"), {"person": lead.pk, "do": "role", "role": "member"})

    assert response.status_code == 404
    lead.refresh_from_db()
    assert lead.role == "lead"


@pytest.mark.parametrize("form", [{"do": "part"}, {"do": "role", "role": "member"}])
def test_last_who_leads_does_not_go_before_the_others(client, organisation, form):
    lead = organisation.memberships.get(role="lead")
    other = belong(organisation, UserFactory())
    client.force_login(lead.user)

    client.post(desk(organisation, "person/"), {"person": lead.pk} | form)
    assert organisation.memberships.filter(pk=lead.pk, role="lead").exists()

    actions.set_role(other, role="lead")
    client.post(desk(organisation, "person/"), {"person": lead.pk} | form)
    assert not organisation.memberships.filter(pk=lead.pk, role="lead").exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_lead_do_not_go_at_the_same_moment(site_tree):
    organisation_tree.plant()
    organisation = make_organisation(lead=UserFactory())
    belong(organisation, UserFactory(), role="lead")
    belong(organisation, UserFactory())

    def go(membership):
        try:
            actions.part(membership)
        except actions.LastOne:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as crowd:
        gone = list(crowd.map(go, organisation.memberships.filter(role="lead")))

    assert sorted(gone) == [False, True]
    assert organisation.memberships.filter(role="lead").count() == 1


def test_invitations_are_forgotten_after_ninety_days(organisation):
    joining = Joining.objects.create(organisation=organisation, email="ada@example.org")
    Joining.objects.filter(pk=joining.pk).update(invited_at=joining.invited_at - actions.KEPT)

    actions.forget_joinings()

    assert not Joining.objects.exists()


# Brought by a coordinator

BROUGHT = {
    "name": "Tårnvika grendelag",
    "kind": "civil",
    "country": "NO",
    "website": "tarnvika.example",
    "language": "nb",
    "email": "Ada@example.org",
}
BRING = "/en/organisations/invite/"


@pytest.fixture
def coordinator(client, site_tree):
    organisation_tree.plant()
    nils = UserFactory(name="Nils", email="nils@example.org")
    nils.groups.add(Group.objects.get(name="Coordinator"))
    client.force_login(nils)
    return nils


def test_coordinator_brings_one_and_invites_its_lead_in_one_step(coordinator, client, django_capture_on_commit_callbacks):
    assert BRING in client.get("/en/organisations/waiting/").text
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(BRING, BROUGHT)

    organisation = Organisation.objects.get(name="Tårnvika grendelag")
    assert response.url == desk(organisation)
    assert (organisation.is_here, organisation.languages, organisation.website) == (True, "nb", "https://tarnvika.example")
    assert client.get(f"/sv/organisations/{organisation.slug}/").status_code == 200
    assert not organisation.memberships.exists()
    assert not Organisation.objects.waiting().exists()

    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    client.force_login(ada := UserFactory())
    client.post(re.search(r"http\S+(/nb/organisations/invited/\S+)", letter.body)[1], {"yes": "1"})
    assert organisation.memberships.get().user == ada
    assert client.get(desk(organisation, "facts/")).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " kbt FAGSKOLE "}, "is here already, or waits"),
        ({"name": "Asks still"}, "is here already, or waits"),
        ({"name": ""}, "This field is required"),
        ({"email": "ada"}, "valid email address"),
        ({"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"}, "at most 254 characters"),
        ({"email": "NILS@example.org"}, "your own address"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"website": "no website"}, "valid URL"),
    ],
)
def test_wrong_form_brings_nothing_and_keeps_what_was_written(coordinator, client, wrong, said):
    OrganisationAlias.objects.create(organisation=make_organisation("KBT Vocational College"), name="KBT Fagskole")
    make_organisation("Asks still", is_verified=False)

    response = client.post(BRING, BROUGHT | wrong)

    assert response.status_code == 422
    assert said in response.text
    assert "tarnvika.example" in response.text or "website" in wrong
    assert Organisation.objects.count() == 2
    assert not Joining.objects.exists()


def test_nobody_else_brings_one(ada, client, organisation):
    client.force_login(lead_of(organisation))

    assert client.get(BRING).status_code == 403
    assert client.post(BRING, BROUGHT).status_code == 403
    assert Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_one_brought_twice_at_the_same_moment_is_here_once(site_tree):
    organisation_tree.plant()
    facts = {name: value for name, value in BROUGHT.items() if name != "email"}

    def bring(email):
        try:
            actions.bring(UserFactory(), email=email, **facts)
        except actions.NameIsTaken:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as crowd:
        assert sorted(crowd.map(bring, ["ada@example.org", "bo@example.org"])) == [False, True]
    assert Joining.objects.count() == 1
