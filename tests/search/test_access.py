"""What somebody may not see is neither found, counted, proposed nor meant. Each test first makes something that could leak."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from entrepreneurs.actions import documents, networks
from entrepreneurs.actions.connections import block
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.actions.saying import post_message
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Post
from entrepreneurs.organisation_tree import plant
from events.models import Challenge, Invitation, State
from learning.actions import practices
from search import indexing
from search.engines import is_alone
from search.engines.elasticsearch.server import server
from search.models import Entry
from tests.factories import UserFactory, befriend, make_course, make_event, make_partner, make_post, make_workspace, register
from tests.factories.countries import make_cell, make_statement
from tests.factories.courses import translate_lesson
from tests.factories.events import make_challenge
from tests.factories.networks import make_network
from tests.factories.organisations import make_organisation
from tests.factories.practices import ANSWERS, editor_of, make_practice, make_publisher
from tests.factories.resources import make_resource
from tests.factories.stories import make_story, send, signed
from tests.hub.test_privacy import written_in_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]

WORD = "Quokkaville"  # which stands nowhere else


@pytest.fixture
def moderator():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def assert_hidden(told, *readers):
    """For each reader the word is as good as one that stands nowhere, however it is written."""
    for user in readers:
        for query in (WORD, WORD.replace("kk", "k"), f"{WORD} elsewhere"):
            assert WORD.lower() not in told(query, user=user).lower()
        assert "'kind': {}" in told(WORD, user=user)


def everything_in_the_index() -> str:
    """Of each engine."""
    found = [list(Entry.objects.values_list("title", "body"))]
    if not is_alone():
        there = server()
        there.client.indices.refresh(index=there.prefix)
        found += [hit["_source"] for hit in there.client.search(index=there.prefix, size=1000)["hits"]["hits"]]
    return repr(found)


# Pages


def test_draft_is_not_in_the_index(site_tree, index, told, find):
    course = make_course(site_tree)
    course.page.title = WORD
    course.page.save_revision()
    hidden = course.programme_page.add_child(instance=type(course.page)(title=WORD, slug="draft", lead="A lead", about="<p>About</p>", live=False))
    index()

    assert_hidden(told, None, UserFactory(is_superuser=True))
    assert WORD not in everything_in_the_index()
    hidden.save_revision().publish()
    indexing.catch_up()
    assert find(WORD) == [WORD]


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_programme_that_is_not_for_everybody_hides_all_below_it(site_tree, index, told, find, kind):
    course = make_course(site_tree)
    for page in (course.page, course.lesson):
        page.title = f"{WORD} {page.title}"
        page.save_revision().publish()
    index()
    assert len(find(WORD)) == 2

    restriction = PageViewRestriction.objects.create(page=course.programme_page, restriction_type=kind, password="secret")

    assert find(WORD) == []  # at once
    indexing.catch_up()
    assert_hidden(told, None, UserFactory(is_superuser=True))
    assert WORD not in everything_in_the_index()
    restriction.delete()
    indexing.catch_up()
    assert len(find(WORD)) == 2


def test_unpublished_page_is_gone_at_once(site_tree, index, find, told):
    course = make_course(site_tree)
    course.lesson.title = WORD
    course.lesson.save_revision().publish()
    index()
    assert find(WORD) == [WORD]

    course.lesson.unpublish()

    assert find(WORD) == []
    indexing.catch_up()
    assert_hidden(told, None)


def test_unpublished_translation_is_shown_in_the_language_that_is_left(site_tree, index, find):
    course = make_course(site_tree)
    other = translate_lesson(course.lesson, site_tree=site_tree, language="nb")
    other.title = "En leksjon"
    other.save_revision().publish()
    index()
    assert find("leksjon", language="nb") == ["En leksjon"]

    other.unpublish()

    assert find("lesson", language="nb") == ["Lesson 1"]


def test_what_is_right_in_a_lesson_stands_in_no_index(site_tree, index):
    make_course(site_tree)
    index()

    written = everything_in_the_index()

    assert [word for word in ("Which?", "Because", "About One", "About Two") if word in written] == ["Which?"]


# People


@pytest.mark.parametrize(
    ("visibility", "by_visitors", "by_members"), [("everyone", 1, 1), ("members", 0, 1), ("connections", 0, 0), ("nobody", 0, 0)]
)
def test_person_is_found_by_those_whom_they_chose(index, told, find, visibility, by_visitors, by_members):
    ada, bo = UserFactory(name=WORD), UserFactory()
    befriend(ada, bo)
    change_profile(ada, is_adult=True, visibility=visibility, sentence=f"I live in {WORD}")
    index()

    assert len(find(WORD)) == by_visitors
    assert len(find(WORD, user=UserFactory())) == by_members
    if not by_visitors:
        assert_hidden(told, None)
    if not by_members:
        assert_hidden(told, UserFactory(), bo)


def test_person_who_hides_is_gone_at_once(index, find, told):
    ada, bo = UserFactory(name=WORD), UserFactory()
    change_profile(ada, visibility="everyone", is_adult=True)
    index()
    assert find(WORD, user=bo) == [WORD]

    change_profile(ada, visibility="nobody")

    assert find(WORD, user=bo) == []
    indexing.catch_up()
    assert_hidden(told, None, bo)


def test_blocked_people_do_not_find_each_other(index, find, told):
    ada, bo, cem = UserFactory(name=WORD), UserFactory(name=f"{WORD}son"), UserFactory()
    for user in (ada, bo):
        change_profile(user, visibility="members", is_adult=True, sentence=f"In {WORD}")
    index()
    assert sorted(find(WORD, user=ada)) == [WORD, f"{WORD}son"]

    block(ada, blocked=bo)

    assert find(WORD, user=ada) == [WORD]
    assert find(WORD, user=bo) == [f"{WORD}son"]
    assert "'kind': {'person': 1}" in told(WORD, user=ada)
    assert f"{WORD}son" not in told(WORD, user=ada)
    assert len(find(WORD, user=cem)) == 2


def test_closed_account_is_not_found(index, find):
    ada = UserFactory(name=WORD)
    change_profile(ada, visibility="everyone", is_adult=True)
    index()

    type(ada).objects.filter(pk=ada.pk).update(is_active=False)

    assert find(WORD) == []
    indexing.catch_up()
    assert WORD not in everything_in_the_index()


def test_place_is_known_as_far_as_it_is_shown(index, find):
    ada = UserFactory(name="Ada")
    change_profile(ada, visibility="everyone", is_adult=True, where="NO/Trøndelag", place="Steinkjer", precision="region")
    index()

    assert find("Trøndelag") == ["Ada"]
    assert find("Steinkjer") == []
    assert "Steinkjer" not in everything_in_the_index()


def test_what_somebody_says_of_themselves_to_a_few_finds_nobody(index):
    ada = UserFactory(name="Ada")
    profile = change_profile(ada, visibility="everyone", is_adult=True)
    profile.tags.create(value="newly_arrived", is_for_all=True)
    index()

    assert "New in the country" not in everything_in_the_index()


def test_erased_person_leaves_no_word(index, find):
    ada = UserFactory(name=WORD)
    change_profile(ada, visibility="everyone", is_adult=True, about="I know wombats")
    index()

    ada.delete()
    indexing.catch_up()

    assert written_in_tables({WORD.lower(), "wombats"}) == set()
    assert WORD not in everything_in_the_index()


# Needs and offers


def test_post_is_found_while_it_is_open_by_those_who_may_read_it(index, find, told):
    ada, bo = UserFactory(name="Ada"), UserFactory()
    change_profile(ada, visibility="members", is_adult=True, where="SE/Jämtland", precision="country")
    for title, reach in [(WORD, "everyone"), (f"{WORD} again", "members")]:
        make_post(ada, title=title, reach=reach)
    index()
    assert [find(WORD), sorted(find(WORD, user=bo))] == [[WORD], [WORD, f"{WORD} again"]]
    assert "'country': {}" in told(WORD)  # only members see where she lives
    assert "'country': {'SE': 1}" in told(WORD, user=bo)

    Post.objects.filter(title=WORD).update(until=timezone.localdate() - timedelta(days=1))
    assert find(WORD) == []  # at once
    block(bo, blocked=ada)
    assert_hidden(told, bo)
    Post.objects.update(closed_at=timezone.now(), outcome="met")
    indexing.catch_up()
    assert_hidden(told, None, ada)
    assert WORD not in everything_in_the_index()


# Events and challenges


def test_event_by_invitation_is_found_by_those_who_are_invited(index, find, told, moderator):
    host, invited, coming, stranger = (UserFactory() for _number in range(4))
    event = make_event(host, title=WORD, reach="invited")
    Invitation.objects.create(event=event, user=invited, email=invited.email)
    register(event, coming)
    index()

    assert [find(WORD, user=user) for user in (host, invited, coming, moderator)] == [[WORD]] * 4
    assert_hidden(told, None, stranger)


def test_invitation_taken_back_hides_at_once(index, find, told):
    invited = UserFactory()
    event = make_event(title=WORD, reach="invited")
    invitation = Invitation.objects.create(event=event, user=invited, email=invited.email)
    index()

    invitation.delete()

    assert find(WORD, user=invited) == []
    assert_hidden(told, invited)


def test_draft_of_an_event_is_found_by_nobody(index, told, moderator):
    host = UserFactory()
    make_event(host, title=WORD, state=State.DRAFT)
    index()

    assert_hidden(told, None, host, moderator)
    assert WORD not in everything_in_the_index()


def test_challenge_of_an_event_by_invitation_is_for_those_who_see_it(index, find, told, moderator):
    host = UserFactory()
    event = make_event(host, title="A meeting", reach="invited")
    challenge = make_challenge(title=WORD, event=event)
    index()

    assert [find(WORD, user=user) for user in (host, moderator)] == [[WORD], [WORD]]
    assert_hidden(told, None, UserFactory())
    Challenge.objects.filter(pk=challenge.pk).update(is_public=True)
    indexing.catch_up()
    assert find(WORD) == [WORD]


def test_hidden_challenge_is_found_by_nobody(index, find, told, moderator):
    challenge = make_challenge(title=WORD)
    index()
    assert find(WORD) == [WORD]

    Challenge.objects.filter(pk=challenge.pk).update(state=Challenge.State.HIDDEN)

    assert find(WORD) == []
    indexing.catch_up()
    assert_hidden(told, None, moderator)


# Networks, organisations, resources, the comparison


def test_network_is_found_while_it_is_open_in_each_language_it_is_told_in(site_tree, index, find, told):
    network = make_network("Houses", is_open=False)
    network.texts.create(language="nb", name=f"{WORD} i bygda", lead="x")
    index()
    assert_hidden(told, None, network.made_by)

    networks.open_network(network)
    indexing.catch_up()
    assert find(WORD) == ["Houses"]
    networks.close(network)
    assert find(WORD) == []
    networks.open_again(network)
    indexing.catch_up()
    assert find(WORD) == ["Houses"]
    network.texts.filter(language="nb").delete()
    indexing.catch_up()
    assert find(WORD) == []


def test_organisation_that_is_not_verified_or_has_left_is_not_found(site_tree, index, find, told):
    plant()
    make_organisation(f"{WORD} by itself", is_verified=False)
    there = make_organisation(f"Village of {WORD}")
    index()
    assert find(WORD) == [there.name]

    type(there).objects.filter(pk=there.pk).update(left_at=timezone.now())

    assert find(WORD) == []
    indexing.catch_up()
    assert_hidden(told, None, UserFactory(is_superuser=True))


def test_resource_is_found_once_it_is_published_and_no_more_when_it_is_withdrawn(index, find, told, moderator):
    resource = make_resource(title=WORD, state="proposed")
    index()
    assert_hidden(told, None, moderator)

    type(resource).objects.filter(pk=resource.pk).update(state="published")
    indexing.catch_up()
    assert find(WORD) == [WORD]

    type(resource).objects.filter(pk=resource.pk).update(state="withdrawn")
    assert find(WORD) == []


def test_statement_is_found_while_it_is_published(index, find, told, moderator):
    cell = make_cell()
    make_statement(cell, text=f"There is {WORD}.", state="draft")
    index()
    assert_hidden(told, None, moderator)

    published = make_statement(cell, text=f"There is {WORD}.")
    indexing.catch_up()
    assert find(WORD) == ["Tax – Norway"]

    type(published).objects.filter(pk=published.pk).update(state="withdrawn")
    assert find(WORD) == []


# Practices and stories


def test_practice_is_found_while_it_is_shown_in_each_language_it_is_shown_in(site_tree, index, find, told, moderator):
    plant()
    practice = make_practice(make_publisher("Village"), title=WORD, wish="draft")
    index()
    assert_hidden(told, None, moderator, editor_of(practice.organisation))

    practices.change(practice, by=editor_of(practice.organisation), wish="send", title=WORD, **ANSWERS)
    indexing.catch_up()
    assert find(WORD) == [WORD]
    assert find("insure") == [WORD]  # what it warns of

    practices.withdraw(practice, by=editor_of(practice.organisation))
    assert find(WORD) == []
    indexing.catch_up()
    assert_hidden(told, None, moderator)


def test_draft_of_a_shown_practice_is_not_in_the_index(site_tree, index, told):
    plant()
    practice = make_practice()
    practices.change(practice, by=editor_of(practice.organisation), wish="draft", **ANSWERS | {"done": WORD})
    index()

    assert_hidden(told, None, editor_of(practice.organisation))
    assert WORD not in everything_in_the_index()


def test_story_is_found_while_everybody_in_it_agrees(site_tree, index, find, told, moderator):
    plant()
    story = make_story(make_publisher("Village"), title=WORD)
    index()
    assert_hidden(told, None, moderator, editor_of(story.organisation))

    consent = signed(story)
    send(story)
    indexing.catch_up()
    assert find(WORD) == [WORD]

    type(consent).objects.filter(pk=consent.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert find(WORD) == []
    indexing.catch_up()
    assert_hidden(told, None, moderator)


# What is in no index at all


def test_what_people_say_and_share_among_themselves_is_in_no_index(site_tree, index):
    ada, bo = UserFactory(name="Ada"), UserFactory(name="Bo")
    talk = befriend(ada, bo)
    post_message(talk, author=ada, body=WORD, language="en", client_id=uuid4())
    workspace = make_workspace()
    make_partner(workspace, name="A partner", user=ada)
    documents.share(workspace, title=WORD, note=WORD, file=Accepted("plan.txt", "text/plain", b"Plan"), by=ada, language="en")
    index()

    assert WORD not in everything_in_the_index()


# What is meant


def test_word_that_only_hidden_things_have_is_never_meant(index, told, find):
    ada = UserFactory(name="Ada")
    make_event(ada, title="The wombat meeting", reach="invited")
    make_event(title="The wombats of Norway")
    index()

    assert "'wombats'" in told("wombatz")
    assert "'wombat'" not in told("wombta")
    assert "'wombat'" in told("wombta", user=ada)
