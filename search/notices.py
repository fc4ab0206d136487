"""What people are told of searching: that a search they have saved finds something new."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs.models import User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.models import Pace
from hub.notices import Part, Told
from search.actions.saved import about, found_by
from search.models import SavedSearch


def found_since(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Of what was new, what they may still see in this moment."""
    told = {}
    for saved in SavedSearch.objects.visible_to(user).filter(pk__in=map(key_of, abouts)):
        if number := len(found_by(user, saved.asked, saved.language).intersection(saved.fresh)):
            line = ngettext("Your saved search “%(words)s” finds something new", "Your saved search “%(words)s” finds %(number)d new things", number)
            told[about(saved)] = Told(line % {"words": QueryDict(saved.asked).get("q", ""), "number": number}, saved.get_absolute_url())
    return told


notices.register("saved_search", Part.SEARCH, label=gettext_lazy("A search that I have saved finds something new"), tell=found_since, pace=Pace.DAILY)
