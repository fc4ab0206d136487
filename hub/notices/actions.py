"""Giving notices, reading them, and choosing how to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone

from hub.models import Notice, NoticeChoice, Pace, QuietHours
from hub.notices.kinds import kind_named, kinds
from hub.notices.timing import mail_time

KEPT = timedelta(days=60)


@transaction.atomic
def give(user, kind: str, *, about: str) -> None:
    """There is something new. While the reader has not read of this place, it is one notice, and one mail."""
    facts = {"created_at": timezone.now(), "read_at": None, "mailed_at": None, "mail_at": when(user, kind)}
    notice, is_new = Notice.objects.get_or_create(recipient=user, kind=kind, about=about, defaults=facts)
    if not is_new:
        Notice.objects.filter(pk=notice.pk).exclude(read_at=None).update(**facts)


def close(user, kind: str, *, about: str) -> None:
    """The reader has seen what was new there."""
    Notice.objects.filter(recipient=user, kind=kind, about=about, read_at=None).update(read_at=timezone.now())


def close_all(kind: str, *, about: str) -> None:
    """There is nothing new there any more, for nobody."""
    Notice.objects.filter(kind=kind, about=about, read_at=None).update(read_at=timezone.now())


def mark_read(user, notices: Iterable[Notice]) -> None:
    Notice.objects.visible_to(user).filter(pk__in=[notice.pk for notice in notices]).unread().update(read_at=timezone.now())


@transaction.atomic
def choose(user, *, paces: Mapping[str, str], shown: Iterable[str], quiet: tuple[time, time] | None) -> None:
    """How to be told of each kind, and when not. What waits to be mailed follows the new choice at once."""
    for kind in kinds():
        facts = {"pace": paces[kind.name], "is_shown": kind.name in shown}
        NoticeChoice.objects.update_or_create(user=user, kind=kind.name, defaults=facts)
    QuietHours.objects.filter(user=user).delete()
    if quiet:
        QuietHours.objects.create(user=user, begins=quiet[0], ends=quiet[1])
    put_off(user)


@transaction.atomic
def change_pace(user, *, names: Iterable[str], pace: str) -> None:
    """Of these kinds alone, as by one click in a mail."""
    for name in names:
        NoticeChoice.objects.update_or_create(user=user, kind=name, defaults={"pace": pace})
    put_off(user)


def prune() -> None:
    """What was read long ago is no news."""
    Notice.objects.filter(read_at__lt=timezone.now() - KEPT).delete()


def put_off(user) -> None:
    """What waits goes out when it would, had it come just now; three queries for each kind."""
    for kind in kinds():
        waiting = Notice.objects.filter(recipient=user, kind=kind.name, mailed_at=None).unread()
        waiting.update(mail_at=when(user, kind.name))


def when(user, kind: str):
    quiet = QuietHours.objects.filter(user=user).first()
    return mail_time(pace_of(user, kind), zone=user.time_zone, quiet=quiet, now=timezone.now())


def wants_mail(user, kind: str) -> bool:
    """Of a kind that is a mail of its own."""
    return pace_of(user, kind) != Pace.NEVER


def pace_of(user, kind: str) -> Pace:
    chosen = NoticeChoice.objects.filter(user=user, kind=kind).values_list("pace", flat=True).first()
    return Pace(chosen or kind_named(kind).pace)
