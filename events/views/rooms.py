"""A room on screen. Everything is written by HTTP; a page's script sends the same forms, and is answered in JSON."""

from __future__ import annotations

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from events.actions import chat, groups, hands
from events.actions import questions as asking
from events.actions import rooms as actions
from events.feeds import message_as_json
from events.forms.rooms import AnswerForm, AskForm, SayForm
from events.guests import is_known, who_asks
from events.models import Challenge, Hand, Item, Poll, Question, Room
from events.models.rooms import coarse, with_room_for
from events.pollpage import PollSeen
from events.roompage import RoomPage
from hub.forms import wants_json


def in_the_room(view):
    """The view is given the page of whoever may be in the event's room now, on their own clock; nobody else finds it."""

    @wraps(view)
    def wrapped(request, pk, **keys) -> HttpResponse:
        who = who_asks(request)
        if not is_known(who):
            return redirect_to_login(request.get_full_path())
        event = get_object_or_404(with_room_for(who), pk=pk)
        presence = actions.enter(event, who=who)
        if presence.room.is_forgotten:
            actions.settle(presence.room)
            presence.room.refresh_from_db()
        page = RoomPage(request, presence, presence.leads, who)
        with timezone.override(ZoneInfo(who.time_zone)):
            return view(request, page, **keys)

    return never_cache(wrapped)


def for_leaders(view):
    """What hosts and moderators alone do; for everybody else it is not there."""

    @in_the_room
    @wraps(view)
    def wrapped(request, page, **keys) -> HttpResponse:
        if not page.is_leader:
            raise Http404
        return view(request, page, **keys)

    return require_POST(wrapped)


def for_those_inside(view):
    """What is done in a room that has opened for whoever does it."""

    @in_the_room
    @wraps(view)
    def wrapped(request, page, **keys) -> HttpResponse:
        if not page.is_leader and not page.room.is_shown:
            raise Http404
        return view(request, page, **keys)

    return require_POST(wrapped)


def address(room: Room, part: str = "") -> str:
    return reverse("events:room", args=[room.pk]) + (f"#{part}" if part else "")


def show(request, page: RoomPage, *, status: int = 200) -> HttpResponse:
    page.seqs  # noqa: B018 (read first)
    return render(request, "events/room.html", {"inside": page}, status=status)


def done(request, page: RoomPage, part: str, **facts) -> HttpResponse:
    return JsonResponse(facts) if wants_json(request) else redirect(address(page.room, part))


def refuse(request, page: RoomPage, part: str, message: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": message}, status=422)
    page.error, page.refused = message, part
    return show(request, page, status=422)


def attempt(request, page: RoomPage, part: str, action, *args, **facts) -> HttpResponse:
    """Do it, and go back to that part of the page, or say there why not."""
    try:
        action(*args, **facts)
    except ValidationError as refusal:
        return refuse(request, page, part, " ".join(refusal.messages))
    return done(request, page, part)


def refuse_form(request, page: RoomPage, name: str, form) -> HttpResponse:
    page.forms[name] = form
    return refuse(request, page, name, " ".join(text for texts in form.errors.values() for text in texts))


@in_the_room
@require_GET
def room(request, page):
    """The whole page, or for its script one part of it."""
    if page.is_waiting:
        return render(request, "events/waiting.html", {"inside": page})
    if part := request.GET.get("part"):
        return show_part(request, page, part)
    come(page)
    return show(request, page)


def come(page: RoomPage) -> None:
    """Their page says that they are here; and if the hub has mixed groups that talk, they are in one."""
    actions.beat(page.presence)
    if any(round_.is_open and round_.is_mixed for round_ in page.now.rounds):
        groups.join_late(page.room, page.seat)


def show_part(request: HttpRequest, page: RoomPage, part: str) -> HttpResponse:
    """The hosts' side, for them; the groups; one challenge; or one poll."""
    if part == "groups" or (part == "hosts" and page.is_leader):
        return render(request, "events/room/hosts.html" if part == "hosts" else "events/room/rounds.html", {"inside": page})
    if part == "challenge":
        return render(request, "events/room/challenge.html", {"inside": page, "challenge": challenge_in(page, number(request.GET.get("challenge")))})
    return render(request, "events/room/poll.html", {"inside": page, "seen": poll_in(page, number(request.GET.get("poll")))})


def challenge_in(page: RoomPage, pk: int) -> Challenge:
    """One that the reader sees in the room."""
    found = next((one for one in page.challenges if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def poll_in(page: RoomPage, pk: int) -> PollSeen:
    """One that was put to the room."""
    found = next((seen for seen in page.polls if seen.poll.pk == pk and seen.poll.state != Poll.State.DRAFT), None)
    if found is None:
        raise Http404
    return found


# What everybody does


@for_those_inside
def say(request, page):
    form = SayForm(request.POST, auto_id="say_%s")
    if form.perform(chat.say, page.room, by=page.seat):
        return done(request, page, "chat", **message_as_json(form.result))
    return refuse_form(request, page, "say", form)


@for_those_inside
def ask(request, page):
    form = AskForm(request.POST, auto_id="ask_%s")
    if form.perform(asking.ask, page.room, by=page.seat):
        return done(request, page, "questions", is_held=form.result.state == Question.State.HELD)
    return refuse_form(request, page, "ask", form)


@for_those_inside
def vote(request, page, question):
    found = get_object_or_404(page.room.questions.shown(), pk=question)
    return attempt(request, page, "questions", asking.vote, found, by=page.seat, is_up=request.POST.get("vote") != "back")


@for_those_inside
def hand(request, page):
    action = hands.lower_hand if request.POST.get("hand") == "down" else hands.raise_hand
    return attempt(request, page, "hands", action, page.room, by=page.seat)


@for_those_inside
def here(request, page):
    """That somebody's page is open, and how many are here; and what they say of being named, and of their attendance."""
    if (is_named := request.POST.get("named")) is not None:
        actions.be_named(page.presence, is_named=is_named == "yes")
    if (may_record := request.POST.get("recorded")) is not None:
        actions.say_whether_recorded(page.presence, may_record=may_record == "yes")
    come(page)
    number, is_about = coarse(page.room.presences.here().count())
    return done(request, page, "here", number=number, about=is_about)


# What hosts do


@for_leaders
def lead(request, page):
    """Open, close, rehearse, go on, and let questions wait or not."""
    room, wish = page.room, request.POST.get("do")
    if wish == "item":
        item = get_object_or_404(Item.objects.filter(event=room.pk), pk=number(request.POST.get("item")))
        return attempt(request, page, "lead", actions.show_item, room, item=item)
    if wish in {"hold", "release"}:
        return attempt(request, page, "lead", actions.hold_questions, room, holds=wish == "hold")
    wishes = {"open": actions.open_room, "close": actions.close_room, "rehearse": actions.rehearse, "end": actions.end_rehearsal}
    return attempt(request, page, "lead", wishes[wish], room) if wish in wishes else redirect(address(room))


@for_leaders
def question(request, page, question):
    """Let it through, or not; pin it; answer it."""
    found = get_object_or_404(page.room.questions, pk=question)
    wish = request.POST.get("do")
    if wish == "answer":
        form = AnswerForm(request.POST)
        return done(request, page, "questions") if form.perform(asking.answer, found) else refuse_form(request, page, "lead", form)
    if wish in {"pin", "unpin"}:
        return attempt(request, page, "questions", asking.pin, found, is_pinned=wish == "pin")
    return attempt(request, page, "questions", asking.dismiss if wish == "dismiss" else asking.let_through, found)


@for_leaders
def remove(request, page, message):
    return attempt(request, page, "chat", chat.remove, get_object_or_404(page.room.messages, pk=message))


@for_leaders
def speaker(request, page, hand):
    """Give somebody the word, or note that they have spoken."""
    found = get_object_or_404(Hand.objects.filter(room=page.room), pk=hand)
    return attempt(request, page, "hands", hands.give_word if request.POST.get("do") == "call" else hands.mark_done, found)


def number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
