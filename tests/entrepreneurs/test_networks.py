"""Networks: made or proposed, opened by a coordinator, told of in several languages, found, and ended."""

import pytest
from django.urls import reverse

from entrepreneurs import reportable
from entrepreneurs.actions import network_members as members
from entrepreneurs.actions import networks as actions
from entrepreneurs.actions.connections import NotAdult, block, say_adult
from entrepreneurs.actions.discussions import NotSpeaking, contribute
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Network
from entrepreneurs.network_talk import NetworkPlace
from hub.models import Notice, Topic
from tests.factories import UserFactory
from tests.factories.networks import join, make_network, make_step, shown, with_role
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

WORDS = {"name": "Food across", "lead": "What we share.", "about": "", "language": "en"}
FORM = WORDS | {"kind": "sector", "sectors": ["food"]}
LIST_QUERIES = 5  # challenges to choose from, the networks, their words, what they are about, the footer
PAGE_QUERIES = 24
VISITOR_QUERIES = 13


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    say_adult(ada)
    client.force_login(ada)
    return ada


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).unread().values_list("kind", flat=True))


def page(client, network) -> str:
    return client.get(network.get_absolute_url()).text


# Coming


def test_what_a_member_proposes_waits_for_a_coordinator_who_opens_it(ada, client):
    nils = with_role("Coordinator")

    assert client.post(reverse("networks:make"), FORM).status_code == 302
    network = Network.objects.get()
    assert (network.slug, network.opened_at, told(nils)) == ("food-across", None, ["network_asks"])
    assert "Only those who moderate it see this page" in page(client, network)
    client.logout()
    assert client.get(network.get_absolute_url()).status_code == 404
    assert "Food across" not in client.get(reverse("networks:list")).text

    client.force_login(nils)
    assert "Food across" in client.get(reverse("networks:waiting")).text
    assert client.post(reverse("networks:decide", args=[network.slug]), {"open": "1"}).status_code == 302
    assert (told(ada), told(nils)) == (["network_answered"], [])
    client.logout()
    assert "Food across" in client.get(reverse("networks:list")).text


def test_adviser_makes_one_that_is_open_at_once(client):
    adviser = with_role("Adviser")

    network = actions.make(adviser, kind="across", sectors=["food", "travel"], **WORDS)

    assert network.opened_at
    assert network.members.get().is_moderator
    assert not Notice.objects.exists()


def test_declined_with_a_reason_it_can_be_asked_for_again(ada, client):
    nils = with_role("Coordinator")
    network = actions.make(ada, kind="sector", sectors=["food"], **WORDS)
    actions.decline(network, reason="There is one already.")

    assert "There is one already." in client.get(reverse("networks:desk", args=[network.slug])).text
    client.post(reverse("networks:end", args=[network.slug]), {"do": "ask"})
    network.refresh_from_db()
    assert (network.declined_at, told(nils)) == (None, ["network_asks"])
    actions.open_network(network)
    with pytest.raises(actions.IsDecided):
        actions.decline(network, reason="Too late")


def test_nobody_makes_one_who_may_not(ada):
    about = {"kind": "sector", "sectors": ["food"]}
    with pytest.raises(NotAdult):
        actions.make(UserFactory(), **about, **WORDS)
    for number in range(3):
        actions.make(ada, **about, **WORDS | {"name": f"Number {number}"})
    with pytest.raises(actions.TooManyWait):
        actions.make(ada, **about, **WORDS)
    with pytest.raises(actions.NameIsTaken):
        actions.make(with_role("Adviser"), **about, **WORDS | {"name": "number 1 "})
    silence(ada, until=None)
    with pytest.raises(Silenced):
        actions.make(ada, **about, **WORDS)


@pytest.mark.parametrize(
    ("kind", "sectors", "challenges", "fits"),
    [
        ("sector", ["food"], [], True),
        ("sector", ["food", "sea"], [], False),
        ("sector", [], ["meeting-places"], False),
        ("challenge", [], ["meeting-places"], True),
        ("challenge", ["food"], ["meeting-places"], False),
        ("across", ["food"], ["meeting-places"], True),
        ("across", ["food"], [], False),
    ],
)
def test_kind_says_how_many_subjects_it_has(ada, client, site_tree, kind, sectors, challenges, fits):
    Topic.objects.create(slug="meeting-places", name="Nowhere to meet", locale=site_tree.home.locale)

    response = client.post(reverse("networks:make"), FORM | {"kind": kind, "sectors": sectors, "challenges": challenges})

    assert (response.status_code, Network.objects.exists()) == ((302, True) if fits else (422, False))


# Saying what it is


def test_it_is_told_in_the_nearest_language_and_says_how_it_was_translated(ada, client):
    network = make_network("Ruoka rajan yli", moderator=ada, language="fi")
    assert '<h1 lang="fi" dir="ltr">Ruoka rajan yli</h1>' in page(client, network)
    words = {"name": "Mat på tvers", "lead": "Det vi deler.", "about": "", "provenance": "machine"}

    assert "Norsk" in client.get(reverse("networks:words", args=[network.slug, "nb"])).text.split("</h1>")[0].split("<h1>")[1]
    assert client.post(reverse("networks:words", args=[network.slug, "nb"]), words).status_code == 302
    norwegian = client.get(network.get_absolute_url().replace("/en/", "/nb/")).text
    assert "Mat på tvers" in norwegian
    assert ">Ruoka rajan yli<" not in norwegian
    assert {text.language: text.provenance for text in network.texts.all()} == {"fi": "original", "nb": "machine"}


def test_only_those_who_look_after_it_write(ada, client):
    network = make_network()
    members.join(network, user=ada)

    for name, key in {"desk": (), "words": ("nb",), "subjects": ()}.items():
        assert client.get(reverse(f"networks:{name}", args=[network.slug, *key])).status_code == 404
    members.make_moderator(network, user=shown(ada))
    assert client.post(reverse("networks:subjects", args=[network.slug]), {"kind": "sector", "sectors": ["sea"]}).status_code == 302
    assert [str(one) for one in network.subjects.all()] == ["sector: sea"]


def test_reported_text_goes_and_the_last_one_takes_the_network_from_sight(ada):
    network = make_network("A bad word")
    text = actions.write_words(network, by=network.made_by, language="nb", name="Et stygt ord", lead="x")
    kind = reportable.kind_named("network_text")
    assert set(kind.readable_by(ada)) == set(network.texts.all())
    block(ada, blocked=network.made_by)
    assert not kind.readable_by(ada)

    kind.remove(text)
    assert list(network.texts.values_list("language", flat=True)) == ["en"]
    kind.remove(network.texts.get())
    assert not Network.objects.visible_to(ada)
    assert network.texts.get().lead == ""


def test_network_that_has_ended_stays_readable_and_is_in_no_list(client):
    network = make_network()
    actions.close(network)

    assert "This network has ended" in page(client, network)
    assert "Food across" not in client.get(reverse("networks:list")).text
    with pytest.raises(members.CannotJoin):
        members.join(Network.objects.get(), user=UserFactory())


# Being found


def test_list_is_narrowed_by_kind_sector_challenge_and_country(client, site_tree):
    Topic.objects.create(slug="meeting-places", name="Nowhere to meet", locale=site_tree.home.locale)
    food, houses = make_network("Food"), make_network("Houses", kind="challenge", sectors=[], challenges=["meeting-places"])
    join(food, visibility="everyone", where="SE/Jämtland", precision="region")
    join(houses, visibility="members", where="FI/Lappi", precision="region")
    writer = UserFactory()
    members.bring(houses, organisation=make_organisation("Carrowmere", country="IE", lead=writer), by=writer)

    def found(query):
        html = client.get(f"{reverse('networks:list')}?{query}").text
        return [one.text.name for one in (food, houses) if f">{one.text.name}</a>" in html]

    queries = ["", "kind=challenge", "sector=food", "challenge=meeting-places", "country=SE", "country=IE", "country=FI"]
    assert [found(query) for query in queries] == [["Food", "Houses"], ["Houses"], ["Food"], ["Houses"], ["Food"], ["Houses"], []]
    client.force_login(UserFactory())
    assert found("country=FI") == ["Houses"]  # where somebody lives whom members see


def test_profile_and_organisation_lead_to_it(client, site_tree):
    from entrepreneurs import organisation_tree

    organisation_tree.plant()
    network, writer = make_network(), shown(UserFactory(), visibility="everyone")
    organisation = make_organisation("Carrowmere", lead=writer, kind="enterprise")
    organisation_page = organisation.pages.get(locale__language_code="en").get_url()
    pages = (writer.profile.get_absolute_url(), organisation_page)
    assert [network.get_absolute_url() in client.get(address).text for address in pages] == [False, False]

    members.join(network, user=writer)
    members.bring(network, organisation=organisation, by=writer)

    assert [network.get_absolute_url() in client.get(address).text for address in pages] == [True, True]
    assert "Company" in page(client, network)
    actions.close(network)
    assert [network.get_absolute_url() in client.get(address).text for address in pages] == [False, False]


def test_sitemap_names_what_is_open(client, site_tree):
    network, waiting = make_network(), make_network("Waiting", is_open=False)

    xml = client.get("/sitemap.xml").text

    assert network.get_absolute_url() in xml
    assert waiting.get_absolute_url() not in xml


# What they talk about


def test_members_talk_and_everybody_with_an_account_reads(ada, client):
    network = make_network()
    place = NetworkPlace(network)
    words = {"kind": "topic", "title": "Winter", "body": "What sells in winter?", "language": "en"}
    with pytest.raises(NotSpeaking):
        contribute(place, author=ada, client_id="6a2f41a3-c54c-fce8-32d2-0324e1c32e22", **words)
    [member] = join(network, visibility="nobody")

    said = contribute(place, author=member, client_id="6a2f41a3-c54c-fce8-32d2-0324e1c32e22", **words)

    assert "What sells in winter?" in page(client, network)
    assert (place.moderated_by(ada), place.moderated_by(network.made_by)) == (False, True)
    client.force_login(network.made_by)
    assert member.name in client.get(reverse("networks:desk", args=[network.slug])).text  # who has spoken with their name can be taken off
    client.logout()
    assert said.body not in page(client, network)


# What it costs


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_one_and_for_three(client, site_tree, number, django_assert_num_queries):
    for each in range(number):
        network = make_network(f"Number {each}", moderator=shown(UserFactory(), visibility="everyone"))
    join(network, number=number, visibility="everyone")
    for each in range(number):
        make_step(network, f"Step {each}")
        writer = UserFactory()
        members.bring(network, organisation=make_organisation(f"Number {each}", lead=writer), by=writer)
    reader = with_role("Learner")
    client.get(reverse("networks:list"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("networks:list"))
    with django_assert_num_queries(VISITOR_QUERIES):
        assert page(client, network).count("Step ") >= number
    client.force_login(reader)
    page(client, network)
    with django_assert_num_queries(PAGE_QUERIES):
        page(client, network)
