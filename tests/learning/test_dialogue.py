"""The conversation of a lesson: one for all its languages, read with an account, spoken in by those who take the course."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from entrepreneurs.actions.discussions import NotSpeaking
from entrepreneurs.discussing import place_named
from entrepreneurs.models import Contribution
from hub.live.registry import followable
from learning.actions.answers import Sent, save_answer
from learning.actions.progress import enrol
from learning.models import CoursePage, Enrolment, Facilitator, Learner, LessonPage
from tests.factories import UserFactory, make_course, make_event_guest, make_guest
from tests.factories.courses import REFLECTION, SINGLE, id_of, translate_lesson
from tests.factories.discussions import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(site_tree):
    return make_course(site_tree, bodies=[[SINGLE, REFLECTION]])


@pytest.fixture
def lesson(course) -> LessonPage:
    return course.lesson


def place_of(lesson):
    return place_named(f"lesson:{lesson.translation_key}")


def learner_in(course, **facts):
    user = UserFactory(**facts)
    enrol(course.page, learner=Learner.objects.create(user=user), language="en")
    return user


def test_conversation_is_one_in_all_languages(course, lesson, site_tree, client):
    ada, bo = learner_in(course, name="Ada"), learner_in(course, name="Bo")
    norwegian = translate_lesson(lesson, site_tree=site_tree, language="nb")
    said = say(place_of(lesson), ada, "How thin is thin?", kind="question")
    say(place_of(norwegian), bo, "Tynt nok", to=said, language="nb")
    client.force_login(ada)

    for page, other in ((lesson, "Norsk"), (norwegian, "English")):
        text = client.get(page.url).text
        assert '<p class="body" lang="en" dir="auto">How thin is thin?</p>' in text
        assert '<p class="body" lang="nb" dir="auto">Tynt nok</p>' in text
        assert text.count(f"<span>{other}</span>") == 1


def test_whoever_takes_the_course_speaks_and_others_read(course, lesson):
    taking, reader, facilitator, moderator = learner_in(course), UserFactory(), UserFactory(), UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    Facilitator.objects.create(course_key=course.page.translation_key, user=facilitator)

    for user in (taking, facilitator, moderator):
        say(place_of(lesson), user)
    with pytest.raises(NotSpeaking):
        say(place_of(lesson), reader)

    assert place_of(lesson).moderated_by(moderator)
    assert not place_of(lesson).moderated_by(facilitator)
    assert Contribution.objects.visible_to(reader, place_of(lesson)).count() == 3
    feed = f"discussion:lesson:{lesson.translation_key}"
    assert followable(reader, [feed]) == {feed: 0}
    assert followable(make_event_guest(), [feed]) == {}


def test_visitors_and_guests_are_asked_to_make_an_account_and_read_nothing(course, lesson, client):
    say(place_of(lesson), learner_in(course), "Not for visitors")
    visited = client.get(lesson.url)
    client.cookies["learner"] = "a secret"
    enrol(course.page, learner=make_guest(), language="en")
    guest = client.get(lesson.url)

    assert visited.headers["Cache-Control"].startswith("public")
    for response in (visited, guest):
        assert "Not for visitors" not in response.text
        assert "discussions.js" not in response.text
        assert f"/en/account/signup/?next={lesson.url}" in response.text
    address = reverse("discussions:contribute", args=[f"lesson:{lesson.translation_key}"])
    assert client.post(address, {"body": "x"}).url.startswith("/en/account/login/")


def test_course_without_dialogue_has_none_at_all(course, lesson, client):
    ada = learner_in(course)
    said = say(place_of(lesson), ada, "Gone with it")
    CoursePage.objects.update(has_dialogue=False)
    assert "Talk about this lesson" not in client.get(lesson.url).text
    client.force_login(ada)

    assert "Gone with it" not in client.get(lesson.url).text
    assert client.get(reverse("discussions:thread", args=[said.pk])).status_code == 404
    assert place_of(lesson) is None
    assert followable(ada, [said.feed_key]) == {}
    CoursePage.objects.update(has_dialogue=True)
    LessonPage.objects.update(live=False)
    assert place_of(lesson) is None


@pytest.mark.parametrize(("number", "queries"), [(0, 24), (1, 29), (3, 29)])
def test_conversation_costs_a_lesson_a_few_queries(course, lesson, client, django_assert_num_queries, number, queries):
    ada = learner_in(course)
    for _number in range(number):
        said = say(place_of(lesson), ada)
        for _answer in range(number):
            say(place_of(lesson), ada, to=said)
    client.force_login(ada)
    client.get(lesson.url)

    with django_assert_num_queries(queries):
        client.get(lesson.url)


def test_reflection_is_shared_by_a_press_alone_and_stays_as_it_was(course, lesson, client):
    ada = learner_in(course)
    client.force_login(ada)
    share = reverse("learning:share_reflection", args=[lesson.translation_key, id_of("reflection")])
    assert f'href="{share}"' in client.get(lesson.url).text
    assert client.get(share).url == f"{lesson.url}#task-{id_of('reflection')}"
    attempt = save_answer(
        lesson, learner=ada.learner, block_id=id_of("reflection"), response={"text": "My neighbour"}, sent=Sent(None, None, None, "")
    )

    page = client.get(share).text
    assert ">\nMy neighbour</textarea>" in page
    assert "Everybody who has an account can read it" in page
    assert not Contribution.objects.exists()
    fields = {"kind": "reflection", "body": "My neighbour, again", "language": "nb", "client_id": id_of("x")}
    response = client.post(share, fields)

    said = Contribution.objects.get()
    assert response.url == f"{lesson.url}#contribution-{said.pk}"
    assert (said.author, said.place, said.kind, said.body, said.language) == (
        ada,
        f"lesson:{lesson.translation_key}",
        "reflection",
        "My neighbour, again",
        "nb",
    )
    attempt.refresh_from_db()
    assert attempt.response == {"text": "My neighbour"}


def test_only_reflections_of_ones_own_are_shared(course, lesson, client):
    ada, bo = learner_in(course), UserFactory()
    save_answer(lesson, learner=ada.learner, block_id=id_of("reflection"), response={"text": "A secret"}, sent=Sent(None, None, None, ""))
    client.force_login(bo)

    response = client.get(reverse("learning:share_reflection", args=[lesson.translation_key, id_of("reflection")]), follow=True)
    assert "A secret" not in response.text
    assert client.get(reverse("learning:share_reflection", args=[lesson.translation_key, id_of("single")])).status_code == 404
    assert Enrolment.objects.count() == 1
