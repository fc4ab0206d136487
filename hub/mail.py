"""Mail: the one way to send it. Plain text in the reader's language, with a copy on the hub, because spam folders eat mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from hub import languages
from hub.models import Letter
from hub.tasks import deliver

# The kinds of mail of which no copy is kept: those that carry a code, or a link that lets its reader in or on, the farewell, and notices, which
# have a page of their own.
# Ours are named as in templates/mail/, allauth's by its template prefixes.
NEVER_COPIED = frozenset(
    {
        "account/email/account_already_exists",
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
        "account/email/login_code",
        "account/email/password_reset_code",
        "account/email/password_reset_key",
        "account/email/unknown_account",
        "goodbye",
        "notices",
        "organisation_invitation",
        "story_consent",
    }
)


def send(kind: str, user, *, language: str | None = None, **context: Any) -> None:
    """Send templates/mail/`kind` to `user`, in their language unless another is named."""
    language = language or user.language
    subject, body = render(kind, language=language, user=user, **context)
    post(kind, subject=subject, body=body, to=user.email, language=language, recipient=user)


def render(kind: str, *, language: str, **context: Any) -> tuple[str, str]:
    """Subject and body. Addresses in them are whole: `site` is the hub's own, without a slash at its end."""
    with translation.override(spoken(language)):
        context = {"site": settings.WAGTAILADMIN_BASE_URL.rstrip("/"), "language": spoken(language)} | context
        subject = render_to_string(f"mail/{kind}.subject.txt", context)
        return " ".join(subject.split()), render_to_string(f"mail/{kind}.txt", context).strip() + "\n"


def post(kind: str, *, subject: str, body: str, to: str, language: str, recipient=None, headers: dict[str, str] | None = None) -> Letter | None:
    """Queue a mail that is written already; the recipient's copy, if the kind is one of which a copy is kept."""
    letter = None
    if recipient and kind not in NEVER_COPIED:
        letter = Letter.objects.create(recipient=recipient, subject=subject[:200], body=body, language=spoken(language))
    deliver.enqueue(subject=subject, body=body, to=to, headers=headers or {})
    return letter


def say_goodbye(kind: str, *, to: str, language: str, **context: Any) -> None:
    """Send at once to somebody who is no longer here: nothing is queued, and nothing kept. Undelivered, it is not tried again."""
    subject, body = render(kind, language=language, **context)
    EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send(fail_silently=True)


def spoken(language: str) -> str:
    """The offered language that serves a reader of `language` best."""
    return languages.nearest(language, {code for code, _name in settings.LANGUAGES})
