"""Mistakes in lessons: reported by anybody, with the place; mended by those who may change the lesson."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from entrepreneurs import roles
from hub.models import Notice
from hub.notices.kinds import tell
from learning.actions import mistakes
from learning.actions.mistakes import AlreadySettled
from learning.models import LessonPage, Mistake
from tests.factories import UserFactory, make_course
from tests.factories.courses import SINGLE, id_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(site_tree) -> LessonPage:
    text = {"type": "text", "id": id_of("text"), "value": "<p>First</p><h2>The <b>walk</b></h2><p>Then</p>"}
    lesson = make_course(site_tree, bodies=[[text, SINGLE]]).lesson
    lesson.save_revision().publish()
    roles.grant_pages(site_tree.homes.values())
    return LessonPage.objects.get(pk=lesson.pk)


@pytest.fixture
def nils():
    nils = UserFactory(name="Nils")
    nils.groups.add(Group.objects.get(name="Coordinator"))
    return nils


def address(lesson) -> str:
    return reverse("learning:report_mistake", args=[lesson.translation_key])


def fields(**facts) -> dict:
    return {"block_id": id_of("text"), "text": "The walk is longer", "written_in": "nb", "client_id": uuid4()} | facts


def told(user) -> list[str]:
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user).unread()).values()]


def test_visitor_reports_by_a_plain_form_with_the_place_and_nothing_of_them_is_kept(lesson, nils, client):
    reader = UserFactory()
    reader.groups.add(Group.objects.get(name="Learner"))
    page = client.get(f"{address(lesson)}?at={id_of('single')}").text
    assert f'<option value="{id_of("single")}" selected>Which?</option>' in page
    assert f'<option value="{id_of("text")}">The walk</option>' in page
    assert address(lesson) in client.get(lesson.url).text

    sent = fields()
    responses = [client.post(address(lesson), sent) for _number in range(2)]

    assert {response.url for response in responses} == {lesson.url}
    mistake = Mistake.objects.get()
    assert (mistake.lesson_key, mistake.block_id, mistake.heading, mistake.language) == (lesson.translation_key, id_of("text"), "The walk", "en")
    assert (mistake.revision, mistake.written_in, mistake.reporter) == (lesson.live_revision_id, "nb", None)
    assert told(nils) == ["Somebody has reported a mistake in a lesson: Lesson 1"]
    assert told(reader) == []


def test_too_many_from_one_address_and_what_says_nothing_are_refused(lesson, client, monkeypatch):
    monkeypatch.setattr(mistakes, "MOST_FROM_AN_ADDRESS", 2)
    assert client.post(address(lesson), fields(text=" ")).status_code == 422
    assert client.post(address(lesson), fields(block_id="elsewhere")).status_code == 422
    for _number in range(2):
        client.post(address(lesson), fields())

    refused = client.post(address(lesson), fields(text="My words"))

    assert (refused.status_code, ">\nMy words</textarea>" in refused.text) == (422, True)
    assert client.post(address(lesson), fields(), REMOTE_ADDR="192.0.2.7").status_code == 302
    assert Mistake.objects.count() == 3
    LessonPage.objects.update(live=False)
    assert client.get(address(lesson)).status_code == 404


def test_those_who_may_change_the_lesson_settle_it_and_the_reporter_is_answered(lesson, nils, client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    assert client.post(address(lesson), fields()).url == reverse("learning:my_mistakes")
    mistake = Mistake.objects.get()
    assert client.get(reverse("learning:mistakes")).status_code == 403
    assert client.post(mistake.get_absolute_url(), {"state": "none"}).status_code == 404
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Partner editor"))
    client.force_login(editor)
    assert "The walk is longer" not in client.get(reverse("learning:mistakes")).text
    assert client.get(mistake.get_absolute_url()).status_code == 404

    client.force_login(nils)
    assert "The walk is longer" in client.get(reverse("learning:mistakes")).text
    page = client.get(mistake.get_absolute_url()).text
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[lesson.pk])}#block-{id_of("text")}-section"' in page
    assert "Reported by Ada" in page
    assert "changed since" not in page
    lesson.save_revision().publish()
    assert "changed since" in client.get(mistake.get_absolute_url()).text
    assert client.post(mistake.get_absolute_url(), {"state": "open"}).status_code == 422
    assert client.post(mistake.get_absolute_url(), {"state": "mended", "answer": "Thank you, Ada"}).status_code == 302
    with pytest.raises(AlreadySettled):
        mistakes.settle(mistake, state="none", answer="")

    assert told(nils) == []
    assert told(ada) == ["There is an answer to the mistake that you reported in Lesson 1"]
    client.force_login(ada)
    text = client.get(reverse("learning:my_mistakes")).text
    assert "Thank you, Ada" in text
    assert "Mended" in text
    assert told(ada) == []


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_queries_for_few_and_many(lesson, nils, client, django_assert_num_queries, number):
    facts = {"lesson_key": lesson.translation_key, "language": "en", "text": "x", "written_in": "en", "reporter": nils}
    for _number in range(number):
        Mistake.objects.create(**facts)
    client.force_login(nils)

    for name, queries in [("learning:mistakes", 10), ("learning:my_mistakes", 6)]:
        with django_assert_num_queries(queries):
            client.get(reverse(name))
