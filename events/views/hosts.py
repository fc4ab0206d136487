"""Who leads an event, and who was asked to lead it or to speak."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions import hosts as actions
from events.forms.hosts import HostForm
from events.models import Event, Host, Speaker
from events.views.planning import led


@login_required
def hosts(request, pk):
    """Who leads it; asking somebody else to, saying by what one leads, taking somebody off."""
    event = led(request, pk)
    people = User.objects.connected_with(request.user).exclude(hosting__event=event)
    form = HostForm(request.POST if "user" in request.POST else None, people=people)
    if "user" in request.POST and form.perform(actions.ask_host, event):
        return redirect("events:hosts", pk=event.pk)
    if request.method == "POST" and not form.is_bound:
        return arrange(request, event)
    context = {"event": event, "form": form, "ways": Host.By.choices}
    return render(request, "events/hosts.html", context, status=422 if form.errors else 200)


def arrange(request, event: Event):
    host = get_object_or_404(event.hosts, pk=request.POST.get("host") if request.POST.get("host", "").isdigit() else 0)
    try:
        if "remove" in request.POST:
            actions.remove_host(host)
        elif request.POST.get("by", "") in {"", *Host.By.values}:
            actions.say_by(host, by=request.POST.get("by", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("events:hosts", pk=event.pk) if Event.objects.hosted_by(request.user).filter(pk=event.pk).exists() else redirect("events:desk")


@login_required
def asked_to_host(request, pk):
    """Yes or no, by whoever was asked to lead an event."""
    host = get_object_or_404(Host.objects.filter(user=request.user, since=None).select_related("event", "user"), event=pk)
    if request.method == "POST":
        if "yes" in request.POST:
            actions.agree(host)
            return redirect("events:plan", pk=pk)
        actions.remove_host(host)
        return redirect("events:list")
    return render(request, "events/asked.html", {"event": host.event, "question": _("Would you like to lead this event?")})


@login_required
def asked_to_speak(request, pk):
    speaker = get_object_or_404(Speaker.objects.filter(user=request.user).select_related("event", "user"), pk=pk)
    if request.method == "POST" and ("yes" in request.POST or "no" in request.POST):
        actions.answer_as_speaker(speaker, comes="yes" in request.POST)
        messages.success(request, _("The hosts know it now."))
        return redirect(speaker.event)
    return render(request, "events/asked.html", {"event": speaker.event, "question": _("Would you like to speak there?")})
