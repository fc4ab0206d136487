"""Reporting a mistake in a lesson, and saying what became of it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.permissions import page_permission_policy

from entrepreneurs.models import User
from hub import limits, notices
from learning.lessonparts import heading_of
from learning.models import LessonPage, Mistake

MOST_A_DAY = 30  # of one account
MOST_FROM_AN_ADDRESS = 30  # an hour: a school or a library has many readers behind one address
REPORTED, SETTLED = "mistake_reported", "mistake_settled"


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("Very much has been reported from here just now. Your text is still here: try again in an hour."))


class AlreadySettled(ValidationError):
    """Somebody else has been quicker."""

    def __init__(self):
        super().__init__(_("Somebody has settled this meanwhile. Load the page again."))


@transaction.atomic
def report_mistake(lesson: LessonPage, *, reporter: User | None, address: str, block_id: str, text: str, written_in: str, client_id: UUID) -> Mistake:
    """With the place as it is called now. Sent twice, it is reported once. Whoever may change the lesson is told."""
    if known := Mistake.objects.filter(client_id=client_id).first():
        return known
    spend(reporter, address)
    where = {"lesson_key": lesson.translation_key, "language": lesson.language, "revision": lesson.live_revision_id}
    part = {"block_id": block_id, "heading": heading_of(lesson, block_id)}
    mistake = Mistake.objects.create(reporter=reporter, text=text, written_in=written_in, client_id=client_id, **where, **part)
    for user in page_permission_policy.users_with_permission_for_instance("change", lesson):
        if user != reporter:
            notices.give(user, REPORTED, about=f"lesson:{lesson.translation_key}")
    return mistake


def spend(reporter: User | None, address: str) -> None:
    """Of visitors the address counts: it is kept in no row, and its fingerprint in the cache for an hour."""
    if reporter:
        limits.spend(f"mistakes-of-{reporter.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    else:
        source = salted_hmac("reporters of mistakes", address).hexdigest()[:16]
        limits.spend(f"mistakes-from-{source}", most=MOST_FROM_AN_ADDRESS, seconds=3600, refusal=TooMany)


@transaction.atomic
def settle(mistake: Mistake, *, state: str, answer: str) -> Mistake:
    """Mended, or none. Whoever reported it with an account is told, with a word if there is one."""
    mistake = Mistake.objects.select_for_update(no_key=True, of=["self"]).select_related("reporter").get(pk=mistake.pk)
    if mistake.state != Mistake.State.OPEN:
        raise AlreadySettled
    mistake.state, mistake.answer, mistake.answered_at = state, answer, timezone.now()
    mistake.save(update_fields=["state", "answer", "answered_at"])
    if mistake.reporter:
        notices.give(mistake.reporter, SETTLED, about=f"mistake:{mistake.pk}")
    return mistake
