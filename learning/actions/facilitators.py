"""Naming those who facilitate a course, and letting them go."""

from __future__ import annotations

from django.db import transaction

from entrepreneurs.models import User
from hub import notices, pagecache
from learning.models import CoursePage, Facilitator

NAMED = "facilitating"


@transaction.atomic
def name_facilitator(course: CoursePage, *, user: User, by: str) -> Facilitator:
    """They are told, and can step down at any time. Named again, the last word on what they do it by holds."""
    found, is_new = Facilitator.objects.update_or_create(course_key=course.translation_key, user=user, defaults={"by": by})
    if is_new:
        notices.give(user, NAMED, about=f"facilitator:{found.pk}")
    transaction.on_commit(pagecache.forget)
    return found


def say_by(facilitator: Facilitator, *, by: str) -> None:
    Facilitator.objects.filter(pk=facilitator.pk).update(by=by)
    transaction.on_commit(pagecache.forget)


def let_go(facilitator: Facilitator) -> None:
    """What they have said stays, and is marked no more."""
    facilitator.delete()
    transaction.on_commit(pagecache.forget)
