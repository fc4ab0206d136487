"""Sheets: made by the first saving, never saved over what was not seen, and a guest's own in their account."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from learning.actions.progress import claim
from learning.actions.tools import NothingWritten, TooMany, Written, WrittenMeanwhile, save_sheet
from learning.models import Learner, Sheet, SheetVersion
from tests.factories import UserFactory, make_guest
from tests.factories.tools import BUDGET, learner_of, make_budget

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
JSON = {"HTTP_ACCEPT": "application/json"}
NEW = "/en/learn/tools/budget/"
FILLED = {"title": "My year", "language": "nb", "frame-currency": "NOK", "sales-0-what": "Bread", "sales-0-price": "40"}


@pytest.fixture
def ada():
    return UserFactory(name="Ada", country="SE")


def written(title="A year at Tråden", seen=1, source="", **content):
    return Written(title, BUDGET | content, "en", seen, source)


def later(minutes):
    SheetVersion.objects.update(begun_at=timezone.now() - timedelta(minutes=minutes))


# Saving


def test_visitors_share_the_pages_without_tokens(client):
    for address in ("/en/learn/tools/", NEW):
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=60"
        assert "csrfmiddlewaretoken" not in response.text
    assert not Learner.objects.exists()


def test_first_saving_makes_guest_and_sheet(client):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(NEW, FILLED, **ORIGIN)

    sheet = Sheet.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/en/learn/sheets/{sheet.pk}/")
    assert sheet.owner == Learner.objects.with_token(response.cookies["learner"].value)
    assert (sheet.kind, sheet.title, sheet.language, sheet.revision) == ("budget", "My year", "nb", 1)
    assert "My year" in browser.get(response["Location"]).text
    assert client.get(response["Location"]).status_code == 404


def test_sheet_begins_with_the_currency_of_ones_country(client, ada):
    client.force_login(ada)

    assert '<option value="SEK" selected>' in client.get(NEW).text


def test_empty_tool_is_not_kept(client):
    response = client.post(NEW, {"frame-currency": "NOK"})

    assert response.status_code == 422
    assert "There is nothing here yet" in response.text
    assert not Sheet.objects.exists()


def test_what_cannot_be_read_is_given_back_by_its_field_with_all_the_rest(client, ada):
    client.force_login(ada)
    response = client.post(NEW, FILLED | {"sales-0-price": "dear", "fixed-0-what": "Rent"})

    assert response.status_code == 422
    assert not Sheet.objects.exists()
    assert 'value="dear"' in response.text
    assert 'value="Rent"' in response.text
    assert "“dear” cannot be read as a number" in response.text
    script = client.post(NEW, FILLED | {"sales-0-price": "dear"}, **JSON).json()
    assert list(script["errors"]) == ["sales-0-price"]


def test_refused_form_of_a_visitor_can_be_sent_again_without_token():
    browser = Client(enforce_csrf_checks=True)
    refused = browser.post(NEW, FILLED | {"sales-0-price": "dear"}, **ORIGIN)

    assert (refused.status_code, len(refused.cookies)) == (422, 0)
    assert browser.post(NEW, FILLED, **ORIGIN).status_code == 302


def test_script_is_told_what_follows(client, ada):
    client.force_login(ada)
    told = client.post(NEW, FILLED | {"key": uuid4(), "fixed-0-amount": "400"}, **JSON).json()

    sheet = Sheet.objects.get()
    assert (told["address"], told["revision"], told["learner"]) == (f"/en/learn/sheets/{sheet.pk}/", 1, sheet.owner_id)
    assert "400\u00a0NOK" in told["results"]
    assert "My year" not in told["results"]


def test_new_sheet_sent_twice_is_made_once(client, ada):
    client.force_login(ada)
    sent = FILLED | {"key": uuid4(), "source": uuid4()}
    client.post(NEW, sent, **JSON)
    client.post(NEW, sent | {"title": "My first year"}, **JSON)

    assert Sheet.objects.get().title == "My first year"


def test_guest_who_never_heard_back_is_the_same_guest():
    sent = FILLED | {"key": str(uuid4()), "source": str(uuid4())}
    Client().post(NEW, sent, **JSON, **ORIGIN)
    Client().post(NEW, sent, **JSON, **ORIGIN)
    Client().post(NEW, sent | {"source": str(uuid4())}, **JSON, **ORIGIN)  # who knows one of the two names is somebody else

    assert (Learner.objects.count(), Sheet.objects.count()) == (2, 2)


def test_key_of_somebody_else_opens_nothing(client, ada):
    theirs = make_budget(UserFactory())
    client.force_login(ada)
    client.post(NEW, FILLED | {"key": theirs.key})

    theirs.refresh_from_db()
    assert theirs.title == "A year at Tråden"
    assert Sheet.objects.owned_by(ada).get().title == "My year"


def test_nobody_makes_very_many(ada, monkeypatch):
    monkeypatch.setattr("learning.actions.tools.MOST_SHEETS", 1)
    make_budget(ada)

    with pytest.raises(TooMany):
        make_budget(ada)


def test_same_thing_saved_again_changes_nothing(ada):
    sheet = make_budget(ada)

    assert save_sheet(sheet, by=sheet.owner, written=written(seen=0)).revision == 1


def test_what_was_saved_elsewhere_is_not_written_over(ada):
    sheet = make_budget(ada)
    save_sheet(sheet, by=sheet.owner, written=written("From the phone", source="phone"))

    with pytest.raises(WrittenMeanwhile) as refusal:
        save_sheet(sheet, by=sheet.owner, written=written("From the desk", source="desk"))

    assert refusal.value.sheet.title == "From the phone"
    assert save_sheet(sheet, by=sheet.owner, written=written("Again from the phone", source="phone")).revision == 3
    assert save_sheet(sheet, by=sheet.owner, written=written("From the desk", seen=3, source="desk")).title == "From the desk"


def test_both_are_shown_when_somebody_has_saved_meanwhile(client, ada):
    sheet = make_budget(ada)
    client.force_login(ada)
    client.post(sheet.get_absolute_url(), FILLED | {"title": "Theirs", "seen": 1})
    response = client.post(sheet.get_absolute_url(), FILLED | {"title": "Mine", "sales-0-what": "Cakes", "seen": 1})

    assert response.status_code == 409
    assert 'value="Mine"' in response.text
    assert ">Bread<" in response.text
    assert '<input type="hidden" name="seen" value="2">' in response.text
    told = client.post(sheet.get_absolute_url(), FILLED | {"title": "Mine", "seen": 1}, **JSON)
    assert (told.status_code, told.json()["revision"]) == (409, 2)
    assert "Bread" in told.json()["theirs"]
    assert client.post(sheet.get_absolute_url(), FILLED | {"title": "Mine", "seen": 2}).status_code == 302


def test_sheet_is_not_emptied_by_saving(ada):
    sheet = make_budget(ada)

    with pytest.raises(NothingWritten):
        save_sheet(sheet, by=sheet.owner, written=Written("Nothing", {}, "en", 1))


def test_deleted_sheet_goes_with_all_that_hangs_on_it(client, ada):
    sheet = make_budget(ada)
    client.force_login(UserFactory())
    assert client.post(f"/en/learn/sheets/{sheet.pk}/delete/").status_code == 404
    client.force_login(ada)
    client.post(f"/en/learn/sheets/{sheet.pk}/delete/")

    assert not Sheet.objects.exists()
    assert not SheetVersion.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_tools_takes_as_many_queries_for_many_as_for_one(client, ada, number, django_assert_num_queries):
    for _sheet in range(number):
        make_budget(ada)
        theirs = make_budget(UserFactory())
        theirs.shares.create(user=ada)
    client.force_login(ada)
    client.get("/en/learn/tools/")

    with django_assert_num_queries(6):
        response = client.get("/en/learn/tools/")

    assert response.text.count("sheet-row") == 2 * number


# A guest's own


def test_what_a_guest_filled_in_is_the_accounts_from_then_on(ada):
    guest = make_guest()
    sheet = make_budget(guest)
    claim(guest, user=ada)

    assert list(Sheet.objects.visible_to(ada)) == [sheet]


def test_guests_sheet_of_a_task_stands_beside_the_accounts_own(ada):
    guest, own = make_guest(), learner_of(ada)
    place = {"lesson_key": uuid4(), "block_id": "b"}
    mine, theirs, other = make_budget(own, **place), make_budget(guest, title="The guest's", **place), make_budget(guest, title="Another")
    claim(guest, user=ada)

    found = {sheet.pk: (sheet.owner_id, sheet.lesson_key) for sheet in Sheet.objects.all()}
    assert found == {mine.pk: (own.pk, place["lesson_key"]), theirs.pk: (own.pk, None), other.pk: (own.pk, None)}
    assert set(SheetVersion.objects.values_list("by", flat=True)) == {own.pk}
