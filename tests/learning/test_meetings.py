"""Lessons that ask for an event: having been there and having watched the recording count the same."""

import pytest
from django.core.exceptions import ValidationError

from events.actions.recordings import publish_recording, set_recording, set_transcript, watch
from events.models import Recording
from events.signals import attended
from learning.actions.meetings import note_meetings
from learning.actions.progress import enrol
from learning.activities.meeting import Meeting
from learning.models import Enrolment, Learner, LessonMeeting
from tests.factories import UserFactory, make_course, make_event, make_guest, register
from tests.factories.courses import SINGLE, id_of, meeting, translate_lesson

pytestmark = pytest.mark.django_db
BLOCK = id_of("meeting")


@pytest.fixture
def event():
    return make_event(days=-3)


@pytest.fixture
def lesson(site_tree, event):
    """A lesson that asks for the event and nothing else, in a course of two."""
    lesson = make_course(site_tree, bodies=[[meeting(event)], [SINGLE]]).lesson
    note_meetings(lesson)
    return lesson


@pytest.fixture
def learner():
    return Learner.objects.create(user=UserFactory())


def record_of(event) -> Recording:
    recording = set_recording(event, provider="youtube", film=None, video="abcdefghijk", minutes=50, language="nb")
    set_transcript(recording, language="nb", text="Hei.", captions=None, provenance="original")
    return publish_recording(recording)


def ways(learner) -> list[tuple[str, bool]]:
    """How each activity was met, and whether that finished the lesson."""
    return [
        (attempt.response["way"], enrolment.completions.filter(lesson_key=attempt.lesson_key).exists())
        for enrolment in learner.enrolments.all()
        for attempt in enrolment.attempts.all()
    ]


def test_being_there_finishes_the_lesson(lesson, event, learner):
    enrol(lesson.course, learner=learner, language="en")

    attended.send(None, event=event, user=learner.user)

    assert ways(learner) == [("attended", True)]


def test_watching_finishes_it_just_the_same(lesson, event, learner):
    enrol(lesson.course, learner=learner, language="en")
    recording = record_of(event)

    watch(recording, user=learner.user)
    watch(recording, user=learner.user)

    assert ways(learner) == [("watched", True)]


def test_watching_after_having_been_there_changes_nothing(lesson, event, learner):
    enrol(lesson.course, learner=learner, language="en")
    attended.send(None, event=event, user=learner.user)

    watch(record_of(event), user=learner.user)

    assert ways(learner) == [("attended", True)]


def test_who_is_in_no_course_is_put_into_none(lesson, event):
    user = UserFactory()

    attended.send(None, event=event, user=user)

    assert not Enrolment.objects.exists()


def test_what_was_before_counts_when_somebody_enrols(lesson, event, learner):
    register(event, learner.user, may_record_attendance=True, entered_at=event.starts_at)

    enrol(lesson.course, learner=learner, language="en")

    assert ways(learner) == [("attended", True)]


def test_attendance_that_may_not_be_recorded_counts_for_nothing(lesson, event, learner):
    register(event, learner.user)

    enrol(lesson.course, learner=learner, language="en")

    assert ways(learner) == []


def test_it_counts_in_the_language_in_which_the_course_is_taken(lesson, event, learner, site_tree):
    translate_lesson(lesson, site_tree=site_tree, language="nb")
    enrol(lesson.course, learner=learner, language="nb")

    attended.send(None, event=event, user=learner.user)

    assert [attempt.language for attempt in learner.enrolments.get().attempts.all()] == ["nb"]


def test_guest_of_a_course_says_that_they_have_watched(lesson, event, client):
    record_of(event)
    client.cookies["learner"] = "a secret"
    make_guest()

    client.post(f"/en/learn/answer/{lesson.translation_key}/{BLOCK}/", {"way": "watched"})

    assert ways(Learner.objects.get(user=None)) == [("watched", True)]


@pytest.mark.parametrize(("way", "has_recording"), [("attended", True), ("watched", False), ("", True)])
def test_nobody_says_by_a_form_that_they_were_there_or_watched_what_is_not_there(event, way, has_recording, rf):
    if has_recording:
        record_of(event)

    with pytest.raises(ValidationError):
        Meeting().read(rf.post("/", {"way": way}).POST, {"event": str(event.key)})


def test_lesson_published_anew_asks_for_what_it_says_now(lesson, event):
    other = make_event()
    lesson.body = [meeting(other)]

    note_meetings(lesson)

    assert [each.event for each in LessonMeeting.objects.all()] == [other]


def test_task_of_an_event_that_was_deleted_can_still_be_seen(lesson, event, client):
    event.delete()

    assert "not there any more" in client.get(lesson.get_url()).text
