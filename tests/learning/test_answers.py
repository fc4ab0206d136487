"""Answering: saved as given, said twice it is there once, judged by what the attempt began with."""

from uuid import uuid4

import pytest

from learning.actions.answers import ForeignAttempt, Sent, StaleAnswer, UnknownActivity, check_answer, save_answer
from learning.activities import ACTIVITIES
from learning.models import Attempt, Enrolment
from tests.factories import make_course, make_guest
from tests.factories.courses import SHORT, SINGLE, id_of, option, translate_lesson

pytestmark = pytest.mark.django_db

ONE, TWO = {"chosen": [id_of("s1")]}, {"chosen": [id_of("s2")]}


@pytest.fixture
def lesson(site_tree):
    return make_course(site_tree).lesson


@pytest.fixture
def guest():
    return make_guest()


def save(lesson, guest, response=ONE, **sent):
    return save_answer(lesson, learner=guest, block_id=SINGLE["id"], response=response, sent=Sent(**sent))


def check(attempt):
    return check_answer(attempt, activity=ACTIVITIES[attempt.kind]())


def test_first_answer_enrols_and_begins_attempt(lesson, guest):
    attempt = save(lesson, guest)

    assert Enrolment.objects.get().course_key == lesson.course.translation_key
    assert (attempt.number, attempt.revision, attempt.response, attempt.checked_at) == (1, 1, ONE, None)
    assert attempt.criterion == {"right": [id_of("s1")]}


def test_answer_sent_twice_is_saved_once(lesson, guest):
    name = uuid4()
    first = save(lesson, guest, attempt_id=name, revision=1, source="a")
    again = save(lesson, guest, attempt_id=name, revision=1, source="a")

    assert again == first
    assert Attempt.objects.count() == 1


def test_older_answer_of_same_page_is_already_overtaken(lesson, guest):
    name = uuid4()
    save(lesson, guest, TWO, attempt_id=name, revision=2, source="a")
    late = save(lesson, guest, ONE, attempt_id=name, revision=1, source="a")

    assert (late.revision, late.response) == (2, TWO)


def test_answer_written_without_knowing_of_newer_one_is_refused(lesson, guest):
    name = uuid4()
    save(lesson, guest, ONE, attempt_id=name, revision=1, source="a")

    with pytest.raises(StaleAnswer) as refusal:
        save(lesson, guest, TWO, attempt_id=name, revision=5, base=0, source="b")

    assert refusal.value.attempt.response == ONE
    assert Attempt.objects.get().response == ONE


def test_answer_built_on_newest_one_replaces_it(lesson, guest):
    name = uuid4()
    save(lesson, guest, ONE, attempt_id=name, revision=1, source="a")

    attempt = save(lesson, guest, TWO, attempt_id=name, revision=2, base=1, source="b")

    assert (attempt.revision, attempt.response) == (2, TWO)


def test_checked_answer_is_not_changed(lesson, guest):
    attempt = check(save(lesson, guest, ONE))

    with pytest.raises(StaleAnswer):
        save(lesson, guest, TWO, attempt_id=attempt.pk, revision=9, base=1)


def test_checking_twice_judges_once(lesson, guest):
    first = check(save(lesson, guest, ONE))
    again = check(first)

    assert first.is_right is True
    assert again.checked_at == first.checked_at


def test_retry_is_another_attempt(lesson, guest):
    check(save(lesson, guest, TWO))
    retry = check(save(lesson, guest, ONE))

    assert list(Attempt.objects.order_by("number").values_list("number", "is_right")) == [(1, False), (2, True)]
    assert retry.number == 2


def test_attempt_keeps_criterion_when_question_changes(lesson, guest):
    attempt = save(lesson, guest, ONE)
    lesson.body = [SINGLE | {"value": SINGLE["value"] | {"options": [option("s1", "One"), option("s2", "Two", is_right=True)]}}]
    lesson.save()

    assert check(attempt).is_right is True
    assert check(save(lesson, guest, ONE)).is_right is False


def test_foreign_attempt_is_refused(lesson, guest):
    theirs = save(lesson, make_guest("another"), ONE)

    with pytest.raises(ForeignAttempt):
        save(lesson, guest, TWO, attempt_id=theirs.pk, revision=2)

    assert Attempt.objects.get().response == ONE


def test_unknown_activity_is_refused(lesson, guest):
    with pytest.raises(UnknownActivity):
        save_answer(lesson, learner=guest, block_id=str(uuid4()), response=ONE)

    assert not Enrolment.objects.exists()


def test_answer_goes_on_in_another_language(site_tree, guest):
    lesson = make_course(site_tree).lesson
    name = uuid4()
    save(lesson, guest, ONE, attempt_id=name, revision=1, source="a")
    swedish = translate_lesson(lesson, site_tree=site_tree, language="sv")

    attempt = save(swedish, guest, TWO, attempt_id=name, revision=2, base=1, source="b")

    assert (Attempt.objects.count(), attempt.language) == (1, "sv")
    assert Enrolment.objects.get().language == "sv"


def test_short_text_is_right_in_any_language_of_the_lesson(site_tree, guest):
    lesson = make_course(site_tree, bodies=[[SHORT]]).lesson
    accepted = [{"type": "item", "id": id_of("t1"), "value": "nollpunkt"}]
    swedish = translate_lesson(lesson, site_tree=site_tree, language="sv", body=[SHORT | {"value": SHORT["value"] | {"accepted": accepted}}])

    for page, word in [(lesson, "Nollpunkt."), (swedish, "break-even")]:
        attempt = save_answer(page, learner=guest, block_id=SHORT["id"], response={"text": word}, sent=Sent(attempt_id=uuid4(), revision=1))
        assert check(attempt).is_right is True
