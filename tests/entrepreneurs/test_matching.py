"""Whom somebody could meet, and why: by what both show, and by nothing else."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrepreneurs.actions import posts
from entrepreneurs.actions.connections import accept, ask, block, decline, unblock
from entrepreneurs.actions.matches import dismiss, forget_dismissals
from entrepreneurs.actions.profiles import change_profile, change_tags, hide
from entrepreneurs.matching import EACH, Matching
from entrepreneurs.models import Connection, Dismissal, Facet, Profile, User
from hub.models import Topic
from tests.factories import UserFactory, befriend, make_post

pytestmark = pytest.mark.django_db


def person(name: str = "Ada", *, visibility="members", **facts) -> User:
    user = UserFactory(name=name)
    change_profile(user, is_adult=True, visibility=visibility, **{"language": "en"} | facts)
    return user


def told(viewer: User) -> dict[str, list[str]]:
    """The reasons as they are read, by whom, in their order."""
    return {one.profile.user.name: [line(reason) for reason in one.reasons] for one in Matching(viewer).suggestions()}


def line(reason) -> str:
    return " ".join([reason.text, ", ".join(name for _code, name in reason.told)]).strip()


# Why


def test_every_reason_is_told_in_words(site_tree):
    Topic.objects.create(slug="few-customers", name="Few customers", locale=site_tree.locales["en"])
    both = {"sectors": ["food", "sea"], "challenges": ["few-customers", "no-such-challenge"], "languages": ["sv", "en"]}
    ada = person("Ada", where="NO/Trøndelag", place="Meråker", precision="place", needs=["advice", "rooms"], offers=["hands"], **both)
    person("Bo", where="SE/Jämtland", place="Åre", precision="place", needs=["hands"], offers=["rooms", "advice"], **both)

    assert told(ada) == {
        "Bo": [
            "They offer what you need: Advice, Rooms and premises",
            "They need what you offer: A pair of hands",
            "You both work on: Few customers",
            "In the same sector: Food and farming, Fish and sea",
            "You both speak: Svenska, English",
            "70 km apart, across the border",
        ]
    }


def test_language_and_distance_alone_are_no_reason():
    near = {"where": "NO/Trøndelag", "place": "Steinkjer", "precision": "place", "languages": ["nb", "sv"]}
    ada = person("Ada", needs=["advice"], **near)
    person("Bo", needs=["advice"], **near)

    assert told(ada) == {}


def test_distance_is_told_where_both_show_their_place_alone():
    ada = person("Ada", where="NO/Trøndelag", place="Steinkjer", precision="place", sectors=["food"])
    for name, precision in [("Bo", "place"), ("Cem", "region"), ("Dag", "country"), ("Eva", "nothing")]:
        person(name, where="NO/Trøndelag", place="Trondheim", precision=precision, sectors=["food"])
    same = "In the same sector: Food and farming"

    assert told(ada) == {"Bo": [same, "80 km apart"], "Eva": [same], "Dag": [same], "Cem": [same]}


def test_across_a_border_comes_first_then_the_stronger_then_the_newer():
    ada = person("Ada", where="NO", precision="country", needs=["advice"], sectors=["food"])
    person("Strong at home", where="NO", precision="country", offers=["advice"], sectors=["food"])
    person("Nowhere", offers=["advice"])
    person("Weak across", where="EE", precision="country", sectors=["food"])
    person("Strong across", where="EE", precision="country", offers=["advice"])
    person("Newer across", where="SE", precision="country", offers=["advice"])

    assert list(told(ada)) == ["Newer across", "Strong across", "Weak across", "Strong at home", "Nowhere"]


def test_open_post_is_a_reason_and_is_shown(client):
    ada, bo, cem = person("Ada", needs=["money"]), person("Bo"), person("Cem", needs=["tools"])
    make_post(bo, kind="offer", help="money", title="A small loan box")
    make_post(ada, kind="offer", help="tools", title="My drill")
    client.force_login(ada)

    assert told(ada) == {"Cem": ["They need what you offer: Tools and equipment"], "Bo": ["They offer what you need: Funding"]}
    assert "A small loan box" in client.get("/en/people/matches/").text
    assert told(cem) == {"Ada": ["They offer what you need: Tools and equipment"]}
    posts.close_post(bo.posts.get(), outcome="met")
    assert list(told(ada)) == ["Cem"]


# Who is not suggested


def test_who_has_to_do_with_each_other_already_is_not_suggested():
    ada = person("Ada", sectors=["food"])
    known, asked, asks, declined, blocked, blocks, gone, own = (person(name, sectors=["food"]) for name in "bcdefghi")
    befriend(ada, known)
    for one, other in [(ada, asked), (asks, ada), (ada, declined)]:
        ask(one, asked=other, message="Hello", language="en")
    decline(Connection.objects.get(asked=declined), by=declined)
    block(ada, blocked=blocked)
    block(blocks, blocked=ada)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert list(told(ada)) == ["i"]
    for user in (known, asked, asks, declined, blocked, blocks):
        assert "Ada" not in told(user)
    unblock(ada, blocked=blocked)
    assert list(told(ada)) == ["i", "f"]
    assert set(told(own)) == {"Ada", *"bcdefg"}


def test_nobody_can_tell_a_request_that_was_declined_from_one_that_has_run_out():
    ada, bo, cem = (person(name, sectors=["food"]) for name in ("Ada", "Bo", "Cem"))
    for other in (bo, cem):
        ask(ada, asked=other, message="Hello", language="en")
    decline(Connection.objects.get(asked=bo), by=bo)
    Connection.objects.update(expires_at=timezone.now() - timedelta(days=1))

    assert told(ada) == {}


def test_those_who_hide_are_suggested_to_nobody_and_get_suggestions_that_tell_nobody_anything(client):
    ada, bo = person("Ada", visibility="nobody", sectors=["food"]), person("Bo", sectors=["food"])
    client.force_login(ada)

    assert (list(told(ada)), told(bo)) == (["Bo"], {})
    assert "You are suggested to nobody, because strangers do not see your profile" in client.get("/en/people/matches/").text


def test_who_hides_is_gone_at_once_and_back_at_once():
    ada, bo = person("Ada", sectors=["food"]), person("Bo", sectors=["food"])

    hide(bo.profile)
    assert told(ada) == {}
    change_profile(bo, visibility="everyone", where="SE", precision="country")
    assert list(told(ada)) == ["Bo"]
    assert set(Facet.objects.filter(profile=bo.pk).values_list("found_in", flat=True)) == {"SE"}
    bo.delete()
    assert told(ada) == {}


def test_those_who_are_apart_take_nobody_s_place():
    """However many there are: the newest few of each are looked up without them."""
    ada = person("Ada", sectors=["food"])
    person("Last", sectors=["food"])
    for number in range(2 * EACH):
        dismiss(ada, person=person(f"Later {number}", sectors=["food"]))

    assert list(told(ada)) == ["Last"]


# Putting off


def test_suggestion_is_put_off_and_taken_back(client):
    ada, bo = person("Ada", sectors=["food"]), person("Bo", sectors=["food"])
    client.force_login(ada)

    for _twice in range(2):
        assert client.post(f"/en/people/matches/{bo.pk}/dismiss/").url == "/en/people/matches/"
    page = client.get("/en/people/matches/")
    assert (page.context["suggestions"], [profile.user for profile in page.context["put_off"]]) == ([], [bo])
    assert list(told(bo)) == ["Ada"]  # nothing changes for them
    for _twice in range(2):
        client.post(f"/en/people/matches/{bo.pk}/back/")
    assert list(told(ada)) == ["Bo"]


def test_after_ninety_days_somebody_is_suggested_again():
    ada, bo = person("Ada", sectors=["food"]), person("Bo", sectors=["food"])
    dismiss(ada, person=bo)

    Dismissal.objects.update(until=timezone.now() - timedelta(seconds=1))

    assert list(told(ada)) == ["Bo"]
    forget_dismissals()
    assert not Dismissal.objects.exists()


def test_nobody_is_put_off_who_is_not_seen(client):
    ada, bo = person("Ada", sectors=["food"]), person("Bo", visibility="nobody", sectors=["food"])
    client.force_login(ada)

    answers = [client.post(f"/en/people/matches/{pk}/{what}/").status_code for pk in (bo.pk, ada.pk) for what in ("dismiss", "back")]

    assert answers == [404] * 4
    assert not Dismissal.objects.exists()


# On the page


def test_page_says_what_to_fill_in(client):
    ada = UserFactory()
    client.force_login(ada)
    assert "Two minutes are enough" in client.get("/en/people/matches/").text

    change_profile(ada, visibility="members", is_adult=True)
    assert "/en/me/profile/help/" in client.get("/en/people/matches/").text

    change_profile(ada, offers=["advice"])
    assert "Nobody who shows a profile fits" in client.get("/en/people/matches/").text


def test_first_three_stand_on_the_page_of_oneself_and_reasons_beside_the_request(client):
    ada = person("Ada", sectors=["food"])
    for name in ("Bo", "Cem", "Dag", "Eva"):
        person(name, sectors=["food"])
    client.force_login(ada)

    assert [one.profile.user.name for one in client.get("/en/me/").context["suggestions"]] == ["Eva", "Dag", "Cem"]
    page = client.get(f"/en/people/{User.objects.get(name='Bo').pk}/ask/")
    assert "In the same sector: Food and farming" in page.text
    assert page.context["form"]["message"].value() is None  # nothing is written in anybody's name
    assert client.get("/en/people/matches/how/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    ada = person("Ada", sectors=["food"], needs=["advice"], where="NO", precision="country")
    for name in range(number):
        make_post(person(f"Bo {name}", sectors=["food"], where="SE", precision="country"))
    client.force_login(ada)
    client.get("/en/people/matches/")

    with django_assert_num_queries(12):
        assert len(client.get("/en/people/matches/").context["suggestions"]) == number


# Nothing private is ever a reason, a suggestion, or moves the order

HELP, SECTORS, TOPICS, SPOKEN = ["advice", "rooms"], ["food", "sea"], ["few-customers"], ["en", "sv"]
PLACES = {"NO/Trøndelag": ["Steinkjer", "Trondheim", "Snåsa"], "SE/Jämtland": ["Åre", "Östersund"]}
NUMBER = 4
INDEX = st.integers(0, NUMBER - 1)
PAIRS = st.lists(st.tuples(INDEX, INDEX).filter(lambda pair: pair[0] != pair[1]), max_size=3, unique=True)


def some(values):
    return st.lists(st.sampled_from(values), unique=True)


ANYBODY = st.fixed_dictionaries(
    {
        "visibility": st.sampled_from(["everyone", "members", "members", "members", "connections", "nobody"]),
        "where": st.sampled_from(["", *PLACES]),
        "precision": st.sampled_from(["place", "region", "country", "nothing"]),
        "offers": some(HELP),
        "needs": some(HELP),
        "sectors": some(SECTORS),
        "challenges": some(TOPICS),
        "languages": some(SPOKEN),
    }
)
POSTS = st.lists(st.tuples(INDEX, st.sampled_from(["need", "offer"]), st.sampled_from(HELP), st.booleans()), max_size=3)
WORLD = st.fixed_dictionaries(
    {
        "people": st.lists(ANYBODY, min_size=NUMBER, max_size=NUMBER),
        "blocks": PAIRS,
        "asked": PAIRS,
        "known": PAIRS,
        "posts": POSTS,
        "dice": st.randoms(),
    }
)


def test_nothing_private_is_a_reason_or_moves_the_order(site_tree):
    Topic.objects.create(slug="few-customers", name="Few customers", locale=site_tree.locales["en"])
    people, suggested = [UserFactory(name=f"Person {number}") for number in range(NUMBER)], []

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(world=WORLD)
    def holds(world):
        with undone():
            furnish(people, world)
            for viewer in people:
                viewer.refresh_from_db()
                before = told(viewer)
                suggested.extend(before)
                assert_true_and_shown(viewer)
                with undone():
                    change_what_is_hidden_from(viewer, people, world["dice"])
                    assert list(told(viewer).items()) == list(before.items())

    holds()

    assert suggested  # of nobody nothing would be proven


@contextmanager
def undone():
    """What is done in it has not been done afterwards, whatever comes of it."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def furnish(people: list[User], world) -> None:
    cache.clear()  # in which is counted how often somebody posts
    for user, facts in zip(people, world["people"], strict=True):
        change_profile(user, is_adult=True, place=PLACES[facts["where"]][0] if facts["where"] else "", **facts)
    for one, other in world["known"] + world["asked"]:
        if not Connection.objects.between(people[one], people[other]).exists():
            request = ask(people[one], asked=people[other], message="Hello", language="en")
            if (one, other) in world["known"]:
                accept(request, by=people[other])
    for author, kind, of_help, is_open in world["posts"]:
        made = make_post(people[author], kind=kind, help=of_help)
        if not is_open:
            posts.close_post(made, outcome="met")
    for one, other in world["blocks"]:
        block(people[one], blocked=people[other])


def assert_true_and_shown(viewer: User) -> None:
    """Each by plain questions: they are found by strangers, nothing stands between the two, and what is told is shown by both."""
    mine = {kind: set(values) for kind, values in Matching(viewer).chosen.items()}
    opposite = {"offer": "need", "need": "offer"}
    for one in Matching(viewer).suggestions():
        assert one.profile.visibility in {"everyone", "members"}
        assert not Connection.objects.between(viewer, one.person).exists()
        shown = set(one.profile.facets.values_list("kind", "value")) | set(one.profile.user.posts.open().values_list("kind", "help"))
        assert one.things
        assert one.things <= shown
        assert all(value in mine[opposite.get(kind, kind)] for kind, value in one.things)
        own = Profile.objects.get(user=viewer)
        assert (one.km is not None) == (own.precision == one.profile.precision == "place" and bool(own.where and one.profile.where))
        assert one.is_across == bool(own.shown_country and one.profile.shown_country and own.shown_country != one.profile.shown_country)


def change_what_is_hidden_from(viewer: User, people: list[User], dice) -> None:
    """Tags, accounts and unshown places of everybody, the viewer's too; and everything of those whom the viewer does not see."""
    seen = set(Profile.objects.visible_to(viewer).values_list("pk", flat=True))
    for user in people:
        User.objects.filter(pk=user.pk).update(country=dice.choice(["NO", "SE", "PL"]), language=dice.choice(["en", "nb"]), time_zone="Europe/Athens")
        change_tags(user, youth=dice.choice(["", "all", "connections"]), newly_arrived=dice.choice(["", "all", "connections"]))
        profile = Profile.objects.get(user=user)
        if user.pk not in seen:
            change_profile(
                user, offers=HELP, needs=HELP, sectors=SECTORS, challenges=TOPICS, languages=SPOKEN, where="SE/Jämtland", precision="place"
            )
        elif profile.precision == "nothing":
            change_profile(user, where=dice.choice(list(PLACES)), place="")
        elif profile.precision != "place" and profile.where:
            change_profile(user, place=dice.choice(PLACES[profile.where]))
