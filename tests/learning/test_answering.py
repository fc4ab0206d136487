"""Answers by HTTP: guests made by their first answer, tokens and origins, sentences by the field, nothing typed lost."""

from uuid import uuid4

import pytest
from django.test import Client

from learning.actions.answers import save_answer
from learning.models import Attempt, Enrolment, Learner
from tests.factories import UserFactory, make_course
from tests.factories.courses import EVERYTHING, REFLECTION, SINGLE, id_of, make_guest

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
JSON = {"HTTP_ACCEPT": "application/json"}
ONE = {"chosen": id_of("s1")}


@pytest.fixture
def lesson(site_tree):
    return make_course(site_tree, bodies=[[SINGLE, REFLECTION]]).lesson


@pytest.fixture
def browser():
    """A browser that is asked for tokens and origins, as real ones are."""
    return Client(enforce_csrf_checks=True)


def address(lesson, block=SINGLE):
    return f"/en/learn/answer/{lesson.translation_key}/{block['id']}/"


def test_first_answer_makes_guest_and_leads_back_to_the_task(lesson, browser):
    response = browser.post(address(lesson), ONE | {"check": "1"}, **ORIGIN)

    assert (response.status_code, response["Location"]) == (302, f"{lesson.url}#task-{SINGLE['id']}")
    cookie = response.cookies["learner"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Learner.objects.with_token(cookie.value).enrolments.get().attempts.get().is_right is True


def test_first_answer_from_another_site_is_refused(lesson, browser):
    assert browser.post(address(lesson), ONE, HTTP_ORIGIN="http://evil.example").status_code == 403
    assert browser.post(address(lesson), ONE).status_code == 403
    assert not Learner.objects.exists()


def test_later_answer_without_token_is_given_back_to_be_sent_again(lesson, browser):
    browser.post(address(lesson), ONE, **ORIGIN)

    response = browser.post(address(lesson, REFLECTION), {"text": "The <neighbours>"}, **ORIGIN)

    assert response.status_code == 403
    assert '<input type="hidden" name="text" value="The &lt;neighbours&gt;">' in response.text
    token = response.context["csrf_token"]
    browser.post(address(lesson, REFLECTION), {"text": "The <neighbours>", "csrfmiddlewaretoken": str(token)}, **ORIGIN)
    assert Attempt.objects.get(kind="reflection").response == {"text": "The <neighbours>"}


def test_visitors_share_a_page_without_tokens(lesson, client):
    response = client.get(lesson.url)

    assert response["Cache-Control"] == "public, max-age=60"
    assert "csrfmiddlewaretoken" not in response.text
    assert not response.cookies


def test_learner_gets_a_page_of_their_own(lesson, client):
    client.post(address(lesson), ONE)

    response = client.get(lesson.url)

    assert "public" not in response.get("Cache-Control", "")
    assert "csrfmiddlewaretoken" in response.text
    assert f'value="{id_of("s1")}" checked' in response.text


def test_checked_answer_shows_why_and_offers_another_try(lesson, client):
    client.post(address(lesson), {"chosen": id_of("s2"), "check": "1"})

    page = client.get(lesson.url).text
    assert "About Two" in page
    assert "About One" not in page
    again = client.get(f"{lesson.url}?again={SINGLE['id']}").text
    assert "About Two" not in again

    client.post(address(lesson), ONE | {"check": "1"})
    assert "About One" in client.get(lesson.url).text


def test_script_is_told_state_and_token(lesson, client):
    name = uuid4()
    response = client.post(address(lesson), ONE | {"attempt": name, "revision": 1, "base": 0, "source": "a"}, **JSON)

    state = response.json()
    assert (state["attempt"], state["revision"], state["is_lesson_done"]) == (str(name), 1, True)
    assert state["learner"] == Learner.objects.get().pk
    assert state["token"]
    assert "html" not in state


def test_script_gets_feedback_once_checked(lesson, client):
    state = client.post(address(lesson), ONE | {"check": "1"}, **JSON).json()

    assert "About One" in state["html"]


def test_nothing_chosen_gets_a_sentence_by_the_task(lesson, client):
    response = client.post(address(lesson), {})

    assert response.status_code == 422
    assert "Choose an answer first." in response.text
    assert not Attempt.objects.exists()


def test_oversized_text_is_refused_and_stays_in_the_box(lesson, client):
    text = "ø" * 10_001

    response = client.post(address(lesson, REFLECTION), {"text": text})

    assert response.status_code == 422
    assert "10001 characters" in response.text
    assert text in response.text


@pytest.mark.parametrize("block_id", [id_of("foreign"), "no-id"])
def test_foreign_activity_is_not_found(lesson, client, block_id):
    response = client.post(f"/en/learn/answer/{lesson.translation_key}/{block_id}/", ONE, **JSON)

    assert response.status_code == 422
    assert response.json()["message"] == "This task is not part of the lesson any more. Your earlier answers to it are kept."


def test_unknown_lesson_is_not_found(site_tree, client):
    assert client.post(f"/en/learn/answer/{uuid4()}/{SINGLE['id']}/", ONE).status_code == 404


@pytest.mark.parametrize("wrong", [{"attempt": "x"}, {"revision": "-1"}, {"revision": "²"}, {"revision": "9" * 12}])
def test_malformed_names_get_a_sentence(lesson, client, wrong):
    response = client.post(address(lesson), ONE | wrong, **JSON)

    assert response.status_code == 422
    assert "could not be read" in response.json()["message"]
    assert not Attempt.objects.exists()


def test_stale_answer_is_told_apart(lesson, client):
    name = uuid4()
    client.post(address(lesson), ONE | {"attempt": name, "revision": 3, "source": "a"}, **JSON)

    response = client.post(address(lesson), {"chosen": id_of("s2"), "attempt": name, "revision": 2, "source": "b"}, **JSON)

    assert response.status_code == 409
    assert (response.json()["revision"], response.json()["is_checked"]) == (3, False)


def test_first_answer_that_was_never_heard_back_of_is_the_same_guests(lesson):
    """The server saved it and was gone before it could answer: the page sends it again, still without a cookie."""
    said = {"text": "A thought", "attempt": uuid4(), "revision": 1, "source": uuid4()}
    lost = Client().post(address(lesson, REFLECTION), said, **JSON)

    again = Client().post(address(lesson, REFLECTION), said, **JSON)

    assert (again.status_code, again.json()["learner"]) == (200, lost.json()["learner"])
    assert Learner.objects.get() == Learner.objects.with_token(again.cookies["learner"].value)


@pytest.mark.parametrize("wrong", [{"source": id_of("another page")}, {"source": ""}, {"attempt": "x"}])
def test_stranger_who_knows_less_is_a_stranger(lesson, wrong):
    said = {"text": "A thought", "attempt": uuid4(), "revision": 1, "source": uuid4()}
    Client().post(address(lesson, REFLECTION), said, **JSON)

    response = Client().post(address(lesson, REFLECTION), said | wrong, **JSON)

    assert response.status_code == 422
    assert Learner.objects.count() == 2


def test_foreign_attempt_tells_nothing(lesson, client):
    theirs = save_answer(lesson, learner=make_guest(), block_id=REFLECTION["id"], response={"text": "a secret thought"})

    response = client.post(address(lesson, REFLECTION), {"text": "mine", "attempt": theirs.pk, "revision": 9}, **JSON)

    assert response.status_code == 422
    assert "secret" not in response.text


def test_course_unpublished_meanwhile_still_takes_answers_of_those_in_it(lesson, client):
    client.post(address(lesson), ONE)
    lesson.course.unpublish()
    lesson.refresh_from_db()
    lesson.unpublish()

    assert client.post(address(lesson), {"chosen": id_of("s2")}, **JSON).status_code == 200
    assert Client().post(address(lesson), ONE, **JSON).status_code == 404
    assert client.get(lesson.url).status_code == 404
    assert "has been taken down for now" in client.get("/en/learn/mine/").text


def test_forgotten_guest_is_told_and_begins_anew(lesson, client):
    client.cookies["learner"] = "known to nobody"

    assert "Answers from an earlier visit are no longer known" in client.get(lesson.url).text
    assert client.post(address(lesson), ONE).status_code == 302
    assert Learner.objects.get().enrolments.count() == 1


def test_signing_in_claims_what_the_guest_did(lesson, client):
    from allauth.account.models import EmailAddress

    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post(address(lesson), ONE)

    client.post("/en/account/login/", {"login": user.email, "password": "correct horse battery"})

    assert Learner.objects.get().user == user
    assert "A course" in client.get("/en/learn/mine/").text


@pytest.mark.parametrize("bodies", [[[SINGLE]], [EVERYTHING, [SINGLE], [SINGLE]]])
def test_pages_cost_the_same_queries_for_few_and_many(site_tree, client, bodies, django_assert_num_queries):
    course = make_course(site_tree, bodies=bodies)
    client.get(course.lesson.url)

    for address, queries in [(course.lesson.url, 14), (course.page.url, 11), ("/en/learn/", 5), ("/en/", 8)]:
        with django_assert_num_queries(queries):
            client.get(address)


def test_resume_stands_on_my_learning(site_tree, client):
    course = make_course(site_tree, bodies=[[SINGLE], [SINGLE]])
    client.post(address(course.lesson), ONE)
    client.get(course.lessons[1].url)

    page = client.get("/en/learn/mine/").text

    assert "1 of 2 lessons done" in page
    assert f'href="{course.lessons[1].url}">Go on here' in page


def test_finished_course_can_be_printed_and_asks_what_helped(lesson, client):
    client.post(address(lesson), ONE)
    finished = f"/en/learn/mine/{lesson.course.translation_key}/finished/"

    assert "You finished this course on" in client.get(finished).text
    refused = client.post(finished, {"helped": "", "unclear": ""})
    assert (refused.status_code, "Write a sentence in one of the two boxes." in refused.text) == (422, True)
    client.post(finished, {"helped": "The walk", "unclear": ""})
    assert "Thank you." in client.get(finished).text


def test_finished_page_is_closed_to_others_and_before_the_end(lesson, client):
    finished = f"/en/learn/mine/{lesson.course.translation_key}/finished/"
    client.post(address(lesson, REFLECTION), {"text": "A thought"})

    assert client.get(finished).status_code == 404
    client.post(address(lesson), ONE)
    assert Client().get(finished).status_code == 404


def test_pace_gives_a_day_to_finish_by(lesson, client):
    joining = f"/en/learn/mine/{lesson.course.translation_key}/join/"
    client.post(joining, {"pace": "full"}, **ORIGIN)
    client.post(joining, {"pace": "half"})
    client.post(joining, {"pace": "none of these"})

    assert Enrolment.objects.get().pace == "half"
    assert "done by" in client.get(lesson.course.url).text
