"""What advising keeps of learners: whom they asked, what they let them see and until when, what they handed in; and of advisers: their own words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub import privacy
from hub.live.models import Feed
from hub.privacy.registry import Basis, Person
from learning.models import Advising, AdvisingConsent, LessonPage, Submission, SubmissionComment, SubmissionVersion
from learning.privacy.progress import of, titled

UNTIL_ERASED = gettext_lazy("Until you erase your account")


def advisings(person: Person):
    return Advising.objects.filter(Q(learner=person.user) | Q(adviser=person.user)) if person.user else Advising.objects.none()


def of_the_learner(advising: Advising, person: Person) -> set[str]:
    """The question is its writer's; an adviser is handed their own words alone."""
    return set() if advising.learner_id == person.user.pk else {"question"}


def erase_advisings(rows, person: Person) -> None:
    """A learner's go, with their consents. Of an adviser nothing stays but that there was one: nobody waits for them, and nobody is followed."""
    theirs, now = rows.filter(adviser=person.user.pk), timezone.now()
    theirs.filter(accepted_at=None, declined_at=None, released_at=None).update(released_at=now)
    theirs.filter(ended_at=None).exclude(accepted_at=None).update(ended_at=now)
    AdvisingConsent.objects.standing().filter(advising__in=theirs).update(withdrawn_at=now)
    for advising in rows.order_by("pk"):  # open pages of the other one, too
        Feed.objects.append(advising.feed_key, "advising.ended", advising=advising.pk)
    rows.filter(learner=person.user.pk).delete()
    theirs.update(adviser=None, word="", word_language="")


def by(model):
    return lambda person: model.objects.filter(author=person.user) if person.user else model.objects.none()


def explain_submission(submission: Submission) -> dict[str, Any]:
    return {_("Lesson"): titled(LessonPage.objects.all(), submission.lesson_key)}


privacy.register(
    AdvisingConsent,
    purpose=gettext_lazy("So that your adviser sees what you let them see, and nothing else"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=lambda person: AdvisingConsent.objects.filter(advising__learner=person.user) if person.user else AdvisingConsent.objects.none(),
)
privacy.register(
    Advising,
    purpose=gettext_lazy("So that somebody who has asked for an adviser gets an answer, and both know that one follows the other"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=advisings,
    erase=erase_advisings,
    of_others=of_the_learner,
)
privacy.register(
    SubmissionComment,
    purpose=gettext_lazy("So that a practice task can be talked about"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by(SubmissionComment),
)
privacy.register(
    SubmissionVersion,
    purpose=gettext_lazy("So that you and your adviser see how a practice task has grown"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=by(SubmissionVersion),
)
privacy.register(
    Submission,
    purpose=gettext_lazy("So that your advisers can read what you hand in, and nobody else"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Submission, "enrolment__learner"),
    explain=explain_submission,
)
