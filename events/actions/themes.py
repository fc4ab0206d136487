"""Themes that people propose and would come to, and the events that are made of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from events import letters
from events.models import Event, Guest, Reach, ThemeProposal, ThemeVote
from hub import limits, notices, pagecache

PROPOSALS_A_DAY = 10


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have proposed many themes today. Go on tomorrow."))


class NotOpen(ValidationError):
    """An event is made of it already, or moderators have hidden it."""


@transaction.atomic
def propose(who: User | Guest, *, title: str, why: str, language: str, event: Event | None = None) -> ThemeProposal:
    """By a user or a guest, who would come to it. `event` is the one after which they thought of it."""
    if not isinstance(who, Guest):
        require_voice(who)
    limits.spend(f"themes-of-{who._meta.model_name}-{who.pk}", most=PROPOSALS_A_DAY, seconds=24 * 3600, refusal=TooMany)
    proposal = ThemeProposal.objects.create(title=title, why=why, language=language, event=event, **known_as(who))
    ThemeVote.objects.create(proposal=proposal, **known_as(who))
    transaction.on_commit(pagecache.forget)
    return proposal


def known_as(who: User | Guest) -> dict[str, User | Guest]:
    return {"guest": who} if isinstance(who, Guest) else {"user": who}


@transaction.atomic
def want(proposal: ThemeProposal, *, who: User | Guest) -> None:
    """Somebody would come to it. Said again, it counts once."""
    require_open(proposal)
    ThemeVote.objects.get_or_create(proposal=proposal, **known_as(who))
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def want_no_more(proposal: ThemeProposal, *, who: User | Guest) -> None:
    ThemeVote.objects.of(who).filter(proposal=proposal).delete()
    transaction.on_commit(pagecache.forget)


def require_open(proposal: ThemeProposal) -> ThemeProposal:
    """As it is now, held until the transaction ends."""
    proposal = ThemeProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if not proposal.is_open:
        raise NotOpen(_("This theme is not open any more."))
    return proposal


@transaction.atomic
def hide(proposal: ThemeProposal) -> None:
    """By moderators."""
    ThemeProposal.objects.filter(pk=proposal.pk).update(state=ThemeProposal.State.CLOSED)
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def let_go(proposals: Iterable[ThemeProposal]) -> None:
    """Of those who take theirs back, or erase everything: what nobody else wants goes; of the rest the title stays, and is nobody's."""
    for proposal in proposals:
        own = Q(user=proposal.user_id) if proposal.user_id else Q(guest=proposal.guest_id)
        proposal.upvotes.filter(own).delete()
        if proposal.upvotes.exists():
            ThemeProposal.objects.filter(pk=proposal.pk).update(user=None, guest=None, why="", event=None)
        else:
            proposal.delete()
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def hand_over(guest: Guest, user: User) -> None:
    """What a guest proposed and wanted is the user's, who wants each theme once."""
    guest.theme_votes.filter(proposal__in=user.theme_votes.values("proposal")).delete()
    guest.theme_votes.update(guest=None, user=user)
    guest.theme_proposals.update(guest=None, user=user)


# An event of it


@transaction.atomic
def take(proposal: ThemeProposal, *, event: Event) -> None:
    """An event is made of it; nobody else makes another."""
    proposal = require_open(proposal)
    proposal.state, proposal.taken_as = ThemeProposal.State.TAKEN, event
    proposal.save(update_fields=["state", "taken_as"])
    transaction.on_commit(pagecache.forget)


def reopen(event: Event) -> None:
    """The draft that was made of them goes: they are open again."""
    event.taken_themes.filter(state=ThemeProposal.State.TAKEN).update(state=ThemeProposal.State.OPEN, taken_as=None)


def tell_askers(event: Event) -> None:
    """Those who proposed or wanted its theme, the first time that it is published; of one by invitation, only who may see it is told."""
    askers = Q(theme_votes__proposal__taken_as=event) | Q(theme_proposals__taken_as=event)
    for user in User.objects.filter(askers).exclude(hosting__event=event).distinct():
        notices.give(user, "event_theme", about=f"event:{event.pk}")
    if event.reach == Reach.EVERYONE:
        for guest in Guest.objects.filter(askers).distinct():
            letters.send_news(guest, "theme", event=event)
