"""Stopping somebody from writing to others, and letting them write again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Silence, User

FOR_GOOD = gettext_lazy("Moderators have stopped you from writing to others. You can read, and all courses are open to you.")
FOR_A_WHILE = gettext_lazy("Moderators have stopped you from writing to others until %(moment)s. Your text is still here.")


class Silenced(ValidationError):
    """Moderators have stopped this person from writing, until a moment or for good."""

    def __init__(self, until: datetime | None):
        message = FOR_GOOD if until is None else FOR_A_WHILE
        super().__init__(message, params={"moment": lazy(moment_of, str)(until)})


def moment_of(when: datetime) -> str:
    """On the clock and in the language of whoever reads it."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")


def require_voice(user: User) -> None:
    """Raises Silenced for somebody who may not write to others now; one query."""
    if silence := Silence.objects.current().filter(user=user).first():
        raise Silenced(silence.until)


@transaction.atomic
def silence(user: User, *, until: datetime | None) -> Silence:
    """Nothing they write reaches anybody until then, or for good. Of two such decisions the longer one holds."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = Silence.objects.current().filter(user=user).first()
    if known and until and (known.until is None or known.until > until):
        return known
    return Silence.objects.update_or_create(user=user, defaults={"until": until})[0]


def allow(user: User) -> None:
    """They may write again."""
    Silence.objects.filter(user=user).delete()
