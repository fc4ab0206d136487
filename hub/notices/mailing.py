"""Notices by mail: one mail for everything that is due, of what is still new in the moment it is written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from hub import mail
from hub.models import Notice
from hub.notices.kinds import kinds, tell

logger = logging.getLogger(__name__)
SALT = "stop notices"


def send_due(now: datetime | None = None) -> int:
    """Mail what is due; how many mails were queued. One reader's trouble holds up nobody else's mail."""
    now = now or timezone.now()
    for kind in kinds():
        kind.gather(None)
    readers = get_user_model().objects.filter(pk__in=Notice.objects.due(now).values("recipient"))
    return sum(mail_safely(reader, now) for reader in readers.iterator())


def mail_safely(reader, now: datetime) -> bool:
    try:
        return mail_to(reader, now)
    except Exception:
        logger.exception("The notices of user %s could not be mailed; they are tried again", reader.pk)
        return False


@transaction.atomic
def mail_to(reader, now: datetime) -> bool:
    """Whether there was something to mail. The mail is queued in the same transaction that remembers it, so it is queued once."""
    due = list(Notice.objects.select_for_update(no_key=True).due(now).filter(recipient=reader))
    with translation.override(mail.spoken(reader.language)):
        told = tell(reader, due) if reader.is_active else {}
    Notice.objects.filter(pk__in=[notice.pk for notice in due if notice not in told]).update(read_at=now)
    if told:
        post(reader, list(told.values()), kinds_of=sorted({notice.kind for notice in told}))
        Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mailed_at=now)
    return bool(told)


def post(reader, lines: list, *, kinds_of: Iterable[str]) -> None:
    stop = stop_address(reader, kinds_of)
    subject, body = mail.render("notices", language=reader.language, user=reader, lines=lines, stop=stop)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail.post("notices", subject=subject, body=body, to=reader.email, language=reader.language, headers=headers)


def stop_address(reader, names: Iterable[str]) -> str:
    """Where these kinds of mail are stopped, without signing in: RFC 8058."""
    token = signing.dumps({"user": reader.pk, "kinds": list(names)}, salt=SALT)
    with translation.override(mail.spoken(reader.language)):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("me:stop_notices", args=[token])


def read_stop(token: str) -> tuple[int, list[str]] | None:
    """Whose mail is to be stopped, and which kinds; None for what we have not written."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return said["user"], said["kinds"]
