"""The page of an event, and the link that opens one which is not for everybody."""

from django.shortcuts import get_object_or_404, redirect, render

from events.guests import keys_in, on_their_clock, remember_key, who_asks, zone_of
from events.leaflets import Leaflet
from events.models import Event, Reach
from hub.pagecache import for_all_visitors


@on_their_clock
def event(request, pk):
    who = who_asks(request)
    visible = Event.objects.visible_to(who, keys=keys_in(request))
    found = get_object_or_404(visible.with_words().with_numbers().select_related("series").prefetch_related("speakers", "items"), pk=pk)
    leaflet = Leaflet(found, who, visible=visible, zone=zone_of(request))
    is_listed = found.reach == Reach.EVERYONE and not found.is_draft
    context = {"event": found, "leaflet": leaflet, "canonical": request.path if is_listed else "", "is_hidden": not is_listed}
    response = render(request, "events/event.html", context)
    return for_all_visitors(request, response) if is_listed else response


def by_link(request, key):
    """Whoever has the link sees the event in this browser from now on. What everybody sees needs no cookie."""
    found = get_object_or_404(Event.objects.visible_to(who_asks(request), keys=[str(key)]), key=key)
    if found.reach != Reach.EVERYONE:
        remember_key(request, found.key)
    return redirect("events:feedback", pk=found.pk) if request.GET.get("to") == "feedback" else redirect(found)
