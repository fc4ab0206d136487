"""Tables that hosts take home of an event. What was anonymous in the room is anonymous here: no row of it leads to anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from events.feedback import WORTH, rated, shown
from events.models import Adoption, Challenge, Event, EventFeedback, Group, Poll, Question, Registration, RoomMessage, ThemeProposal, Vote


class Table(NamedTuple):
    header: list[str]
    rows: list[list]


def moment(when: datetime | None, event: Event) -> str:
    """On the event's clock, as spreadsheets read it."""
    return f"{when.astimezone(event.clock):%Y-%m-%d %H:%M}" if when else ""


def name_of(seat: Registration | None) -> str:
    return seat.shown_name if seat else ""


# Who comes


def seats_of(event: Event):
    found = event.registrations.exclude(role="host").select_related("user", "guest").prefetch_related("answers__asked")
    return found.order_by("waiting_since", "made_at", "pk")


def people(event: Event) -> Table:
    asked = list(event.asked.all())
    about = [_("Name"), _("E-mail address"), _("Organisation"), _("State"), _("Role"), _("Language"), _("Was there")]
    return Table([*about, *(str(one.text) for one in asked)], [seat_cells(seat, asked) for seat in seats_of(event)])


def seat_cells(seat: Registration, asked: list) -> list[str]:
    """Of a user, no address: they have not given it to the hosts."""
    guest, answers = seat.guest, {answer.asked_id: answer.text for answer in seat.answers.all()}
    told = [seat.shown_name, guest.email if guest else "", guest.organisation if guest else ""]
    there = _("Yes") if seat.entered_at else ""
    return [*told, seat.get_state_display(), seat.get_role_display(), seat.language, there, *(answers.get(one.pk, "") for one in asked)]


# What happened in the room


def messages(event: Event) -> Table:
    """What is still there of what was said."""
    found = RoomMessage.objects.filter(room=event.pk, removed_at=None).select_related("by__user", "by__guest")
    rows = [[moment(one.created_at, event), name_of(one.by), one.language, one.body] for one in found]
    return Table([_("When"), _("Name"), _("Language"), _("Text")], rows)


def questions(event: Event) -> Table:
    """By how many would like to hear the answer, so that the order does not tell when an anonymous one was asked."""
    found = Question.objects.filter(room=event.pk).with_votes().order_by("-votes", "body", "pk")
    rows = [
        [one.body, one.language, "" if one.is_anonymous else name_of(one.by), one.votes, one.get_state_display(), one.answer, one.answer_language]
        for one in found
    ]
    asked = [_("Question"), _("Language"), _("Name"), _("Votes")]
    return Table([*asked, _("State"), pgettext("a noun", "Answer"), _("Language of the answer")], rows)


def polls(event: Event) -> Table:
    """Options with their counts, then texts; an open vote has a name, an anonymous one is in no order that tells when it came."""
    open_votes = Prefetch("votes", Vote.objects.select_related("by__user", "by__guest", "option", "group"))
    found = event.polls.out().prefetch_related("options", "groups", "ballots__group", "hallvotes__group", open_votes)
    header = [_("Poll"), _("Kind"), _("Anonymous"), pgettext("a noun", "Answer"), _("Language"), _("Heading"), _("Votes"), _("Name")]
    return Table(header, [row for poll in found for row in poll_rows(poll)])


def poll_rows(poll: Poll) -> Iterator[list]:
    about = [str(poll.title), poll.get_kind_display(), _("Yes") if poll.is_anonymous else _("No")]
    for answer in [*option_rows(poll), *text_rows(poll), *vote_rows(poll)]:
        yield about + answer


def option_rows(poll: Poll) -> list[list]:
    """Hands in the hall are counted with the others. From what is fetched for all polls at once."""
    chosen = Counter(row.option_id for row in (poll.ballots.all() if poll.is_anonymous else poll.votes.all()))
    chosen.update({row.option_id: row.count for row in poll.hallvotes.all()})
    return [[option.title.text, option.title.language, "", chosen[option.pk], ""] for option in poll.options.all()]


def text_rows(poll: Poll) -> list[list]:
    """Texts that have no name: of an anonymous poll, and from the hall."""
    found = [(row, 1) for row in poll.ballots.all()] + [(row, row.count) for row in poll.hallvotes.all()]
    return sorted([row.text, row.language, row.group.title if row.group else "", number, ""] for row, number in found if row.text)


def vote_rows(poll: Poll) -> list[list]:
    """Who answered what, where everybody knew that it was not anonymous."""
    if poll.is_anonymous:
        return []
    said = [(vote.option.title if vote.option else (vote.text, vote.language), vote) for vote in poll.votes.all()]
    return [[text, language, vote.group.title if vote.group else "", 1, name_of(vote.by)] for (text, language), vote in said]


# What came of it


def feedback(event: Event) -> Table:
    """Without names: words by month, steps as counts, and those only where enough have answered."""
    told = EventFeedback.objects.filter(event=event).order_by("helped", "missing")
    counts = [[_("Was it worth their time?"), WORTH[step], get_language(), "", shown(number)] for step, number in rated(event).items()]
    words = [
        [label, text, one.language, date_format(one.given_at, "YEAR_MONTH_FORMAT"), ""]
        for one in told
        for label, text in ((_("What helped"), one.helped), (_("What was missing"), one.missing))
        if text
    ]
    return Table([_("What"), _("Text"), _("Language"), _("Month"), _("How many")], counts + sorted(words))


def notes(event: Event) -> Table:
    return Table([_("Question"), _("Text"), _("Language")], [[one.question, one.text, one.language] for one in event.notes.all()])


def themes(event: Event) -> Table:
    """What was proposed after it, without who did."""
    found = ThemeProposal.objects.shown().filter(event=event).with_votes()
    rows = [[one.title, one.why, one.language, one.votes, one.get_state_display()] for one in found]
    return Table([_("Theme"), _("Why"), _("Language"), _("Votes"), _("State")], rows)


def groups(event: Event) -> Table:
    """What belongs to all who were in a group; who was, is not in it."""
    found = Group.objects.filter(round__event=event).select_related("round").order_by("round", "number")
    rows = [[str(group.round.title), group.number, str(group.title or ""), group.note, group.report, group.report_language] for group in found]
    return Table([_("Round"), _("Group"), _("Theme"), _("Note"), _("Report"), _("Language")], rows)


def challenges(event: Event) -> Table:
    """A line for each, and one for each answer and each step of its plan."""
    header = [_("Challenge"), _("Votes"), _("State"), _("Kind"), _("Who"), _("What"), _("By when"), _("Language")]
    answers = Prefetch("adoptions", Adoption.objects.answered())
    found = event.challenges.shown().with_votes().sorted().prefetch_related(answers, "steps")
    return Table(header, [row for challenge in found for row in challenge_rows(challenge)])


def challenge_rows(challenge: Challenge) -> Iterator[list]:
    about = [challenge.title, challenge.votes, challenge.get_state_display()]
    yield [*about, _("Challenge"), challenge.shown_name, challenge.body, "", challenge.language]
    for one in challenge.adoptions.all():
        yield [*about, pgettext("a noun", "Answer"), ", ".join(filter(None, [one.name, one.organisation])), one.text, "", one.language]
    for step in challenge.steps.all():
        yield [*about, step.get_state_display(), step.who, step.what, f"{step.due:%Y-%m-%d}", step.language]
