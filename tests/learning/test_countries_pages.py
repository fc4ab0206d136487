"""The comparison on screen: what is chosen, what is known, who may write; its history and its export."""

import csv
import io

import pytest
from django.contrib.auth.models import Group

from learning.countries import load_comparison
from learning.models import ComparisonCell, Statement
from learning.models.countries import COUNTRIES
from tests.factories import UserFactory
from tests.factories.countries import SOURCE, make_cell, make_statement, make_topic, make_writer

pytestmark = pytest.mark.django_db

PAGE = "/en/learn/countries/"
CELL = "/en/learn/countries/NO/tax/"


@pytest.fixture
def cells():
    """One topic in every country."""
    return {code: make_cell(code) for code in COUNTRIES}


@pytest.fixture
def coordinator(site_tree):
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def lands(response):
    return [land.code for land in response.context["comparison"].lands]


def posted(author, **changed):
    organisation = author.memberships.get().organisation_id if author.memberships.exists() else "coordinator"
    facts = {"text": "There is none.", "language": "en", "organisation": organisation, "base": "", "publish": "1"}
    return {name: value for name, value in (facts | SOURCE | changed).items() if value is not None}


# What is compared


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["NO", "SE"]),
        ("?country=FI&country=EE&country=NO", ["NO", "FI", "EE"]),
        ("?country=FI", ["FI", "SE"]),
        ("?country=XX&country=PL", ["PL", "EE"]),
        ("?" + "&".join(f"country={code}" for code in COUNTRIES), ["NO", "SE", "FI", "IS", "IE"]),
    ],
)
def test_two_to_five_countries_are_compared(client, cells, query, shown):
    assert lands(client.get(PAGE + query)) == shown


def test_reader_s_own_country_comes_first_with_its_neighbour(client, cells):
    client.force_login(UserFactory(country="EE"))

    assert lands(client.get(PAGE)) == ["EE", "FI"]


def test_too_few_and_too_many_are_said(client, cells):
    assert "Sweden was added" in client.get(f"{PAGE}?country=FI").text
    every = "&".join(f"country={code}" for code in COUNTRIES)
    assert "Left out: Greece, Poland, Estonia" in client.get(f"{PAGE}?{every}").text


def test_topics_are_chosen(client, cells):
    make_cell("NO", "law"), make_cell("SE", "law")

    assert [line.topic.key for line in client.get(f"{PAGE}?topic=law").context["comparison"].lines] == ["law"]
    assert [line.topic.key for line in client.get(f"{PAGE}?topic=nothing").context["comparison"].lines] == ["tax", "law"]


def test_what_is_not_known_is_said_and_drafts_are_not_shown(client, cells):
    make_statement(cells["NO"], text="Published.")
    make_statement(cells["SE"], text="A secret draft", state="draft", author=make_writer("SE"))

    page = client.get(PAGE).text

    assert "Published." in page
    assert "A secret draft" not in page
    assert page.count("Not known yet") == 1
    assert [(land.code, land.known) for land in client.get(PAGE).context["comparison"].lands] == [("NO", 1), ("SE", 0)]


def test_cell_is_told_in_the_reader_s_language_or_says_which(client, cells):
    made = make_statement(cells["NO"], text="In English.")
    make_statement(cells["SE"], text="På svenska.", language="sv")
    made.texts.create(language="nb", text="På norsk.", provenance="machine")

    page = client.get("/nb/learn/countries/").text

    assert '<div class="says" lang="nb" dir="ltr"><p>På norsk.' in page
    assert '<div class="says" lang="sv" dir="ltr"><p>På svenska.' in page


def test_comparison_is_kept_for_all_visitors_and_for_nobody_with_a_cookie(client, cells):
    assert client.get(PAGE)["Cache-Control"] == "public, max-age=60"
    assert client.get(CELL)["Cache-Control"] == "public, max-age=60"
    client.force_login(UserFactory())
    assert "Cache-Control" not in client.get(PAGE)


@pytest.mark.parametrize("many", [1, 3])
def test_comparison_costs_the_same_queries_for_few_and_many(client, django_assert_num_queries, many):
    for number in range(many):
        for code in ("NO", "SE"):
            make_statement(make_cell(code, f"topic-{number}"), organisation=make_writer(code).memberships.get().organisation)

    with django_assert_num_queries(6):
        client.get(PAGE)


@pytest.mark.parametrize("many", [1, 3])
def test_cell_costs_the_same_queries_for_few_and_many(client, cells, django_assert_num_queries, many):
    for number in range(many):
        make_statement(cells["NO"], text=f"Version {number}", state="replaced", author=UserFactory(), is_named=True)

    with django_assert_num_queries(4):
        client.get(CELL)


# Who wrote it


@pytest.mark.parametrize(("is_named", "said"), [(True, "Ada, Place 0"), (False, "Place 0")])
def test_author_is_named_if_they_agreed(client, cells, is_named, said):
    ada = make_writer("NO", name="Ada")
    make_statement(cells["NO"], author=ada, organisation=ada.memberships.get().organisation, is_named=is_named)

    for address in (PAGE, CELL):
        page = client.get(address).text
        assert f"Written by: {said}" in page
        assert ("Ada" in page) == is_named


# Writing


def test_partner_publishes_with_a_source_and_not_without(client, cells):
    ada = make_writer("NO")
    client.force_login(ada)

    refused = client.post(f"{CELL}write/", posted(ada, source_title="", seen_on=None))
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"source_title", "seen_on"}
    assert refused.context["form"]["text"].value() == "There is none."
    assert not Statement.objects.exists()

    assert client.post(f"{CELL}write/", posted(ada)).status_code == 302
    assert [(one.state, one.author) for one in Statement.objects.all()] == [("published", ada)]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/act"])
def test_source_is_on_the_web(client, cells, address):
    ada = make_writer("NO")
    client.force_login(ada)

    assert client.post(f"{CELL}write/", posted(ada, source_url=address)).context["form"].errors.keys() == {"source_url"}


def test_source_is_not_of_a_day_to_come(client, cells):
    ada = make_writer("NO")
    client.force_login(ada)

    assert client.post(f"{CELL}write/", posted(ada, seen_on="2999-01-01")).context["form"].errors.keys() == {"seen_on"}


def test_both_are_shown_when_somebody_else_has_published_meanwhile(client, cells):
    ada = make_writer("NO")
    client.force_login(ada)
    theirs = make_statement(cells["NO"], text="Theirs.")

    refused = client.post(f"{CELL}write/", posted(ada, text="Mine."))

    assert refused.status_code == 422
    assert "Theirs." in refused.text
    assert "Mine." in refused.text
    assert refused.context["form"]["base"].value() == theirs.pk
    assert client.post(f"{CELL}write/", posted(ada, text="Mine.", base=theirs.pk)).status_code == 302
    assert list(Statement.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "published"]


def test_unverified_hands_in_and_does_not_publish(client, cells):
    bo = make_writer("NO", is_verified=False)
    client.force_login(bo)

    page = client.get(f"{CELL}write/").text
    assert 'name="publish"' not in page
    assert client.post(f"{CELL}write/", posted(bo)).status_code == 422
    form = posted(bo, hand_in="1")
    del form["publish"]
    client.post(f"{CELL}write/", form)

    assert list(Statement.objects.values_list("state", flat=True)) == ["waiting"]


def test_draft_is_gone_on_with_and_thrown_away(client, cells):
    ada = make_writer("NO")
    client.force_login(ada)
    form = posted(ada, text="Begun", source_title="", draft="1")
    del form["publish"]
    client.post(f"{CELL}write/", form)

    assert client.get(f"{CELL}write/").context["form"]["text"].value() == "Begun"
    client.post(f"{CELL}write/", {"discard": "1"})
    assert not Statement.objects.exists()


@pytest.mark.parametrize("what", ["write/", "withdraw/", "in/nb/"])
def test_those_who_work_elsewhere_find_nowhere_to_write(client, cells, what):
    make_statement(cells["NO"])
    assert client.get(CELL + what).status_code == 302  # to sign in
    for user in (UserFactory(), make_writer("SE"), make_writer("NO", role="member")):
        client.force_login(user)
        assert client.get(CELL + what).status_code == 404
        assert client.post(CELL + what, {"text": "x", "reason": "x", "provenance": "person"}).status_code == 404
    assert [one.text.text for one in Statement.objects.published()] == ["There is none."]
    client.force_login(make_writer("NO"))
    assert client.get(CELL + what).status_code == 200


def test_cell_is_translated_and_withdrawn(client, cells):
    made = make_statement(cells["NO"])
    client.force_login(make_writer("NO"))

    client.post(f"{CELL}in/nb/", {"text": "Det finnes ingen.", "provenance": "person"})
    assert made.texts.get(language="nb").text == "Det finnes ingen."
    assert client.get(f"{CELL}in/en/").status_code == 404
    client.post(f"{CELL}withdraw/", {"reason": "Repealed."})

    page = client.get(CELL).text
    assert "Not known yet" in page
    assert "Repealed." in page
    assert client.get(f"{CELL}withdraw/").status_code == 404


# Coordinators


def test_coordinators_alone_decide_about_what_was_handed_in(client, cells, coordinator):
    bo = make_writer("NO", is_verified=False)
    made = make_statement(cells["NO"], text="A secret", state="waiting", author=bo, organisation=bo.memberships.get().organisation)
    address = f"{PAGE}waiting/{made.pk}/"
    for user in (bo, make_writer("NO"), UserFactory()):
        client.force_login(user)
        assert [client.get(f"{PAGE}waiting/").status_code, client.get(address).status_code, client.post(address).status_code] == [404] * 3
    client.force_login(coordinator)
    assert "1 statement waits" in client.get(PAGE).text
    assert "A secret" in client.get(address).text

    assert client.post(address, {"give_back": "1", "reason": ""}).status_code == 422
    client.post(address, {"give_back": "1", "reason": "Which paragraph?"})

    client.force_login(bo)
    assert "Which paragraph?" in client.get(CELL).text
    assert [one.read_at is not None for one in bo.notices.all()] == [True]


def test_coordinator_publishes_beside_what_stands_there(client, cells, coordinator):
    bo = make_writer("NO", is_verified=False)
    made = make_statement(cells["NO"], text="Handed in.", state="waiting", author=bo)
    there = make_statement(cells["NO"], text="Came meanwhile.")
    client.force_login(coordinator)
    address = f"{PAGE}waiting/{made.pk}/"

    client.post(address, {"publish": "1", "base": ""})
    assert list(Statement.objects.published()) == [there]
    assert "Came" in client.get(address).text
    client.post(address, {"publish": "1", "base": there.pk})
    assert list(Statement.objects.published()) == [made]


@pytest.mark.parametrize("many", [1, 3])
def test_waiting_list_costs_the_same_queries_for_few_and_many(client, coordinator, django_assert_num_queries, many):
    for number in range(many):
        make_statement(make_cell("NO", f"topic-{number}"), state="waiting", author=make_writer("NO", is_verified=False))
    client.force_login(coordinator)
    client.get(f"{PAGE}waiting/")

    with django_assert_num_queries(7):
        client.get(f"{PAGE}waiting/")


# History


def test_history_shows_every_version_and_two_beside_each_other(client, cells):
    old = make_statement(cells["NO"], text="There is no act.", state="replaced")
    new = make_statement(cells["NO"], text="There is an act.", source_title="Another act")

    history, both = client.get(CELL).text, client.get(f"{CELL}?old={old.pk}&new={new.pk}").text

    assert "There is no act." in history
    assert f"?old={old.pk}&amp;new={new.pk}#sides" in history
    assert "no </del>" in both
    assert "an </ins>" in both
    assert "Another act" in both
    assert "<del>" not in history


def test_draft_is_not_compared_with_anything(client, cells):
    new = make_statement(cells["NO"])
    draft = make_statement(cells["NO"], text="A secret", state="draft", author=UserFactory())

    assert "A secret" not in client.get(f"{CELL}?old={draft.pk}&new={new.pk}").text


def test_address_of_no_cell_is_not_found(client, cells):
    assert [client.get(f"{PAGE}{path}").status_code for path in ("NO/nothing/", "US/tax/")] == [404, 404]


# Export


def test_csv_has_a_row_for_each_cell_with_its_source(client, cells):
    make_statement(cells["NO"], text="=There is none.")

    response = client.get(f"{PAGE}comparison.csv?country=NO&country=FI")
    header, *rows = csv.reader(io.StringIO(response.text.lstrip("\ufeff")))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [dict(zip(header, row, strict=True))["Is it known?"] for row in rows] == ["known", "not known"]
    first = dict(zip(header, rows[0], strict=True))
    assert [first[name] for name in ("Country code", "What is known", "Source", "Its address on the web", "Seen on", "Written by")] == [
        *("NO", "'=There is none.", "The Act", "https://example.org/act", "2026-11-02", "a coordinator of the hub")
    ]


def test_json_tells_each_cell_in_every_language_it_has(client, cells):
    made = make_statement(cells["NO"])
    made.texts.create(language="nb", text="Det finnes ingen.", provenance="machine")

    told = client.get(f"{PAGE}comparison.json").json()

    assert [(one["code"], one["known"]) for one in told["countries"]] == [("NO", 1), ("SE", 0)]
    norway, sweden = told["cells"]
    assert norway["texts"]["nb"] == {"text": "Det finnes ingen.", "provenance": "machine"}
    assert norway["source"] == {"title": "The Act", "url": "https://example.org/act", "print": None, "dated_on": None, "seen_on": "2026-11-02"}
    assert sweden == {"topic": "tax", "country": "SE", "known": False}


# What the files say


def test_questions_are_loaded_for_every_country_and_again_without_a_change(settings):
    settings.DEMONSTRATION = False
    load_comparison()
    before = set(ComparisonCell.objects.values_list("pk", flat=True))

    load_comparison()

    assert set(ComparisonCell.objects.values_list("pk", flat=True)) == before
    assert len(before) == 10 * len(COUNTRIES)
    assert not Statement.objects.exists()


def test_demonstration_brings_what_is_known_once_and_never_over_what_somebody_wrote(settings):
    settings.DEMONSTRATION = True
    load_comparison()
    brought = Statement.objects.count()
    known = Statement.objects.first()
    Statement.objects.filter(pk=known.pk).update(state="withdrawn")

    load_comparison()

    assert brought > 0
    assert Statement.objects.count() == brought
    assert set(Statement.objects.values_list("is_demonstration", flat=True)) == {True}


def test_topic_without_a_question_is_shown(client):
    make_topic("bare")
    type(make_topic("bare")).objects.update(names={}, questions={})

    assert client.get(PAGE).status_code == 200
