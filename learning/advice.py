"""An adviser's desk: what is due, what waits longest first, and everybody whom they follow, with as much of their learning as each lets them see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Prefetch
from django.utils.translation import get_language

from entrepreneurs.models import User
from events.models import AdviserAbsence, Booking
from hub.live.models import Feed
from learning.models import Advising, AdvisingConsent, CoursePage, Enrolment, LessonCompletion, LessonPage, Scope, Sheet, Submission

MOST_WAITING = 50
MOST_HOURS = 20


def titles(pages, keys) -> dict[UUID, object]:
    """The pages by translation key, each in the reader's language or the nearest; one query."""
    found = pages.filter(translation_key__in=set(keys)).in_nearest(get_language()) if keys else []
    return {page.translation_key: page for page in found}


def name_lessons(submissions: list[Submission]) -> list[Submission]:
    """Each with its `lesson`, which may have gone; one query."""
    lessons = titles(LessonPage.objects.live().as_steps(), [one.lesson_key for one in submissions])
    for one in submissions:
        one.lesson = lessons.get(one.lesson_key)
    return submissions


@dataclass
class Followed:
    """Somebody on the desk."""

    advising: Advising
    waiting: list[Submission] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    seq: int = 0

    @property
    def learner(self) -> User:
        return self.advising.learner

    @property
    def scopes(self) -> list[str]:
        return [consent.scope for consent in self.advising.standing]

    @property
    def turn(self):
        """What waits longest comes first, then by name."""
        return (0, self.waiting[0].moved_at, "") if self.waiting else (1, self.advising.accepted_at, self.learner.shown_name)


class AdviceDesk:
    """Everything on it; as many queries however many are followed."""

    def __init__(self, adviser: User):
        self.adviser = adviser

    @cached_property
    def requests(self) -> list[Advising]:
        return list(Advising.objects.asked_of(self.adviser).order_by("reply_by", "pk").select_related("learner")[:MOST_WAITING])

    @cached_property
    def waiting(self) -> list[Submission]:
        return name_lessons(list(Submission.objects.open_to(self.adviser).waiting().with_people()[:MOST_WAITING]))

    @cached_property
    def bookings(self) -> list[Booking]:
        found = Booking.objects.visible_to(self.adviser).upcoming().filter(hour__adviser=self.adviser)
        return list(found.select_related("hour__adviser", "user")[:MOST_HOURS])

    @cached_property
    def absences(self) -> list[AdviserAbsence]:
        return list(AdviserAbsence.objects.of(self.adviser).not_over())

    @cached_property
    def followed(self) -> list[Followed]:
        standing = Prefetch("consents", AdvisingConsent.objects.standing(), to_attr="standing")
        found = list(Advising.objects.followed_by(self.adviser).select_related("learner").prefetch_related(standing))
        seqs = Feed.objects.last_seqs([one.feed_key for one in found])
        rows = {one.learner_id: Followed(one, seq=seqs[one.feed_key]) for one in found}
        for submission in self.waiting:
            rows[submission.user.pk].waiting.append(submission)
        for enrolment in with_courses(Enrolment.objects.open_to(self.adviser, Scope.PROGRESS)):
            rows[enrolment.learner.user_id].enrolments.append(enrolment)
        return sorted(rows.values(), key=lambda row: row.turn)


def with_courses(enrolments) -> list[Enrolment]:
    """Each with its `course`, and how many lessons are `done`; two queries."""
    found = list(enrolments.select_related("learner__user").annotate(done=Count("completions")))
    courses = titles(CoursePage.objects.live(), [one.course_key for one in found])
    for one in found:
        one.course = courses.get(one.course_key)
    return [one for one in found if one.course]


class Learning:
    """What an adviser sees of one whom they follow: what is not consented to is empty, and asked of the database each time."""

    def __init__(self, advising: Advising, *, adviser: User):
        self.advising, self.adviser = advising, adviser
        self.learner = advising.learner

    @cached_property
    def scopes(self) -> list[str]:
        return list(self.advising.consents.standing().values_list("scope", flat=True))

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """Each with the lessons that are `finished`, by day, and the one where the learner is (`here`)."""
        found = with_courses(Enrolment.objects.open_to(self.adviser, Scope.PROGRESS).filter(learner__user=self.learner))
        done = defaultdict(list)
        for completion in LessonCompletion.objects.filter(enrolment__in=found).order_by("completed_at"):
            done[completion.enrolment_id].append(completion)
        keys = [completion.lesson_key for some in done.values() for completion in some] + [one.last_lesson_key for one in found]
        lessons = titles(LessonPage.objects.live().as_steps(), [key for key in keys if key])
        for one in found:
            one.finished = [(lessons[each.lesson_key], each.completed_at) for each in done[one.pk] if each.lesson_key in lessons]
            one.here = lessons.get(one.last_lesson_key)
        return found

    @cached_property
    def submissions(self) -> list[Submission]:
        found = Submission.objects.open_to(self.adviser).filter(enrolment__learner__user=self.learner).with_people()
        return name_lessons(list(found))

    @cached_property
    def sheets(self) -> list[Sheet]:
        return list(Sheet.objects.shared_with(self.adviser).filter(owner__user=self.learner))
