"""Challenges on screen: the board, the page of one, and the forms by which something comes of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.views.conversations import number
from events.actions import adoptions, merging, rooms
from events.actions import challenges as actions
from events.board import Board, ChallengePage
from events.forms.challenges import AdoptForm, BoardForm, MergeForm, NoteForm, RaiseForm, RaiseOnBoardForm, VentureForm
from events.guests import is_known, keys_in, who_asks
from events.models import Challenge, Event, Registration
from events.models.challenges import whose
from hub import notices
from hub.pagecache import for_all_visitors


def visible(request):
    return Challenge.objects.visible_to(who_asks(request), keys=keys_in(request))


def board(request):
    form = BoardForm(request.GET)
    found = Board(who_asks(request), chosen=form.chosen(), number=number(request.GET.get("page")) or 1)
    context = {"form": form, "listing": found, "canonical": request.path}
    return for_all_visitors(request, render(request, "events/challenges/board.html", context))


def challenge(request, pk):
    """One that has become part of another leads there."""
    who = who_asks(request)
    found = visible(request).with_votes().with_vote_of(who).with_reach().filter(pk=pk).first()
    if found is None:
        return redirect(get_object_or_404(visible(request), parts=pk))
    close_notices(found, who)
    page = ChallengePage(found, who, seen=Event.objects.visible_to(who, keys=keys_in(request)))
    context = {"challenge": found, "page_of": page, "note_form": NoteForm(auto_id="note_%s")}
    context |= {"canonical": request.path if found.is_listed else "", "is_hidden": not found.is_listed}
    response = render(request, "events/challenges/challenge.html", context)
    return for_all_visitors(request, response) if found.is_listed else response


def close_notices(found: Challenge, who) -> None:
    """Whoever raised it sees here what they were told of."""
    if who.is_authenticated and found.user_id == who.pk:
        for kind in ("challenge_adopted", "challenge_taken_up"):
            notices.close(who, kind, about=f"challenge:{found.pk}")


def show_form(request, form, **context) -> HttpResponse:
    context |= {"form": form}
    return render(request, "events/challenges/form.html", context, status=422 if form.errors else 200)


def refuse(request, refusal: ValidationError) -> None:
    messages.error(request, " ".join(refusal.messages))


# Raising


@login_required
def raise_on_board(request):
    form = RaiseOnBoardForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.raise_challenge, request.user):
        messages.success(request, _("It stands on the board. You are told when somebody answers it or takes it up."))
        return redirect(form.result)
    lead = _("Others who have it too can say so. The more do, the harder it is to leave it unanswered. Everybody can read it, with your name.")
    return show_form(request, form, title=_("Raise a challenge"), lead=lead, button=_("Put it on the board"), back=reverse("events:challenges"))


def raise_before(request, pk):
    """For those who have a seat at an event, and its hosts."""
    who = who_asks(request)
    if not is_known(who):
        return redirect_to_login(request.get_full_path())
    event = get_object_or_404(Event.objects.visible_to(who, keys=keys_in(request)).prefetch_related("texts"), pk=pk)
    seat = Registration.objects.of(who).coming().filter(event=event).first()
    if not (seat or Event.objects.hosted_by(who).filter(pk=event.pk).exists()):
        raise Http404
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.raise_before, event, by=seat or rooms.host_seat(event, who)):
        return redirect(form.result)
    lead = _("The hosts read it before the meeting, and others who come can say that they have it too.")
    return show_form(request, form, title=_("Raise a challenge"), lead=lead, button=_("Raise it"), event=event, back=event.get_absolute_url())


# What becomes of it


@login_required
@require_POST
def vote(request, pk):
    found = get_object_or_404(visible(request), pk=pk)
    try:
        actions.vote(found, by=request.user, is_up=request.POST.get("vote") != "back")
    except ValidationError as refusal:
        refuse(request, refusal)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else found)


def answer(request, pk):
    """For those who decide, and those whom a host has asked, guests among them."""
    who = who_asks(request)
    if not is_known(who):
        return redirect_to_login(request.get_full_path())
    found = get_object_or_404(visible(request), pk=pk)
    mine = found.adoptions.filter(whose(who)).first()
    if "take_back" in request.POST and mine:
        adoptions.take_back(mine)
        return redirect(found)
    if not adoptions.may_adopt(found, who):
        return render_not_deciding(request, found)
    form = AdoptForm(request.POST or None, initial=initial_answer(mine, who))
    if request.method == "POST" and form.perform(adoptions.adopt, found, who=who):
        return redirect(found)
    lead = _("Your answer stands below the challenge in public. Say what you can promise, and no more.")
    facts = {"title": _("Answer this challenge"), "button": _("Answer in public"), "takes_back": mine and mine.answered_at}
    return show_form(request, form, lead=lead, challenge=found, back=found.get_absolute_url(), **facts)


def initial_answer(mine, who) -> dict[str, str]:
    if mine and mine.answered_at:
        return {name: getattr(mine, name) for name in ("name", "organisation", "text", "language")}
    return {"name": who.name, "organisation": getattr(who, "organisation", "")}


def render_not_deciding(request, found: Challenge) -> HttpResponse:
    messages.error(request, _("Those who decide for a community answer here. If you are one of them, say so in your profile."))
    return redirect(found)


@login_required
def venture(request, pk):
    """Take it up, change what one says of it, or give it up."""
    found = get_object_or_404(visible(request), pk=pk)
    mine = found.ventures.filter(user=request.user).first()
    if "take_back" in request.POST and mine:
        adoptions.give_up(mine)
        return redirect(found)
    initial = {name: getattr(mine, name) for name in ("title", "text", "address", "language")} if mine else None
    form = VentureForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(adoptions.take_up, found, user=request.user):
        return redirect(found)
    lead = _("Say what you want to try. It stands below the challenge with your name, and you note there how it goes.")
    facts = {"title": _("Take it up as a venture"), "button": _("Take it up"), "takes_back": mine}
    return show_form(request, form, lead=lead, challenge=found, back=found.get_absolute_url(), **facts)


@login_required
@require_POST
def note(request, pk):
    """How one's own venture goes."""
    found = get_object_or_404(visible(request), pk=pk)
    mine = get_object_or_404(found.ventures.select_related("user", "challenge"), user=request.user)
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.perform(adoptions.note_progress, mine):
        return redirect(found.get_absolute_url() + f"#venture-{mine.pk}")
    return show_form(request, form, title=_("How does it go?"), button=_("Note it"), challenge=found, back=found.get_absolute_url())


# What hosts and moderators decide


def led(request, pk) -> Challenge:
    return get_object_or_404(Challenge.objects.led_by(request.user).filter(merged_into=None), pk=pk)


@login_required
def merge(request, pk):
    found = led(request, pk)
    form = MergeForm(request.POST or None, others=merging.mergeable_with(found, Challenge.objects.led_by(request.user)).order_by("-pk"))
    if request.method == "POST" and form.perform(merging.merge, found):
        return redirect(form.result)
    lead = _("Votes, answers, ventures and the plan move to the other one. This cannot be undone.")
    facts = {"title": _("Merge it into another"), "button": _("Merge them"), "is_hard": True}
    return show_form(request, form, lead=lead, challenge=found, back=found.get_absolute_url(), **facts)


DECISIONS = {
    "hide": actions.hide,
    "close": actions.close,
    "open": actions.open_again,
    "publish": lambda found: actions.make_public(found, is_public=True),
    "unpublish": lambda found: actions.make_public(found, is_public=False),
}


@login_required
@require_POST
def lead(request, pk):
    found = led(request, pk)
    if decide := DECISIONS.get(request.POST.get("do")):
        decide(found)
    return redirect(found)
