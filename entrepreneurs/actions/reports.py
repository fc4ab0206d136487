"""What people do when something is wrong between them: they report it to moderators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import reportable
from entrepreneurs.actions import connections, conversations
from entrepreneurs.actions.attachments import quote_files, quote_photo
from entrepreneurs.models import Block, Connection, Conversation, Message, Participant, Profile, Quote, Report, User
from entrepreneurs.models.conversations import MOST_TEXT
from hub import limits

AROUND = 5  # messages before what was reported, and as many after it
REPORTS_A_DAY = 20
QUOTES_KEPT = timedelta(days=90)
REPORTS_KEPT = timedelta(days=730)


class CannotBeReported(ValidationError):
    """Nobody reports what they said themselves, or what nobody says any more."""


class TooMany(ValidationError):
    """So many reports in a day are not read by anybody."""

    def __init__(self):
        super().__init__(
            _("You have reported %(number)d times today. Go on tomorrow; what you have sent is being looked at.") % {"number": REPORTS_A_DAY}
        )


@transaction.atomic
def report_message(message: Message, *, reporter: User, blocks: bool, **facts: Any) -> Report:
    """Report a message that `reporter` may read. The same message reported again is the report already there."""
    message = conversations.held(message)
    if message.author_id in {None, reporter.pk}:
        raise CannotBeReported(_("This cannot be reported."))
    report = make(reporter, person=message.author, message=message, **facts)
    if not report.quotes.exists():
        copies = Quote.objects.bulk_create(quotes(message, reporter=reporter, report=report))
        quote_files(next(copy for copy in copies if copy.place == Quote.Place.REPORTED), message)
    return end(report, reporter=reporter, blocks=blocks)


@transaction.atomic
def report_request(connection: Connection, *, reporter: User, blocks: bool, **facts: Any) -> Report:
    """Report what somebody wrote when they asked `reporter` to be connected."""
    if connection.asked_id != reporter.pk:
        raise CannotBeReported(_("This cannot be reported."))
    report = make(reporter, person=connection.asker, connection=connection, **facts)
    if not report.quotes.exists():
        said = {"author": connection.asker, "body": connection.message, "language": connection.language, "said_at": connection.asked_at}
        Quote.objects.create(report=report, place=Quote.Place.REPORTED, **said)
    return end(report, reporter=reporter, blocks=blocks)


@transaction.atomic
def report_profile(profile: Profile, *, reporter: User, blocks: bool, **facts: Any) -> Report:
    """Report what somebody tells of themselves. Once such a report is closed, another can be made: the profile may say something else by then."""
    if profile.user_id == reporter.pk:
        raise CannotBeReported(_("This cannot be reported."))
    report = make(reporter, person=profile.user, profile=profile, closed_at=None, **facts)
    if not report.quotes.exists():
        said = {"author": profile.user, "body": profile.text[:MOST_TEXT], "language": profile.language, "said_at": profile.changed_at}
        quote_photo(Quote.objects.create(report=report, place=Quote.Place.REPORTED, **said), profile)
    return end(report, reporter=reporter, blocks=blocks)


@transaction.atomic
def report_said(said: Model, *, kind: reportable.Kind, reporter: User, blocks: bool, **facts: Any) -> Report:
    """Report what somebody said in an app above, which `reporter` reads there."""
    if said.author_id in {None, reporter.pk}:
        raise CannotBeReported(_("This cannot be reported."))
    report = make(reporter, person=said.author, about=kind.key(said), **facts)
    if not report.quotes.exists():
        copied = {"author": said.author, "body": said.body[:MOST_TEXT], "language": said.language, "said_at": said.said_at}
        Quote.objects.create(report=report, place=Quote.Place.REPORTED, **copied)
    return end(report, reporter=reporter, blocks=blocks)


def make(reporter: User, *, person: User, reason: str, text: str, language: str, **about: Any) -> Report:
    """The report, new or as it was made before; only a new one counts against the day's number."""
    if found := Report.objects.made_by(reporter).filter(**about).first():
        return found
    limits.spend(f"reports-of-{reporter.pk}", most=REPORTS_A_DAY, seconds=24 * 60 * 60, refusal=TooMany)
    try:
        with transaction.atomic():
            return Report.objects.create(reporter=reporter, person=person, reason=reason, text=text, language=language, **about)
    except IntegrityError:  # sent twice at once: the other was first
        return Report.objects.made_by(reporter).get(**about)


def end(report: Report, *, reporter: User, blocks: bool) -> Report:
    if blocks and report.person:
        connections.block(reporter, blocked=report.person)
    return report


def quotes(message: Message, *, reporter: User, report: Report) -> Iterable[Quote]:
    """The message, what it said before, and what stands around it, in order: of that, what the reporter may read, and is not taken back."""
    around = readable(message.conversation, reporter).exclude(pk=message.pk).filter(deleted_at=None).exclude(author=None)
    before, after = around.filter(seq__lt=message.seq).order_by("-seq")[:AROUND], around.filter(seq__gt=message.seq).order_by("seq")[:AROUND]
    for one in reversed(before):
        yield quote(one, report=report, place=Quote.Place.AROUND)
    for version in message.versions.all():
        yield quote(message, report=report, place=Quote.Place.EARLIER, body=version.body)
    yield quote(message, report=report, place=Quote.Place.REPORTED)
    for one in after:
        yield quote(one, report=report, place=Quote.Place.AROUND)


def quote(message: Message, *, report: Report, **facts: Any) -> Quote:
    said = {"author_id": message.author_id, "body": message.body, "language": message.language, "said_at": message.created_at}
    return Quote(report=report, **said | facts)


def readable(conversation: Conversation, user: User):
    mine = Participant.objects.present().get(conversation=conversation, user=user)
    return Message.objects.visible_to(mine, hides=Block.objects.hidden_from(user))


def forget_reports() -> None:
    """Ninety days after a report was closed the copies in it go, and after two years the report and what was decided."""
    now = timezone.now()
    Quote.objects.filter(report__closed_at__lt=now - QUOTES_KEPT).delete()
    Report.objects.filter(closed_at__lt=now - REPORTS_KEPT).delete()
