"""That an event somebody is registered for has moved, or will not take place."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.models import Event, State
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Told


def registered(user: User, abouts: Iterable[str]):
    mine = user.event_registrations.standing().values("event")
    return Event.objects.filter(pk__in=set(map(key_of, abouts)) & set(mine.values_list("event", flat=True))).prefetch_related("texts")


def moved(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = registered(user, abouts).filter(state=State.PUBLISHED).upcoming()
    return {f"event:{one.pk}": Told(_("It has moved: %(title)s") % {"title": one.title}, one.get_absolute_url()) for one in found}


def cancelled(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = registered(user, abouts).filter(state=State.CANCELLED)
    return {f"event:{one.pk}": Told(_("It will not take place: %(title)s") % {"title": one.title}, one.get_absolute_url()) for one in found}


notices.register("event_moved", label=gettext_lazy("An event I am registered for has moved"), tell=moved)
notices.register("event_cancelled", label=gettext_lazy("An event I am registered for was cancelled"), tell=cancelled)
