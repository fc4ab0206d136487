"""Saving a search, hearing once a day at most that it finds something new, and stopping that."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import User
from hub import notices
from search.engines.base import FACETS
from search.models import SavedSearch
from search.searching import everything, tidy
from search.searchpage import asked_as, values_of

logger = logging.getLogger(__name__)

MOST = 30  # of one person
LONGEST = 500  # characters of an address
PAUSE = timedelta(hours=23)  # between two looks, so that they come once a day whatever the timetable's hour


class TooMany(ValidationError):
    """Somebody has as many as they may."""

    def __init__(self):
        super().__init__(_("You have saved thirty searches. Stop one of them first."))


class TooLong(ValidationError):
    def __init__(self):
        super().__init__(_("This search is too long to be saved. Ask for fewer things at once."))


@transaction.atomic
def save(user: User, *, asked: str, language: str) -> SavedSearch:
    """From now on they hear of what is new. Saved again, it is the one already there."""
    asked = canonical(asked)
    if len(asked) > LONGEST:
        raise TooLong
    mine = SavedSearch.objects.visible_to(User.objects.select_for_update(no_key=True).get(pk=user.pk))
    if there := mine.filter(asked=asked, language=language).first():
        return there
    if mine.count() >= MOST:
        raise TooMany
    return SavedSearch.objects.create(user=user, asked=asked, language=language, known=sorted(found_by(user, asked, language)))


def canonical(asked: str) -> str:
    """The same search is always written the same."""
    given = QueryDict(asked)
    return asked_as(tidy(given.get("q", "")), {facet: values_of(given.getlist(facet)) for facet in FACETS})


def stop(saved: SavedSearch) -> None:
    notices.close(saved.user, "saved_search", about=about(saved))
    saved.delete()


def say_seen(saved: SavedSearch) -> None:
    """Whoever has just read what it finds has seen what is new."""
    if saved.fresh:
        SavedSearch.objects.filter(pk=saved.pk).update(fresh=[])
        notices.close(saved.user, "saved_search", about=about(saved))


def about(saved: SavedSearch) -> str:
    return f"search:{saved.pk}"


def look_again() -> int:
    """Ask each saved search that has not been asked for a day; how many found something new. One search's trouble holds up no other."""
    due = SavedSearch.objects.filter(looked_at__lt=timezone.now() - PAUSE, user__is_active=True).select_related("user")
    return sum(look_safely(saved) for saved in due.order_by("looked_at").iterator())


def look_safely(saved: SavedSearch) -> bool:
    try:
        return look(saved)
    except Exception:
        logger.exception("The saved search %s could not be asked; it is tried again", saved.pk)
        return False


@transaction.atomic
def look(saved: SavedSearch) -> bool:
    """Whether there is something new. What was found before and is found no more is forgotten, for it may come back as news."""
    found = found_by(saved.user, saved.asked, saved.language)
    new = found - set(saved.known)
    saved.fresh = sorted(new | (found & set(saved.fresh)))
    saved.known, saved.looked_at = sorted(found), timezone.now()
    saved.save(update_fields=["known", "fresh", "looked_at"])
    if new:
        notices.give(saved.user, "saved_search", about=about(saved))
    return bool(new)


def found_by(user: User, asked: str, language: str) -> set[str]:
    given = QueryDict(asked)
    chosen = {facet: given.getlist(facet) for facet in FACETS if given.getlist(facet)}
    return {f"{kind}:{key}" for kind, key in everything(given.get("q", ""), language=language, user=user, chosen=chosen)}
