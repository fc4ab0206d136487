"""The networks of an event, and those that work on a challenge: put beside it, and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepreneurs.models import Network
from entrepreneurs.views.conversations import number
from events.actions import network_events as actions
from events.guests import keys_in
from events.models import Challenge, Event


@login_required
@never_cache
def event_networks(request, pk):
    """For its hosts, and for those who moderate a network."""
    found = get_object_or_404(Event.objects.visible_to(request.user, keys=keys_in(request)).prefetch_related("texts"), pk=pk)
    offered = actions.offered_for_event(found, request.user)
    linked = Network.objects.open().filter(pk__in=found.network_events.values("network"))
    wishes = {"link": actions.link_event, "unlink": actions.unlink_event}
    return show(request, found, offered=offered, linked=linked, wishes=wishes, event=found)


@login_required
@never_cache
def challenge_networks(request, pk):
    """For those who moderate a network."""
    found = get_object_or_404(Challenge.objects.visible_to(request.user, keys=keys_in(request)), pk=pk)
    offered = actions.offered_for_challenge(found, request.user)
    linked = Network.objects.open().filter(pk__in=found.network_challenges.values("network"))
    wishes = {"link": actions.link_challenge, "unlink": actions.unlink_challenge}
    return show(request, found, offered=offered, linked=linked, wishes=wishes, challenge=found)


def show(request, found, *, offered, linked, wishes, **shown):
    """Nothing is there for whoever could put it beside no network, and take it from none."""
    hosts = isinstance(found, Event) and Event.objects.hosted_by(request.user).filter(pk=found.pk).exists()
    if not (hosts or offered.exists()):
        raise Http404
    if request.method == "POST":
        wish = wishes.get(request.POST.get("do"))
        perform(request, wish, found) if wish else None
        return redirect(request.path)
    mine = set(Network.objects.moderated_by(request.user).filter(pk__in=linked.values("pk")).values_list("pk", flat=True))
    linked = [(one, hosts or one.pk in mine) for one in linked.prefetch_related("texts")]
    others = offered.exclude(pk__in=[one.pk for one, _may in linked]).prefetch_related("texts")
    return render(request, "events/networks.html", shown | {"back": found.get_absolute_url(), "linked": linked, "others": others})


def perform(request, wish, found) -> None:
    network = get_object_or_404(Network.objects.open(), pk=number(request.POST.get("network")))
    try:
        wish(found, network=network, by=request.user)
        messages.success(request, _("Saved."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
