"""Challenges in a room: raised, upvoted and answered there; and what hosts do with them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from events.actions import adoptions, merging
from events.actions import challenges as actions
from events.forms.challenges import AdoptForm, AskToAdoptForm, MergeInRoomForm, RaiseForm
from events.models import Challenge
from events.roompage import RoomPage
from events.views.rooms import attempt, done, for_leaders, for_those_inside, refuse_form


def shown(page: RoomPage, challenge: int) -> Challenge:
    return get_object_or_404(page.room.event.challenges.shown(), pk=challenge)


@for_those_inside
def raise_here(request, page):
    form = RaiseForm(request.POST, auto_id="raise_%s")
    if form.perform(actions.raise_in, page.room, by=page.seat):
        return done(request, page, "challenges")
    return refuse_form(request, page, "raise", form)


@for_those_inside
def vote(request, page, challenge):
    found = shown(page, challenge)
    is_up = request.POST.get("vote") != "back"
    return attempt(request, page, "challenges", actions.vote_in, page.room, found, by=page.seat, is_up=is_up)


@for_those_inside
def answer(request, page, challenge):
    """By whoever was asked to by a host, or decides anyway."""
    found = shown(page, challenge)
    form = AdoptForm(request.POST, auto_id=f"adopt-{found.pk}-%s")
    if form.perform(adoptions.adopt, found, who=page.who):
        return done(request, page, "challenges")
    return refuse_form(request, page, f"adopt-{found.pk}", form)


@for_leaders
def hide(request, page, challenge):
    return attempt(request, page, "challenges", actions.hide, shown(page, challenge))


@for_leaders
def lead(request, page):
    """Merge two, or ask somebody who makes one theirs for their words."""
    if request.POST.get("do") == "merge":
        form, act = MergeInRoomForm(request.POST, others=page.open_challenges), merging.merge
    else:
        form, act = AskToAdoptForm(request.POST, others=page.open_challenges, seats=page.room.event.registrations.coming()), adoptions.ask_to_adopt
    return done(request, page, "challenges") if form.perform(act) else refuse_form(request, page, "lead", form)
