"""The directory: who is found by what, page by page, and where the map shows them."""

import re

import pytest

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.directory import PAGE, Directory
from entrepreneurs.models import Profile, User
from hub.models import Topic
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db


def person(name: str = "Ada", *, visibility="everyone", **facts) -> Profile:
    return change_profile(UserFactory(name=name), is_adult=True, visibility=visibility, **{"language": "en"} | facts)


def found(client, **filters) -> list[str]:
    """The names on the page, in their order."""
    return re.findall(r"<h3><a href=[^>]*>([^<]*)</a></h3>", client.get("/en/people/", filters).text)


# Who is found


def test_newest_come_first(client):
    for name in ("Ada", "Bo", "Cem"):
        person(name)

    assert found(client) == ["Cem", "Bo", "Ada"]


def test_directory_holds_those_whom_the_reader_may_see(client):
    for visibility in ("everyone", "members", "connections", "nobody"):
        person(visibility, visibility=visibility)
    reader = UserFactory()
    befriend(reader, User.objects.get(name="connections"))

    assert found(client) == ["everyone"]
    client.force_login(UserFactory())
    assert found(client) == ["members", "everyone"]
    client.force_login(reader)
    assert found(client) == ["connections", "members", "everyone"]
    client.force_login(User.objects.get(name="nobody"))
    assert found(client) == ["members", "everyone"]


def test_blocked_do_not_find_each_other(client):
    ada, bo = person("Ada").user, person("Bo").user
    block(ada, blocked=bo)

    client.force_login(ada)
    assert found(client) == ["Ada"]
    client.force_login(bo)
    assert found(client) == ["Bo"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"where": "NO"}, ["Cem", "Ada"]),
        ({"where": "NO/Trøndelag"}, ["Ada"]),
        ({"language": "nb"}, ["Cem", "Bo"]),
        ({"sector": "food"}, ["Bo", "Ada"]),
        ({"offer": "advice"}, ["Bo"]),
        ({"need": "advice"}, ["Ada"]),
        ({"role": "adviser"}, ["Bo"]),
        ({"challenge": "few-customers"}, ["Cem"]),
        ({"where": "NO", "sector": "food"}, ["Ada"]),
        ({"where": "GR", "sector": "food"}, []),
    ],
    ids=str,
)
def test_filter_finds_whom_it_fits(client, site_tree, filters, names):
    Topic.objects.create(slug="few-customers", name="Few customers", locale=site_tree.locales["en"])
    person("Ada", where="NO/Trøndelag", sectors=["food"], needs=["advice"])
    person("Bo", where="SE/Jämtland", sectors=["food"], offers=["advice"], languages=["nb"], role="adviser")
    person("Cem", where="NO/Troms", languages=["nb"], challenges=["few-customers"])

    assert found(client, **filters) == names


@pytest.mark.parametrize("name", ["where", "near", "language", "sector", "offer", "need", "role", "challenge", "before", "page"])
@pytest.mark.parametrize("value", ["", "none-such", "NO/Nowhere", "-1", "1e9", "9" * 40, "' OR 1=1 --", "\x00", "ø" * 3000])
def test_filter_with_a_foreign_value_filters_nothing(client, name, value):
    person("Ada")
    client.force_login(UserFactory())

    assert found(client, **{name: value}) == ["Ada"]


def test_filter_does_not_find_by_more_than_is_shown(client):
    person("Ada", where="NO/Trøndelag", place="Steinkjer", precision="country")

    assert found(client, where="NO") == ["Ada"]
    assert found(client, where="NO/Trøndelag") == []
    near = change_profile(UserFactory(), where="NO/Trøndelag", place="Steinkjer").user
    client.force_login(near)
    assert found(client, near="500") == []


def test_near_me_is_measured_from_where_the_reader_lives(client):
    person("Steinkjer", where="NO/Trøndelag", place="Steinkjer", precision="place")
    person("Östersund", where="SE/Jämtland", place="Östersund", precision="place")
    person("Athens", where="GR/Attikí", place="Athína", precision="place")
    client.force_login(change_profile(UserFactory(), where="NO/Trøndelag", place="Levanger", precision="nothing").user)

    assert found(client, near="50") == ["Steinkjer"]
    assert found(client, near="250") == ["Östersund", "Steinkjer"]


def test_near_me_is_offered_to_those_who_have_said_where_they_live(client):
    ada = UserFactory()
    client.force_login(ada)
    assert 'name="near"' not in client.get("/en/people/").text
    change_profile(ada, language="en")
    assert "say where you live" in client.get("/en/people/").text

    change_profile(ada, where="IS")

    assert 'name="near"' in client.get("/en/people/").text


# Page by page


def test_pages_follow_each_other_without_gap_or_double(client):
    for number in range(PAGE + 2):
        person(f"P{number}", sectors=["food"])

    first = client.get("/en/people/", {"sector": "food"})
    [following] = re.findall(r'rel="next" href="([^"]+)"', first.text)
    following = following.replace("&amp;", "&")
    person("Newcomer", sectors=["food"])
    second = client.get(f"/en/people/{following}")

    names = [re.findall(r"<h3><a href=[^>]*>([^<]*)</a></h3>", page.text) for page in (first, second)]
    assert names == [[f"P{number}" for number in range(PAGE + 1, 1, -1)], ["P1", "P0"]]
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for name in range(number):
        person(f"P{name}", languages=["nb", "sv"])
    client.get("/en/people/")

    with django_assert_num_queries(5):
        client.get("/en/people/")
    client.force_login(UserFactory())
    client.get("/en/people/")
    with django_assert_num_queries(8):
        client.get("/en/people/")


def test_page_for_visitors_is_shared_and_those_for_members_are_not(client):
    assert client.get("/en/people/")["Cache-Control"] == "public, max-age=60"
    client.force_login(UserFactory())
    assert "public" not in client.get("/en/people/").get("Cache-Control", "")


# The map


def numbers(reader, **chosen) -> dict[str, int]:
    return {circle.place.key: circle.number for circle in Directory(reader, chosen=chosen).circles}


@pytest.fixture
def spread(db):
    """Five people: three in one country, each as exactly as they chose; one elsewhere, one nowhere."""
    person("Ada", where="NO/Trøndelag", place="Steinkjer", precision="place", languages=["nb"])
    person("Bo", where="NO/Trøndelag")
    person("Cem", where="NO/Trøndelag", place="Steinkjer", precision="country")
    person("Dag", where="SE/Jämtland", place="Åre", precision="place", languages=["nb"])
    person("Eva")
    return UserFactory()


def test_map_shows_regions_and_in_one_country_places(spread):
    assert numbers(spread) == {"NO/Trøndelag": 2, "NO": 1, "SE/Jämtland": 1}
    assert numbers(spread, where="NO") == {"NO/Trøndelag/Steinkjer": 1, "NO/Trøndelag": 1, "NO": 1}
    assert numbers(spread, language="nb") == {"NO/Trøndelag": 1, "SE/Jämtland": 1}


@pytest.mark.parametrize(
    ("chosen", "total"), [({}, 5), ({"where": "NO"}, 3), ({"where": "NO/Trøndelag"}, 2), ({"where": "GR"}, 0), ({"language": "nb"}, 2)], ids=str
)
def test_total_is_as_many_as_the_list_has(spread, chosen, total):
    directory = Directory(spread, chosen=chosen)

    assert (directory.total, len(directory.page)) == (total, total)


def test_countries_and_regions_stand_beside_the_map_as_words(client, spread):
    def lands(**filters):
        text = client.get("/en/people/", filters).text
        return re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a> <span class="figures soft">(\d+)</span>', text)

    assert lands() == [("?where=NO", "Norway", "3"), ("?where=SE", "Sweden", "1")]
    assert lands(where="NO", language="nb") == [("?where=NO%2FTr%C3%B8ndelag&amp;language=nb", "Trøndelag", "1")]


def test_circles_lead_to_those_who_are_there(client, spread):
    text = client.get("/nb/people/", {"where": "SE"}).text

    assert '<a href="?where=SE%2FJ%C3%A4mtland" tabindex="-1"><circle cx="' in text
    assert "<title>Åre: 1</title>" in text
    assert "," not in re.findall(r'<circle cx="([^"]*)"', text)[0]
