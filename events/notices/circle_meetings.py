"""That somebody is asked, after a meeting of their circle, what they gave and learned."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Circle, CircleEntry, User
from events.models import CircleMeeting
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Part, Told


def asked_for_log(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Until they have written it."""
    mine = Circle.objects.visible_to(user)
    found = CircleMeeting.objects.held().filter(event__in=set(map(key_of, abouts)), circle__in=mine).select_related("circle", "event")
    written = set(CircleEntry.objects.filter(author=user, circle__in=mine).values_list("meeting", flat=True))
    text = _("You have met. What did you give, what did you learn? %(name)s")
    return {
        f"event:{one.event_id}": Told(text % {"name": one.circle.name}, f"{reverse('circles:log', args=[one.circle_id])}?meeting={one.event.key}")
        for one in found
        if one.event.key not in written
    }


notices.register("circle_log", Part.TOGETHER, label=gettext_lazy("What I gave and learned at a meeting of my circle"), tell=asked_for_log)
