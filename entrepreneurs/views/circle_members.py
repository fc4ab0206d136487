"""Coming into a circle, writing in its log, taking a break from it, and leaving it, on screen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import circle_invitations, circle_log
from entrepreneurs.actions import circle_members as actions
from entrepreneurs.circle_page import is_beside_somebody_blocked
from entrepreneurs.forms.circles import BreakForm, InviteForm, JoinForm, LogForm, WriteLogForm
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.models import Block, Circle, CircleEntry, CircleInvitation, CircleMember, User
from entrepreneurs.views.circles import for_members, saved, show_form
from entrepreneurs.views.connections import is_adult_now


@for_members
def invite(request, circle):
    """Somebody whom one is connected with, and who is not in it."""
    here = CircleMember.objects.present().filter(circle=circle).values("user")
    people = User.objects.connected_with(request.user).filter(is_active=True).exclude(pk__in=here)
    form = InviteForm(request.POST or None, people=people)
    if request.method == "POST" and form.perform(circle_invitations.invite, circle, by=request.user):
        messages.success(request, _("The invitation is on its way. It stays open for thirty days."))
        return redirect(circle)
    lead = "" if people else _("You are connected with nobody yet who could be invited. Find somebody among the people, and ask to be connected.")
    return show_form(request, form, circle=circle, title=_("Invite somebody"), lead=lead, button=_("Invite them"), is_empty=not people)


@never_cache
@login_required
def invited(request, pk):
    """What one is invited to: who asks, and what it is; yes, or no, without reasons."""
    found = get_object_or_404(CircleInvitation.objects.to(request.user).select_related("circle__programme", "asked_by"), pk=pk)
    adult = None if request.user.said_adult_at else AdultForm(request.POST or None)
    if request.method == "POST" and "decline" in request.POST:
        circle_invitations.decline(found, by=request.user)
        return redirect("circles:list")
    if request.method == "POST" and is_adult_now(request, adult):
        circle_invitations.accept(found, by=request.user)
        return redirect(found.circle)
    circle = Circle.objects.with_people(hides=Block.objects.hidden_from(request.user)).get(pk=found.circle_id)
    context = {"invitation": found, "circle": circle, "adult": adult, "is_hidden": True}
    context |= {"beside_blocked": is_beside_somebody_blocked(circle, request.user)}
    return render(request, "circles/invited.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@login_required
def join(request, pk):
    """A circle that is open to it."""
    circle = get_object_or_404(Circle.objects.open_to(request.user), pk=pk)
    data = request.POST or None
    form, adult = JoinForm(data), None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(circle_invitations.ask_to_join, circle, user=request.user):
        messages.success(request, _("Your request is on its way. It stays open for thirty days."))
        return redirect("circles:list")
    return show_form(request, form, adult=adult, asked_of=circle, title=_("Ask to join"), button=_("Ask to join"))


# The log


@for_members
def log(request, circle):
    """Of a meeting, if the address names one that they have had."""
    meeting = uuid_of(request.GET.get("meeting"))
    known = CircleEntry.objects.filter(circle=circle, author=request.user, meeting=meeting).first() if meeting else None
    if known and request.method != "POST":
        return redirect("circles:entry", pk=circle.pk, entry=known.pk)
    form = WriteLogForm(request.POST or None, initial={"meeting": meeting})
    if request.method == "POST" and form.perform(circle_log.write, circle, by=request.user):
        messages.success(request, _("It stands in the log."))
        return redirect(form.result)
    lead = _("A few words are enough. Everybody in the circle reads it, and nobody else.")
    return show_form(request, form, circle=circle, title=_("Write in the log"), lead=lead, button=_("Save it in the log"))


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@for_members
def entry(request, circle, entry):
    found = get_object_or_404(CircleEntry.objects.visible_to(request.user).filter(circle=circle, author=request.user), pk=entry)
    if request.method == "POST" and "take_back" in request.POST:
        circle_log.take_back(found, by=request.user)
        return redirect(circle)
    form = LogForm(request.POST or None, initial={name: getattr(found, name) for name in ("gave", "learned", "language")})
    if request.method == "POST" and form.perform(circle_log.change, found, by=request.user):
        return saved(request, circle)
    return show_form(request, form, circle=circle, title=_("Change what I wrote"), button=_("Save"), can_take_back=True)


# A break, and leaving


@for_members
def back(request, circle):
    """The ways back for whoever has been quiet, and the way out; a break, if that is what they want."""
    form = BreakForm(request.POST or None)
    if request.method == "POST" and "over" in request.POST:
        actions.take_break(circle, user=request.user, until=None)
        return saved(request, circle)
    if request.method == "POST" and form.perform(actions.take_break, circle, user=request.user):
        return saved(request, circle)
    context = {"circle": circle, "form": form, "me": actions.member_of(circle, request.user), "is_hidden": True}
    return render(request, "circles/back.html", context, status=422 if form.errors else 200)


@for_members
@require_POST
def leave(request, circle):
    actions.leave(circle, user=request.user)
    messages.success(request, _("You have left the circle. Nobody was told why."))
    return redirect("circles:list")
