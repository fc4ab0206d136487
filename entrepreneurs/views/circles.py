"""Circles on screen: those there are, one as its members see it, and what is done with the whole of it."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import circle_invitations as invitations
from entrepreneurs.actions import circle_members as membership
from entrepreneurs.actions import circle_terms as terms
from entrepreneurs.actions import circles as actions
from entrepreneurs.circle_page import CirclePage, Circles
from entrepreneurs.forms.circles import ByForm, CircleForm, FormCircleForm
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.models import Circle, CircleInvitation, CircleMember, Profile
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number


def for_members(view):
    """The circle of the address, if whoever asks is in it; for everybody else there is none."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request, pk, *args, **kwargs):
        circle = get_object_or_404(Circle.objects.visible_to(request.user).select_related("programme", "conversation", "renewal"), pk=pk)
        return view(request, circle, *args, **kwargs)

    return wrapped


def show_form(request, form, **context):
    context |= {"form": form, "is_hidden": True}
    return render(request, "circles/form.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@login_required
def circles(request):
    return render(request, "circles/list.html", {"circles": Circles(request.user), "is_hidden": True})


@never_cache
@login_required
def form_circle(request):
    """Begun by one, who is asked their age where they have not said it."""
    data = request.POST or None
    form = FormCircleForm(data, initial={"spoken": spoken_by(request.user)})
    adult = None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.form, request.user):
        messages.success(request, _("The circle is there. Invite those with whom you would like to learn."))
        return redirect(form.result)
    lead = _("Four to eight people from at least two countries, who meet for some weeks and learn from each other.")
    return show_form(request, form, adult=adult, title=_("Form a circle"), lead=lead, button=_("Form the circle"))


def spoken_by(user) -> list[str]:
    """What they say in their profile, and else the language of their account."""
    profile = Profile.objects.filter(user=user).first()
    return (profile.chosen("language") if profile else []) or [user.language]


@for_members
def circle(request, circle):
    page = CirclePage(circle, request.user)
    return render(request, "circles/circle.html", {"circle": circle, "seen": page, "by": by_form(page), "is_hidden": True})


def by_form(page: CirclePage) -> ByForm | None:
    return ByForm(initial={"by": page.me.by}) if page.me.is_facilitator else None


@for_members
def change(request, circle):
    form = CircleForm(request.POST or None, initial=CircleForm.initial_of(circle))
    if request.method == "POST" and form.perform(actions.change, circle, by=request.user):
        return saved(request, circle)
    return show_form(request, form, circle=circle, title=_("Change the circle"), button=_("Save"))


def saved(request, circle):
    messages.success(request, _("Saved."))
    return redirect(circle)


@for_members
@require_POST
def lead(request, circle):
    """What is done in one press: beginning, letting in, and who facilitates. A refusal stands on top of the page."""
    try:
        arrange(request, circle)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(circle)


def arrange(request, circle) -> None:
    data, user = request.POST, request.user
    if "begin" in data:
        actions.begin(circle, by=user)
    elif "let_in" in data:
        invitations.let_in(request_named(circle, user, data["let_in"]), by=user)
    elif "turn_down" in data:
        invitations.turn_down(request_named(circle, user, data["turn_down"]), by=user)
    elif "facilitate" in data:
        members = CircleMember.objects.present().filter(circle=circle).select_related("user")
        invitations.ask_to_facilitate(circle, by=user, member=get_object_or_404(members, pk=number(data["facilitate"])))
    elif "lay_down" in data:
        membership.lay_down(circle, user=user)
    elif (form := ByForm(data)).is_valid():
        membership.say_by(circle, user=user, **form.cleaned_data)


def request_named(circle, user, key: str) -> CircleInvitation:
    found = CircleInvitation.objects.requests().seen_by(user).filter(circle=circle).select_related("circle", "user")
    return get_object_or_404(found, pk=number(key))


# Its end


@for_members
def end(request, circle):
    """Asked first, for it ends for everybody."""
    if circle.is_ended:
        return redirect("circles:together", pk=circle.pk)
    if request.method == "POST":
        terms.end(circle, by=request.user)
        return redirect("circles:together", pk=circle.pk)
    return render(request, "circles/end.html", {"circle": circle, "is_hidden": True})


@for_members
def together(request, circle):
    """What they gave and learned, the oldest first, each in its own language; to print, and to renew."""
    page = CirclePage(circle, request.user)
    context = {"circle": circle, "seen": page, "entries": page.entries[::-1], "is_hidden": True}
    return render(request, "circles/together.html", context)


@for_members
@require_POST
def renew(request, circle):
    new = terms.renew(circle, by=request.user)
    messages.success(request, _("A new term is there. All others were asked whether they come along."))
    return redirect(new)
