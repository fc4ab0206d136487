"""The draft of a recap: put together from what happened, in the event's own language, for its hosts to go over.

Nobody is named who has not stood in public there: speakers are, those who asked or wrote in the chat are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from events.counts import counted
from events.markdown import plain
from events.models import Adoption, Event, Group, PlanStep, Poll, Presence, Question, Registration
from hub import mail
from hub.suppression import FEWEST

MOST_OPEN = 10


def draft(event: Event) -> str:
    """Its sections, those without anything left out."""
    with translation.override(mail.spoken(event.language)):
        sections = [(title(), list(lines(event))) for title, lines in SECTIONS]
    return "\n\n".join("\n".join([f"## {title}", "", *lines]) for title, lines in sections if lines) + "\n"


def about(event: Event) -> Iterator[str]:
    if lead := event.texts.get(language=event.language).lead:
        yield plain(lead)


def order(event: Event) -> Iterator[str]:
    for item in event.items.select_related("speaker"):
        speaker = item.speaker if item.speaker and item.speaker.standing == "confirmed" else None
        yield f"- {plain(str(item.title))}" + (f" ({plain(speaker.name)})" if speaker else "")


def answered(event: Event) -> Iterator[str]:
    for question in asked(event).filter(state=Question.State.ANSWERED).exclude(answer=""):
        yield f"- **{plain(question.body)}**  \n  {plain(question.answer)}"


def still_open(event: Event) -> Iterator[str]:
    for question in asked(event).filter(state=Question.State.OPEN)[:MOST_OPEN]:
        yield f"- {plain(question.body)}"


def asked(event: Event):
    return Question.objects.filter(room=event.pk).with_votes().sorted()


def polls(event: Event) -> Iterator[str]:
    """Those whose count the hosts have shown; of free texts, the headings they stand under."""
    for poll in event.polls.exclude(shown_at=None).prefetch_related("options", "groups"):
        count = counted(poll)
        yield f"- **{plain(str(poll.title))}** " + (told(count.voted) if count.voted >= FEWEST else _("(fewer than five answered)"))
        if count.voted >= FEWEST:
            yield from choices(poll, count)


def told(voted: int) -> str:
    return ngettext("(%(number)d answer)", "(%(number)d answers)", voted) % {"number": voted}


def choices(poll: Poll, count) -> Iterator[str]:
    for option in poll.options.all():
        yield f"  - {plain(str(option.title))}: {count.options.get(option.pk, 0)}"
    for group in poll.groups.all():
        yield f"  - {plain(group.title)}: {count.groups.get(group.pk, 0)}"


def groups(event: Event) -> Iterator[str]:
    """What the groups reported, in their own language."""
    for group in Group.objects.filter(round__event=event).exclude(report="").order_by("round", "number").select_related("round"):
        yield f"- **{plain(str(group.title or _('Group %(number)d') % {'number': group.number}))}:** {plain(group.report)}"


def challenges(event: Event) -> Iterator[str]:
    """Each with what was answered, by those who chose to be named."""
    answers = Prefetch("adoptions", Adoption.objects.answered())
    for challenge in event.challenges.shown().with_votes().sorted().prefetch_related(answers):
        yield f"- **{plain(challenge.title)}**"
        for adoption in challenge.adoptions.all():
            yield f"  - {plain(', '.join(filter(None, [adoption.name, adoption.organisation])))}: {plain(adoption.text)}"


def commitments(event: Event) -> Iterator[str]:
    """Steps of action plans: what, who, by when."""
    for step in PlanStep.objects.filter(challenge__in=event.challenges.shown()).order_by("due", "pk"):
        yield f"- {step.due:%Y-%m-%d}: {plain(step.what)}" + (f" ({plain(step.who)})" if step.who else "")


def who_was_there(event: Event) -> Iterator[str]:
    """In numbers; countries by name alone where at least five came from them, so that no difference tells of the others."""
    seats = Presence.objects.filter(room=event.pk).exclude(registration__role=Registration.Role.HOST)
    number = seats.count()
    if not number:
        return
    yield (
        ngettext("%(number)d person was there.", "%(number)d people were there.", number) % {"number": number}
        if number >= FEWEST
        else _("Fewer than five people were there.")
    )
    by_country = Counter(seats.exclude(registration__user__country="").values_list("registration__user__country", flat=True))
    if names := sorted(str(countries.name(code)) for code, many in by_country.items() if code and many >= FEWEST):
        yield _("They came from %(countries)s, among others.") % {"countries": ", ".join(names)}


SECTIONS: list[tuple[Callable[[], str], Callable[[Event], Iterator[str]]]] = [
    (lambda: _("What it was about"), about),
    (lambda: _("Running order"), order),
    (lambda: _("Questions and answers"), answered),
    (lambda: _("Still open"), still_open),
    (lambda: _("Polls"), polls),
    (lambda: _("What the groups report"), groups),
    (lambda: _("Challenges"), challenges),
    (lambda: _("Who does what, and by when"), commitments),
    (lambda: _("Who was there"), who_was_there),
]
