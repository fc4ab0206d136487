"""Progress: derived from answers, dated, one across languages; a guest's goes along into an account."""

import pytest

from learning.actions.answers import Sent, check_answer, save_answer
from learning.actions.progress import NotEnrolled, claim, enrol, give_feedback, read_lesson
from learning.activities import ACTIVITIES
from learning.models import Attempt, CourseFeedback, Enrolment, Learner, LessonCompletion
from learning.progress import way_through
from tests.factories import UserFactory, make_course, make_guest
from tests.factories.courses import MULTIPLE, REFLECTION, SINGLE, id_of, translate_lesson

pytestmark = pytest.mark.django_db

ONE, TWO = {"chosen": [id_of("s1")]}, {"chosen": [id_of("s2")]}


@pytest.fixture
def guest():
    return make_guest()


def answer(lesson, learner, response=TWO, block=SINGLE, **sent):
    return save_answer(lesson, learner=learner, block_id=block["id"], response=response, sent=Sent(**sent))


def finished(enrolment):
    return set(enrolment.completions.values_list("lesson_key", flat=True))


def test_lesson_is_finished_by_answers_right_or_not(site_tree, guest):
    lesson = make_course(site_tree, bodies=[[SINGLE, MULTIPLE, REFLECTION], [SINGLE]]).lesson
    answer(lesson, guest, TWO)
    enrolment = Enrolment.objects.get()
    assert finished(enrolment) == set()

    answer(lesson, guest, {"chosen": [id_of("m3")]}, block=MULTIPLE)

    assert finished(enrolment) == {lesson.translation_key}
    assert Enrolment.objects.get().completed_at is None


def test_course_is_finished_by_its_required_lessons(site_tree, guest):
    course = make_course(site_tree, bodies=[[SINGLE], [SINGLE], [SINGLE]])
    course.lessons[2].is_required = False
    course.lessons[2].save()

    answer(course.lessons[0], guest)
    assert Enrolment.objects.get().completed_at is None
    answer(course.lessons[1], guest)

    assert Enrolment.objects.get().completed_at is not None


def test_completion_stays_when_lesson_changes(site_tree, guest):
    lesson = make_course(site_tree).lesson
    answer(lesson, guest)
    day = Enrolment.objects.get().completed_at
    lesson.body = [SINGLE, MULTIPLE]
    lesson.save()

    answer(lesson, guest, ONE)

    assert Enrolment.objects.get().completed_at == day
    assert LessonCompletion.objects.count() == 1


def test_lesson_that_asks_nothing_is_finished_by_reading(site_tree, guest):
    lesson = make_course(site_tree, bodies=[[REFLECTION]]).lesson

    read_lesson(lesson, learner=guest)

    assert finished(Enrolment.objects.get()) == {lesson.translation_key}


def test_reading_does_not_finish_lesson_with_open_tasks(site_tree, guest):
    read_lesson(make_course(site_tree).lesson, learner=guest)

    assert finished(Enrolment.objects.get()) == set()


def test_progress_is_one_across_languages(site_tree, guest):
    course = make_course(site_tree, bodies=[[SINGLE], [SINGLE]])
    swedish = translate_lesson(course.lessons[1], site_tree=site_tree, language="sv")
    answer(course.lessons[0], guest)
    answer(swedish, guest)

    way = way_through(swedish.course, enrolment=Enrolment.objects.get())

    assert [(step.lesson.language, bool(step.completed_at)) for step in way.steps] == [("en", True), ("sv", True)]
    assert Enrolment.objects.get().completed_at is not None


def test_way_leads_on_where_one_left(site_tree, guest):
    course = make_course(site_tree, bodies=[[SINGLE], [SINGLE], [SINGLE]])
    answer(course.lessons[0], guest)
    enrolment = Enrolment.objects.get()
    assert way_through(course.page, enrolment=enrolment).next.number == 2

    enrolment.last_lesson_key = course.lessons[2].translation_key

    assert way_through(course.page, enrolment=enrolment).next.number == 3


def test_claim_gives_guest_progress_to_new_account(site_tree, guest):
    answer(make_course(site_tree).lesson, guest)
    user = UserFactory()

    learner = claim(guest, user=user)

    assert (learner.user, learner.token_hash) == (user, None)
    assert learner.enrolments.get().attempts.count() == 1


def test_claim_keeps_own_attempt_newest_and_guests_before_it(site_tree, guest):
    lesson = make_course(site_tree).lesson
    own = Learner.objects.create(user=UserFactory())
    mine = answer(lesson, own, ONE)
    check_answer(answer(lesson, guest, TWO), activity=ACTIVITIES["single_choice"]())
    theirs = answer(lesson, guest, TWO)

    claim(guest, user=own.user)

    kept = Attempt.objects.filter(enrolment__learner=own).order_by("number")
    assert [attempt.number for attempt in kept] == [1, 2, 3]
    assert (kept[1].pk, kept[2].pk) == (theirs.pk, mine.pk)
    assert kept.latest_by_block()[SINGLE["id"]] == mine
    assert not Learner.objects.filter(pk=guest.pk).exists()


def test_claim_moves_courses_that_account_has_not(site_tree, guest):
    own = Learner.objects.create(user=UserFactory())
    answer(make_course(site_tree).lesson, guest)

    claim(guest, user=own.user)

    assert own.enrolments.get().completed_at is not None


def test_claim_twice_changes_nothing_more(site_tree, guest):
    answer(make_course(site_tree).lesson, guest)
    user = UserFactory()
    claim(guest, user=user)

    claim(guest, user=UserFactory())

    assert Learner.objects.get(pk=guest.pk).user == user


def test_feedback_is_given_at_the_end(site_tree, guest):
    course = make_course(site_tree)
    enrolment = enrol(course.page, learner=guest, language="en")
    with pytest.raises(NotEnrolled):
        give_feedback(enrolment, helped="All", unclear="", language="en")
    answer(course.lesson, guest)

    enrolment.refresh_from_db()
    give_feedback(enrolment, helped="All", unclear="", language="en")
    give_feedback(enrolment, helped="", unclear="Page two", language="nb")

    assert CourseFeedback.objects.values_list("helped", "unclear", "language").get() == ("", "Page two", "nb")
