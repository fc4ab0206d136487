"""A tool in a lesson: filled in right there, one sheet in all its languages, an answer that counts, and found among one's tools."""

from uuid import uuid4

import pytest
from django.test import Client

from learning.actions.tools import delete_sheet
from learning.models import Attempt, Learner, LessonCompletion, Sheet
from learning.tools import TOOLS
from tests.factories import UserFactory, make_course
from tests.factories.courses import SINGLE, block, translate_lesson

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
JSON = {"HTTP_ACCEPT": "application/json"}
TASK = block("year", "tool", prompt="Add up your year.", tool="budget", is_required=True)
FILLED = {"frame-currency": "NOK", "sales-0-what": "Bread", "sales-0-price": "40", "sales-0-variable": "15", "fixed-0-amount": "1000"}


@pytest.fixture
def lesson(site_tree):
    return make_course(site_tree, bodies=[[TASK]]).lesson


@pytest.fixture
def ada(client):
    user = UserFactory(name="Ada")
    client.force_login(user)
    return user


def address(lesson, language="en", task=TASK):
    return f"/{language}/learn/tools/in/{lesson.translation_key}/{task['id']}/"


def test_visitors_share_the_lesson_and_its_tool_without_tokens(lesson, client):
    response = client.get(lesson.url)

    assert response["Cache-Control"] == "public, max-age=60"
    assert "csrfmiddlewaretoken" not in response.text
    assert 'name="sales-0-price"' in response.text


def test_tool_filled_in_makes_a_sheet_and_finishes_the_lesson(lesson, client):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(address(lesson), FILLED, **ORIGIN)

    assert (response.status_code, response["Location"]) == (302, f"{lesson.url}#task-{TASK['id']}")
    sheet = Sheet.objects.get()
    assert sheet.owner == Learner.objects.with_token(response.cookies["learner"].value)
    assert (sheet.title, sheet.lesson_key, sheet.block_id) == (lesson.title, lesson.translation_key, TASK["id"])
    assert Attempt.objects.get().response == {"sheet": sheet.pk}
    assert LessonCompletion.objects.count() == 1
    page = browser.get(lesson.url).text
    assert 'value="Bread"' in page
    assert f'href="/en/learn/sheets/{sheet.pk}/"' in page
    assert lesson.title in browser.get("/en/learn/tools/").text
    assert "Bread" not in client.get(lesson.url).text


def test_script_is_told_that_the_lesson_is_done(lesson, client, ada):
    told = client.post(address(lesson), FILLED, **JSON).json()

    assert (told["is_lesson_done"], told["revision"]) == (True, 1)
    assert told["finished_address"] == f"/en/learn/mine/{lesson.course.translation_key}/finished/"
    assert "40\u00a0NOK" not in told["results"]
    assert "1,000\u00a0NOK" in told["results"]


def test_lesson_is_not_done_by_an_empty_tool(lesson, client, ada):
    response = client.post(address(lesson), {"frame-currency": "NOK"})

    assert response.status_code == 422
    assert "There is nothing here yet" in response.text
    assert not Attempt.objects.exists()


def test_what_cannot_be_read_is_given_back_in_the_lesson(lesson, client, ada):
    response = client.post(address(lesson), FILLED | {"sales-0-price": "dear"})

    assert response.status_code == 422
    assert 'value="dear"' in response.text
    assert 'value="1000"' in response.text
    assert "cannot be read as a number" in response.text


def test_same_sheet_in_every_language_of_the_lesson(lesson, site_tree, client, ada):
    norwegian = translate_lesson(lesson, site_tree=site_tree, language="nb")
    client.post(address(lesson), FILLED | {"sales-0-price": "40.5"})
    page = client.get(norwegian.url).text
    assert 'value="40,5"' in page
    client.post(address(lesson, "nb"), FILLED | {"sales-0-price": "41,25", "seen": 1})

    sheet = Sheet.objects.get()
    assert sheet.content["sales"][0]["price"] == "41.25"
    assert Attempt.objects.count() == 1


def test_what_was_saved_elsewhere_is_shown_in_the_lesson_and_not_written_over(lesson, client, ada):
    client.post(address(lesson), FILLED)
    client.post(address(lesson), FILLED | {"sales-0-what": "Cakes", "seen": 1})
    response = client.post(address(lesson), FILLED | {"sales-0-what": "Pies", "seen": 1})

    assert response.status_code == 409
    assert 'value="Pies"' in response.text
    assert ">Cakes<" in response.text
    assert '<input type="hidden" name="seen" value="2">' in response.text
    assert client.post(address(lesson), FILLED | {"sales-0-what": "Pies", "seen": 1}, **JSON).status_code == 409


def test_deleted_sheet_leaves_the_lesson_done_and_can_be_filled_in_anew(lesson, client, ada):
    client.post(address(lesson), FILLED)
    delete_sheet(Sheet.objects.get())
    page = client.get(lesson.url)
    assert page.status_code == 200
    assert "Bread" not in page.text

    client.post(address(lesson), FILLED)

    assert Attempt.objects.get().response == {"sheet": Sheet.objects.get().pk}
    assert LessonCompletion.objects.count() == 1


def test_what_is_sent_twice_is_one_sheet_and_one_guest(lesson):
    sent = FILLED | {"key": str(uuid4()), "source": str(uuid4())}
    for _time in range(2):
        Client().post(address(lesson), sent, **JSON, **ORIGIN)

    assert (Learner.objects.count(), Sheet.objects.count(), Attempt.objects.count()) == (1, 1, 1)


def test_what_is_no_tool_is_not_there(site_tree, client, ada):
    lesson = make_course(site_tree, bodies=[[SINGLE]]).lesson

    assert client.post(address(lesson, task=SINGLE), FILLED).status_code == 404
    assert client.post(f"/en/learn/answer/{lesson.translation_key}/{SINGLE['id']}/", {"chosen": "x"}).status_code == 422


def test_answer_by_the_common_door_is_refused(lesson, client, ada):
    client.post(f"/en/learn/answer/{lesson.translation_key}/{TASK['id']}/", {"sheet": 1}, **JSON)

    assert not Attempt.objects.exclude(response=None).exists()


@pytest.mark.parametrize("name", list(TOOLS))
def test_every_tool_is_shown_in_a_lesson(site_tree, client, name):
    lesson = make_course(site_tree, bodies=[[block("one", "tool", prompt="Fill it in.", tool=name)]]).lesson

    assert str(TOOLS[name].title) in client.get(lesson.url).text


def test_tool_that_is_gone_says_so(site_tree, client):
    lesson = make_course(site_tree, bodies=[[block("one", "tool", prompt="Fill it in.", tool="oracle")]]).lesson

    assert "This tool is not there any more." in client.get(lesson.url).text
