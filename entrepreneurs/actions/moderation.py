"""What moderators do about reports. Each act is one decision, with its reason, that is never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import reportable
from entrepreneurs.actions import connections, conversations, profiles, silences
from entrepreneurs.models import Decision, Report, Silence, User
from entrepreneurs.models.reports import Outcome
from hub import mail

SILENT_FOR = timedelta(days=7)
Kind = Decision.Kind


class NotTheirs(ValidationError):
    """Nobody decides about a report that they made, or that is about them; and only moderators decide."""


class NotPossible(ValidationError):
    """What was asked for makes no sense now: somebody else has been quicker, or there is nothing left to act on."""


@transaction.atomic
def decide(report: Report, *, by: User, kind: str, reason: str, closes: bool = False) -> Decision:
    """Do it, and keep that it was done. With `closes` the report is closed too, as a second decision."""
    report = locked(report, by=by)
    if kind not in possible(report):
        raise NotPossible(_("This is not possible any more. Load the page again: somebody may have been here in the meantime."))
    decision = Decision.objects.create(report=report, moderator=by, kind=kind, reason=reason)
    ACTS[kind](report)
    if closes and kind not in {Kind.DISMISS, Kind.CLOSE, Kind.REOPEN}:
        Decision.objects.create(report=report, moderator=by, kind=Kind.CLOSE, reason=reason)
        close(report, Outcome.ACTED)
    return decision


def locked(report: Report, *, by: User) -> Report:
    """The report, held until the transaction ends."""
    found = Report.objects.visible_to(by).select_for_update(no_key=True, of=["self"]).filter(pk=report.pk).first()
    if found is None:
        raise NotTheirs(_("Somebody else has to decide about this report."))
    return found


def possible(report: Report) -> list[str]:
    """What can be done about a report as it is now; a query or two."""
    if report.closed_at:
        return [Kind.REOPEN]
    removing = ([Kind.REMOVE] if report.is_removable else []) + ([Kind.HIDE] if report.is_hideable else [])
    about_them = [Kind.WARN, Kind.SILENCE_WEEK, Kind.SILENCE] if report.person else []
    allowing = [Kind.ALLOW] if Silence.objects.current().filter(user=report.person).exists() else []
    return [Kind.DISMISS, *removing, *about_them, *allowing, Kind.CLOSE]


def dismiss(report: Report) -> None:
    close(report, Outcome.DISMISSED)


def settle(report: Report) -> None:
    close(report, Outcome.ACTED)


def close(report: Report, outcome: str) -> None:
    """The reporter is told, in their language."""
    report.closed_at, report.outcome = timezone.now(), outcome
    report.save(update_fields=["closed_at", "outcome"])
    if report.reporter:
        mail.send("report_answered", report.reporter, report=report)


def reopen(report: Report) -> None:
    report.closed_at, report.outcome = None, ""
    report.save(update_fields=["closed_at", "outcome"])


def remove(report: Report) -> None:
    if report.message:
        conversations.remove_message(report.message)
    elif report.about:
        reportable.remove(report.about)
    else:
        connections.remove_request(report.connection)
    tell(report, "message_removed")


def hide(report: Report) -> None:
    profiles.hide(report.profile)
    tell(report, "profile_hidden")


def warn(report: Report) -> None:
    tell(report, "warned")


def silence_week(report: Report) -> None:
    silence = silences.silence(report.person, until=timezone.now() + SILENT_FOR)
    tell(report, "silenced", until=silence.until)


def silence_for_good(report: Report) -> None:
    silences.silence(report.person, until=None)
    tell(report, "silenced", until=None)


def allow(report: Report) -> None:
    silences.allow(report.person)
    tell(report, "allowed")


def tell(report: Report, kind: str, **facts) -> None:
    """A mail to the person whom the report is about. It says what is wrong, and nothing of who reported it."""
    if report.person:
        mail.send(kind, report.person, report=report, **facts)


ACTS: dict[str, Callable[[Report], None]] = {
    Kind.DISMISS: dismiss,
    Kind.REMOVE: remove,
    Kind.HIDE: hide,
    Kind.WARN: warn,
    Kind.SILENCE_WEEK: silence_week,
    Kind.SILENCE: silence_for_good,
    Kind.ALLOW: allow,
    Kind.CLOSE: settle,
    Kind.REOPEN: reopen,
}
