"""Handing in a practice task, version after version, and talking about it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from hub import notices
from hub.limits import spend
from hub.live.models import Feed
from learning import advisers
from learning.actions.answers import find_activity, save_answer
from learning.actions.progress import enrol
from learning.models import Enrolment, Learner, LessonPage, Submission, SubmissionComment, SubmissionVersion

MOST_VERSIONS = 50


class NobodyReads(ValidationError):
    """There is no adviser who may read practice tasks."""


class NothingNew(ValidationError):
    """It was handed in like this already."""


class TooMany(ValidationError):
    """So many versions are read by nobody."""


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(_("You have written very often just now. Wait a few minutes; your text is still here."))


@transaction.atomic
def hand_in(lesson: LessonPage, *, learner: Learner, block_id: str, body: str, language: str, client_id: UUID | None = None) -> Submission:
    """A practice task for one's advisers, as it is now; the next version, if it was handed in before. It is one's answer in the lesson, too."""
    find_activity(lesson, block_id)
    if not advisers.reading(learner.user).exists():
        raise NobodyReads(_("Nobody reads it yet. Ask an adviser, and let them see the practice tasks that you hand in."))
    enrolment = enrol(lesson.course, learner=learner, language=lesson.language)
    save_answer(lesson, learner=learner, block_id=block_id, response={"text": body})
    place = {"enrolment": enrolment, "lesson_key": lesson.translation_key, "block_id": block_id}
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    submission, _is_new = Submission.objects.get_or_create(**place)
    add_version(submission, by=learner.user, body=body, language=language, client_id=client_id)
    return submission


@transaction.atomic
def add_version(submission: Submission, *, by: User, body: str, language: str, client_id: UUID | None = None) -> SubmissionVersion:
    """The next one; those before stay. What was taken back is there again. Sent twice, it is there once."""
    submission = held(submission)
    if client_id and (known := submission.versions.filter(client_id=client_id).first()):
        return known
    require_voice(by)
    last = submission.versions.last()
    if last and last.body == body and submission.taken_back_at is None:
        raise NothingNew(_("You have handed it in like this already. Change something, or write a comment."))
    if last and last.number >= MOST_VERSIONS:
        raise TooMany(_("There are %(number)d versions already. Write comments instead.") % {"number": MOST_VERSIONS})
    spend(f"handed-in-by-{by.pk}", most=30, seconds=3600, refusal=TooFast)
    facts = {"body": body, "language": language, "client_id": client_id or uuid4()}
    version = submission.versions.create(number=last.number + 1 if last else 1, author=by, **facts)
    submission.moved_at, submission.taken_back_at = timezone.now(), None
    submission.save(update_fields=["moved_at", "taken_back_at"])
    tell_advisers(submission, "submission_new")
    return version


@transaction.atomic
def comment(submission: Submission, *, by: User, body: str, language: str, client_id: UUID | None = None) -> SubmissionComment:
    """Say something of the newest version. Sent twice, it is said once. Whoever else reads the task is told, and not what."""
    submission = held(submission)
    require_voice(by)
    version = submission.versions.last()
    known = SubmissionComment.objects.filter(version__submission=submission, author=by, client_id=client_id).first() if client_id else None
    if known:
        return known
    spend(f"submission-comments:{by.pk}", most=30, seconds=600, refusal=TooFast)
    said = version.comments.create(author=by, body=body, language=language, client_id=client_id or uuid4())
    is_own = by == submission.user
    Submission.objects.filter(pk=submission.pk).update(**{"moved_at" if is_own else "answered_at": timezone.now()})
    if not is_own:
        notices.give(submission.user, "submission_said", about=about(submission))
    tell_advisers(submission, "submission_said", but=by)
    return said


@transaction.atomic
def take_back(submission: Submission) -> None:
    """Gone for advisers at once. All of it stays the learner's, and a further version hands it in again."""
    submission = held(submission)
    if submission.taken_back_at is None:
        for user in advisers.reading(submission.user):
            for kind in ("submission_new", "submission_said"):
                notices.close(user, kind, about=about(submission))
        tell_pages(submission, "submission.taken_back")
        Submission.objects.filter(pk=submission.pk).update(taken_back_at=timezone.now())


def held(submission: Submission) -> Submission:
    found = Submission.objects.select_for_update(no_key=True, of=("self",)).select_related("enrolment__learner__user")
    return found.get(pk=submission.pk)


def about(submission: Submission) -> str:
    return f"submission:{submission.pk}"


def tell_advisers(submission: Submission, kind: str, *, but: User | None = None) -> None:
    for user in advisers.reading(submission.user).exclude(pk=but.pk if but else None):
        notices.give(user, kind, about=about(submission))
    tell_pages(submission, "submission.changed")


def tell_pages(submission: Submission, kind: str) -> None:
    """Open pages of both sides."""
    for advising in sorted(advisers.followings(submission.user), key=lambda one: one.feed_key):
        Feed.objects.append(advising.feed_key, kind, submission=submission.pk)


def remove_comment(said: SubmissionComment) -> None:
    """For moderators: that something was said here stays."""
    SubmissionComment.objects.filter(pk=said.pk).update(body="", is_removed=True)


def remove_version(version: SubmissionVersion) -> None:
    SubmissionVersion.objects.filter(pk=version.pk).update(body="")
