"""Who reads a practice: who is counted and who is not, what those who write it see, and that nobody can be found in it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import organisation_tree
from entrepreneurs.models import Profile, User
from hub import privacy
from hub.privacy.registry import Person
from learning.actions import endorsements, readings
from learning.actions import practices as actions
from learning.models import Practice, PracticeReader
from learning.readership import Readership
from tests.factories import UserFactory
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult, coordinator

pytestmark = pytest.mark.django_db
ORIGINS = ["", "https://elsewhere.example", "http://testserver"]
FEW = "under 5, or kept back"
TABLE_QUERIES = 13  # who asks and may, in four; it and its family, each with pages and facets; who read and tried it; the footer


@pytest.fixture(autouse=True)
def _tree(site_tree):
    organisation_tree.plant()


def reader(country: str, *, visibility: str = "members") -> User:
    user = UserFactory()
    Profile.objects.create(user=user, language="en", shown_country=country, visibility=visibility)
    return user


def read(practice, *countries: str) -> None:
    for country in countries:
        readings.note_reader(practice, user=reader(country))


def address(practice, name="practice_readers") -> str:
    return reverse(f"learning:{name}", args=[practice.pk])


def rows(practice) -> list[tuple]:
    return [(row.country, row.readers, row.tried, row.adapted) for row in Readership(practice).rows]


def noted() -> list[tuple]:
    return list(PracticeReader.objects.values_list("practice", "country"))


# Being counted


def test_reader_is_counted_once_by_the_country_they_show(client):
    practice = make_practice()
    client.force_login(reader("SE"))

    for _time in range(2):
        assert client.get(practice.get_absolute_url()).status_code == 200

    assert noted() == [(practice.pk, "SE")]


def test_reader_who_shows_no_profile_shows_no_country(client):
    practice = make_practice()
    for user in (UserFactory(country="NO"), reader("NO", visibility="nobody")):
        client.force_login(user)
        client.get(practice.get_absolute_url())

    assert noted() == [(practice.pk, "")] * 2


def test_those_who_write_it_and_visitors_are_no_readers(client):
    practice = make_practice()
    client.get(practice.get_absolute_url())
    for user in (editor_of(practice.organisation), coordinator()):
        client.force_login(user)
        client.get(practice.get_absolute_url())

    assert noted() == []


def test_draft_has_no_readers(client):
    member = adult()
    practice = make_practice(make_publisher(), by=member)  # handed in: nobody else sees it
    for user in (member, editor_of(practice.organisation)):
        client.force_login(user)
        client.get(practice.get_absolute_url())

    assert noted() == []


def test_first_reading_costs_three_queries_and_every_later_one_a_single_one(django_assert_num_queries):
    practice, user = make_practice(), reader("SE")

    with django_assert_num_queries(3):
        readings.note_reader(practice, user=user)
    with django_assert_num_queries(1):
        readings.note_reader(practice, user=user)


def test_two_pages_opened_at_once_make_one_reader(monkeypatch):
    """Both have looked, and neither has found one."""
    practice, user = make_practice(), reader("SE")
    readings.note_reader(practice, user=user)
    monkeypatch.setattr(PracticeReader.objects, "filter", lambda **_facts: PracticeReader.objects.none())

    readings.note_reader(practice, user=user)

    assert len(noted()) == 1


# Visitors


def visit(client, practice, **headers):
    return client.post(address(practice, "count_reading"), headers=headers)


def test_visitor_is_a_plain_number_and_gets_no_cookie(client, django_assert_num_queries):
    practice = make_practice()

    with django_assert_num_queries(2):  # the practice, and one more
        answer = visit(client, practice)

    assert (answer.status_code, answer.content, dict(client.cookies)) == (204, b"", {})
    assert Practice.objects.get().visitors == 1
    assert noted() == []


def test_visitor_from_elsewhere_is_not_counted():
    practice = make_practice()

    answers = [visit(Client(enforce_csrf_checks=True), practice, **({"origin": origin} if origin else {})).status_code for origin in ORIGINS]

    assert answers == [403, 403, 204]
    assert Practice.objects.get().visitors == 1


def test_too_many_from_one_address_are_not_counted_and_hear_nothing_of_it(client, monkeypatch):
    practice = make_practice()
    monkeypatch.setattr(readings, "MOST_FROM_AN_ADDRESS", 2)

    assert [visit(client, practice).status_code for _time in range(4)] == [204] * 4
    assert Practice.objects.get().visitors == 2


def test_too_many_in_a_minute_are_not_counted(client, monkeypatch):
    practice = make_practice()
    monkeypatch.setattr(readings, "MOST_A_MINUTE", 1)

    for number in range(3):
        client.post(address(practice, "count_reading"), REMOTE_ADDR=f"10.0.0.{number}")

    assert Practice.objects.get().visitors == 1


def test_only_what_is_shown_is_counted_and_only_when_sent(client):
    practice = make_practice(wish="draft")

    assert visit(client, practice).status_code == 404
    assert client.get(address(practice, "count_reading")).status_code == 405
    client.force_login(UserFactory())
    assert visit(client, make_practice(title="Shown")).status_code == 204
    assert not Practice.objects.exclude(visitors=0).exists()  # whoever has an account is counted otherwise


def test_page_of_visitors_alone_counts(client):
    practice = make_practice()
    assert f'data-reading="{address(practice, "count_reading")}"' in client.get(practice.get_absolute_url()).text

    client.force_login(UserFactory())
    assert "data-reading" not in client.get(practice.get_absolute_url()).text


def test_change_of_a_practice_keeps_its_number():
    practice = make_practice()
    readings.count_visitor(practice, address="10.0.0.1")

    actions.change(practice, by=editor_of(practice.organisation), wish="send", title="Otherwise")

    assert Practice.objects.get().visitors == 1


# What those who write it see


def test_numbers_under_five_are_kept_back_with_what_would_give_them_away():
    practice = make_practice()
    read(practice, *["SE"] * 5, *["IE"] * 7, *["FI"] * 2)

    assert rows(practice) == [("Finland", None, 0, 0), ("Ireland", 7, 0, 0), ("Sweden", None, 0, 0)]
    assert Readership(practice).total.readers == 14


def test_total_is_kept_back_where_it_gives_the_rest_away():
    practice = make_practice()
    read(practice, *["IE"] * 7, "SE", "FI")  # nine in all would tell that it is one each

    assert [row.readers for row in Readership(practice).rows] == [None, 7, None]
    assert Readership(practice).total.readers is None


def test_single_country_under_five_says_nothing_at_all():
    practice = make_practice()
    read(practice, "SE")

    assert (rows(practice), Readership(practice).total.readers) == ([("Sweden", None, 0, 0)], None)


def test_country_without_readers_looks_like_one_with_few():
    practice = make_practice()
    read(practice, "SE")
    endorsements.endorse(practice, user=adult(), country="IE", text="It works.", language="en")

    assert rows(practice) == [("Ireland", None, 1, 0), ("Sweden", None, 0, 0)]


def test_those_who_show_no_country_stand_last():
    practice = make_practice()
    read(practice, *[""] * 5, *["SE"] * 5)

    assert rows(practice) == [("Sweden", 5, 0, 0), ("not said", 5, 0, 0)]


def test_adaptations_below_it_are_counted_and_no_others():
    first = make_practice()
    second = make_practice(make_publisher("Fjäll", country="SE"), title="Second", adapted_from=first, adaptation="Boats.")
    third = make_practice(make_publisher("Shore", country="IE"), title="Third", adapted_from=second, adaptation="Donkeys.")
    make_practice(make_publisher("Draft", country="FI"), title="Draft", adapted_from=first, adaptation="Skis.", wish="draft")
    actions.withdraw(second, by=editor_of(second.organisation))
    first, second, third = (Practice.objects.get(pk=one.pk) for one in (first, second, third))

    assert [Readership(one).adaptations for one in (first, second, third)] == [[third], [third], []]
    assert rows(first) == [("Ireland", None, 0, 1)]


def test_page_and_table_say_the_same(client):
    practice = make_practice()
    read(practice, *["SE"] * 6, *["IE"] * 5)
    Practice.objects.update(visitors=12)
    client.force_login(editor_of(practice.organisation))

    shown, table = client.get(address(practice)).text, client.get(address(practice, "practice_readers_csv"))

    assert table["Content-Disposition"] == f'attachment; filename="practice-{practice.pk}.csv"'
    assert table.text.removeprefix("\ufeff").splitlines() == [
        "Country,Readers with an account,Tried it,Adapted it",
        "Ireland,5,0,0",
        "Sweden,6,0,0",
        "all countries,11,0,0",
        '"Visitors without an account, all countries",12,,',
    ]
    assert '<td class="number" data-label="Readers with an account">11</td>' in shown
    assert "all countries: <b>12</b>" in shown


def test_few_visitors_are_kept_back(client):
    practice = make_practice()
    Practice.objects.update(visitors=4)
    client.force_login(editor_of(practice.organisation))

    assert f"all countries: <b>{FEW}</b>" in client.get(address(practice)).text


def test_only_those_who_write_it_see_it(client):
    practice = make_practice()
    for name in ("practice_readers", "practice_readers_csv"):
        assert client.get(address(practice, name)).status_code == 302  # to sign in
    for user in (UserFactory(), editor_of(make_publisher("Other"))):
        client.force_login(user)
        for name in ("practice_readers", "practice_readers_csv"):
            assert client.get(address(practice, name)).status_code == 404
        assert address(practice) not in client.get(practice.get_absolute_url()).text
    for user in (editor_of(practice.organisation), coordinator()):
        client.force_login(user)
        for name in ("practice_readers", "practice_readers_csv"):
            assert client.get(address(practice, name)).status_code == 200
        assert address(practice) in client.get(practice.get_absolute_url()).text


def test_what_nobody_could_read_has_no_readers_page(client):
    practice = make_practice(wish="draft")
    client.force_login(editor_of(practice.organisation))

    assert client.get(address(practice)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    practice = make_practice()
    for one, country in enumerate(["SE", "IE", "FI"][:number]):
        make_practice(make_publisher(f"Ours {one}", country=country), title=f"Adapted {one}", adapted_from=practice, adaptation="Boats.")
        endorsements.endorse(practice, user=adult(), country=country, text="It works.", language="en")
        read(practice, *[country] * 5)
    client.force_login(editor_of(practice.organisation))

    with django_assert_num_queries(TABLE_QUERIES):
        assert client.get(address(practice)).text.count('<th scope="row">') == number + 1


# Forgetting


def test_erased_person_is_no_reader_any_more():
    practice, user = make_practice(), reader("SE")
    readings.note_reader(practice, user=user)
    held, _files = privacy.export(Person(user=user))
    assert "learning.practicereader" in {one["model"] for one in held}

    privacy.erase(Person(user=user))

    assert noted() == []


def test_readers_are_forgotten_after_two_years():
    practice = make_practice()
    read(practice, "SE", "IE")
    PracticeReader.objects.filter(country="SE").update(read_at=timezone.now() - timedelta(days=731))

    readings.forget_readers()

    assert noted() == [(practice.pk, "IE")]
