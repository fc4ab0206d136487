"""Stories on screen: in which language, by which filters, for whom, and what they cost."""

import pytest
from django.urls import reverse

from entrepreneurs import organisation_tree
from hub.models import Provenance
from learning.actions import stories as actions
from tests.factories import UserFactory
from tests.factories.organisations import belong
from tests.factories.practices import editor_of, make_practice, make_publisher
from tests.factories.resources import adult
from tests.factories.stories import agreed_here, drawing, make_published, make_story, pictured, send, signed

pytestmark = pytest.mark.django_db
LIST = "/en/learn/stories/"
LIST_QUERIES = 4  # how many by fact, the stories with their words, the footer
PAGE_QUERIES = 3  # the story, its words, the footer
PRACTICE_QUERIES = 10  # of which one is for the stories of it, and one for their words
WAITING_QUERIES, WRITTEN_QUERIES = 12, 8


@pytest.fixture(autouse=True)
def _place(site_tree, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation_tree.plant()


# Reading


def test_story_is_read_in_the_language_that_serves_best(client):
    story = make_published()
    actions.translate(story, language="nb", by=editor_of(story.organisation), provenance=Provenance.PERSON, title="Suppe", body="Ingen kom.")

    assert "Ingen kom." in client.get(f"/nb/learn/stories/{story.pk}/").text
    assert "Ingen kom." in client.get(f"/sv/learn/stories/{story.pk}/").text
    assert "In March" in client.get(f"/uk/learn/stories/{story.pk}/").text


def test_list_filters_by_country_and_kind(client):
    here, there = make_publisher("Here"), make_publisher("There", country="SE")
    make_published(here, title="Soup")
    make_published(here, title="Bread", kind="case")
    make_published(there, title="Boats")

    def found(**asked):
        return [one.title for one in client.get(LIST, asked).context["listing"].rows]

    assert found() == ["Boats", "Bread", "Soup"]
    assert found(country="NO") == ["Bread", "Soup"]
    assert found(country="NO", kind="case") == ["Bread"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for each in range(number):
        make_published(title=f"Number {each}", picture=drawing(), alternative="A pot")
    client.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(LIST).text.count('<li class="resource') == number


@pytest.mark.parametrize("number", [1, 3])
def test_practice_costs_the_same_with_one_story_and_with_three(client, number, django_assert_num_queries):
    practice = make_practice()
    for each in range(number):
        make_published(practice.organisation, practice=practice, title=f"Number {each}")
    client.get(practice.get_absolute_url())

    with django_assert_num_queries(PRACTICE_QUERIES):
        assert client.get(practice.get_absolute_url()).text.count("Number") == number


@pytest.mark.parametrize("number", [1, 3])
def test_waiting_and_written_cost_the_same_for_one_story_and_for_three(client, number, django_assert_num_queries):
    organisation = make_publisher()
    for each in range(number):
        member = adult()
        belong(organisation, member)
        story = make_story(organisation, by=member, title=f"Number {each}")
        signed(story)
        actions.send(story, by=member)
    client.force_login(editor_of(organisation))
    client.get(reverse("learning:practices_waiting"))

    with django_assert_num_queries(WAITING_QUERIES):
        assert client.get(reverse("learning:practices_waiting")).text.count('<section class="waiting-one"') == number
    with django_assert_num_queries(WRITTEN_QUERIES):
        assert client.get(reverse("learning:my_practices")).text.count("Number") == number


def test_story_costs_few_queries(client, django_assert_num_queries):
    story = make_published()
    client.get(story.get_absolute_url())

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(story.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_asked_of_me_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    person = adult()
    for each in range(number):
        agreed_here(make_story(title=f"Number {each}"), user=person)
    client.force_login(person)
    client.get(reverse("learning:stories_about_me"))

    with django_assert_num_queries(5):
        assert client.get(reverse("learning:stories_about_me")).text.count("<li>\n    <p><a href") == number


@pytest.mark.parametrize("number", [1, 3])
def test_consents_cost_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    story = make_story()
    for each in range(number):
        signed(story, name=f"Number {each}")
    client.force_login(editor_of(story.organisation))
    client.get(reverse("learning:story_consents", args=[story.pk]))

    with django_assert_num_queries(12):
        client.get(reverse("learning:story_consents", args=[story.pk]))


# Who sees what


def test_strangers_and_other_organisations_find_nothing(client):
    story = pictured()
    consent = signed(story)
    pages = [story.get_absolute_url(), story.picture_address]
    pages += [reverse(f"learning:{name}", args=[story.pk]) for name in ("write_story", "story_consents")]
    pages += [reverse("learning:story_words", args=[story.pk, "nb"]), reverse("learning:story_consent", args=[story.pk, consent.pk])]
    for user in (UserFactory(), editor_of(make_publisher("Other"))):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404] * len(pages)
        assert client.post(reverse("learning:lead_story", args=[story.pk]), {"do": "discard"}).status_code == 404
        assert client.post(reverse("learning:decide_story", args=[story.pk]), {"publish": "1"}).status_code == 404

    client.force_login(editor_of(story.organisation))
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_who_agreed_and_where_it_is_kept_is_not_for_readers(client):
    story = make_story()
    signed(story, name="Somebody unnamed", note="In the blue binder")
    send(story)

    text = client.get(story.get_absolute_url()).text
    assert "Somebody unnamed" not in text
    assert "blue binder" not in text
