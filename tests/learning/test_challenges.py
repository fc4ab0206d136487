"""Lessons that help with challenges of the board: said by editors, shown on both pages."""
# ruff: noqa: F811 (fixtures of content from files, from test_loading.py)

import pytest
import yaml
from wagtail.models import Page

from events import demonstration
from events.actions import challenges, merging
from hub.content_files import read
from learning import lesson_files
from learning.models import LessonChallenge, LessonPage
from learning.models.challenges import on_board
from tests.factories import UserFactory, make_course, make_event
from tests.factories.courses import translate_lesson
from tests.factories.events import make_challenge
from tests.learning.test_loading import LESSON, files, load, programme  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return make_challenge(title="No buses after three")


@pytest.fixture
def lesson(site_tree):
    return make_course(site_tree).lesson


def help_with(lesson: Page, *helped) -> None:
    """As an editor publishes it."""
    lesson.challenges = [("challenge", str(one.pk)) for one in helped]
    lesson.save_revision().publish()


def test_published_lesson_is_known_by_its_challenges_and_both_pages_say_so(lesson, challenge, client):
    assert "This lesson helps with:" not in client.get(lesson.url).text

    help_with(lesson, challenge)

    assert list(LessonChallenge.objects.values_list("lesson_key", "challenge")) == [(lesson.translation_key, challenge.pk)]
    assert challenge.title in client.get(lesson.url).text
    assert lesson.url in client.get(challenge.get_absolute_url()).text
    help_with(lesson)
    assert not LessonChallenge.objects.exists()


def test_challenge_that_is_gone_when_the_lesson_is_published_is_left_out(lesson, challenge):
    other = make_challenge()
    lesson.challenges = [("challenge", str(one.pk)) for one in (challenge, other)]
    revision = lesson.save_revision()
    other.delete()

    revision.publish()

    assert list(LessonChallenge.objects.values_list("challenge", flat=True)) == [challenge.pk]


def test_page_leads_to_the_lesson_in_the_readers_language(lesson, challenge, site_tree, client):
    translated = translate_lesson(lesson, site_tree=site_tree, language="sv")
    help_with(LessonPage.objects.get(pk=lesson.pk), challenge)

    address = challenge.get_absolute_url().replace("/en/", "/sv/")
    page = client.get(address).text

    assert translated.url in page
    assert lesson.url not in page


def test_merged_challenge_brings_its_lessons(lesson, challenge, client):
    other = make_challenge(title="The last bus leaves at three")
    help_with(lesson, challenge)

    merging.merge(challenge, into=other)

    assert lesson.url in client.get(other.get_absolute_url()).text
    page = client.get(lesson.url).text
    assert other.title in page
    assert challenge.title not in page


def test_lesson_tells_nothing_of_what_is_hidden_or_by_invitation(lesson, challenge, client):
    secret = make_challenge(event=make_event(UserFactory(), reach="invited"), title="A secret")
    help_with(lesson, challenge, secret)
    challenges.hide(challenge)

    assert on_board() == []
    page = client.get(lesson.url).text
    assert "A secret" not in page
    assert challenge.title not in page


# The demonstration's


def test_lesson_from_files_helps_with_a_challenge_as_soon_as_that_is_there(programme, files, client):
    files.write("1-lesson", "en", LESSON["en"] | {"helps_with": ["last-bus"]})
    load()
    assert not LessonChallenge.objects.exists()
    bus = make_challenge(demo_key="last-bus")

    assert load().changed
    assert not load().changed

    [page] = LessonPage.objects.live().filter(locale__language_code="nb")
    assert list(LessonChallenge.objects.values_list("lesson_key", "challenge")) == [(page.translation_key, bus.pk)]
    assert page.title in client.get(f"/nb/events/challenges/{bus.pk}/").text
    assert bus.title in client.get(page.url).text


def test_challenges_that_lessons_help_with_are_on_the_demonstration_s_board():
    board = yaml.safe_load((demonstration.CONTENT / "challenges.yaml").read_text("utf-8"))
    found = [read(path).facts.get("helps_with", []) for folder in lesson_files.courses() for path in folder.glob("*.yaml")]
    named = {name for names in found for name in names}

    assert named == {"school-stands-empty", "last-bus", "where-to-begin", "young-people-leave"}
    assert named <= set(board)
