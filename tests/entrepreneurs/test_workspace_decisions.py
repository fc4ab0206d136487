"""Decisions of partners: written down, worded anew with everything before it readable."""

from datetime import date

import pytest

from entrepreneurs.actions import decisions as actions
from entrepreneurs.actions.accounts import erase
from entrepreneurs.models import EarlierWording, PartnerDecision
from hub.models import Organisation
from hub.privacy import Person
from tests.factories import make_partner, make_workspace

pytestmark = pytest.mark.django_db
WORDS = {"what": "We meet on Mondays", "follows": "Ada books a room", "decided_on": date(2026, 11, 2), "meeting": "Kick-off", "language": "en"}


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def ada(workspace, client):
    ada = make_partner(workspace, name="A partner", role="member")
    client.force_login(ada)
    return ada


@pytest.fixture
def decision(workspace, ada):
    return actions.write_down(workspace, by=ada, organisations=workspace.partners, **WORDS)


def form(decision=None, **changed):
    organisations = [one.pk for one in Organisation.objects.all()]
    return {**WORDS, "organisations": organisations, **({"edition": decision.edition} if decision else {})} | changed


def test_decision_is_written_down_with_who_took_part(client, workspace, ada):
    response = client.post("/en/workspaces/across/decisions/new/", form(), follow=True)

    decision = PartnerDecision.objects.get()
    assert [organisation.name for organisation in decision.organisations.all()] == ["A partner"]
    assert (decision.written_by, decision.edition) == (ada, 1)
    for words in ("We meet on Mondays", "Ada books a room", "Kick-off", "2 November 2026", "A partner"):
        assert words in response.text


def test_those_alone_can_have_taken_part_who_are_partners(client, workspace, ada):
    stranger = Organisation.objects.create(name="A stranger", country="NO")

    response = client.post("/en/workspaces/across/decisions/new/", form(organisations=[stranger.pk]))

    assert response.status_code == 422
    assert not PartnerDecision.objects.exists()


def test_what_it_said_before_stays_readable(client, workspace, ada, decision):
    make_partner(workspace, name="Another")
    changed = {"what": "We meet on Tuesdays", "organisations": [Organisation.objects.get(name="Another").pk]}

    response = client.post(f"{decision.get_absolute_url()}change/", form(decision, **changed), follow=True)

    earlier = EarlierWording.objects.get()
    assert (earlier.what, earlier.follows, earlier.meeting, earlier.edition) == ("We meet on Mondays", "Ada books a room", "Kick-off", 1)
    assert (earlier.took_part, earlier.written_by, earlier.written_at) == ("A partner", ada, decision.written_at)
    now, before = response.text.split("What it said before")
    assert ("We meet on Tuesdays" in now, "We meet on Mondays" in now, "We meet on Mondays" in before) == (True, False, True)
    assert "Worded anew once" in client.get("/en/workspaces/across/decisions/").text


def test_every_wording_is_kept_in_its_order(workspace, ada, decision):
    for edition in (1, 2, 3):
        actions.reword(decision, by=ada, edition=edition, organisations=[], **(WORDS | {"what": f"Wording {edition + 1}"}))

    assert list(decision.earlier.values_list("edition", "what")) == [(3, "Wording 3"), (2, "Wording 2"), (1, "We meet on Mondays")]


def test_change_of_nothing_leaves_no_trace(ada, decision):
    actions.reword(decision, by=ada, edition=1, organisations=decision.organisations.all(), **WORDS)

    assert not EarlierWording.objects.exists()


def test_nobody_writes_over_what_they_have_not_read(client, workspace, ada, decision):
    bo = make_partner(workspace, name="Another")
    actions.reword(decision, by=bo, edition=1, organisations=[], **(WORDS | {"what": "We meet on Fridays"}))

    response = client.post(f"{decision.get_absolute_url()}change/", form(decision, what="We meet on Tuesdays"))

    assert response.status_code == 422
    assert "Somebody has changed this decision meanwhile." in response.text
    assert "We meet on Fridays" in response.text
    assert response.context["form"]["what"].value() == "We meet on Tuesdays"
    assert client.post(f"{decision.get_absolute_url()}change/", form(decision, what="We meet on Tuesdays", edition=2)).status_code == 302
    assert list(decision.earlier.values_list("what", flat=True)) == ["We meet on Fridays", "We meet on Mondays"]


def test_what_is_given_back_names_the_edition_that_was_shown(client, workspace, ada, decision):
    actions.reword(decision, by=ada, edition=1, organisations=[], **(WORDS | {"what": "We meet on Fridays"}))

    response = client.post(f"{decision.get_absolute_url()}change/", form(decision))

    assert '<input type="hidden" name="edition" value="2"' in response.text


def test_decision_is_plain_text(client, workspace, ada):
    actions.write_down(workspace, by=ada, organisations=[], **(WORDS | {"what": "<script>alert(1)</script>", "meeting": "https://example.org/x"}))

    html = client.get("/en/workspaces/across/decisions/").text

    assert "&lt;script&gt;" in html
    assert '<a href="https://example.org/x" rel="nofollow">' in html


def test_decision_cannot_be_taken_away(client, decision):
    assert client.delete(decision.get_absolute_url()).status_code == 200  # which is a look at it
    assert PartnerDecision.objects.exists()


def test_decision_stays_without_a_name_when_an_account_is_erased(ada, decision):
    actions.reword(decision, by=ada, edition=1, organisations=[], **(WORDS | {"what": "We meet on Fridays"}))

    erase(Person(user=ada))

    decision.refresh_from_db()
    assert (decision.written_by, decision.earlier.get().written_by, decision.what) == (None, None, "We meet on Fridays")
