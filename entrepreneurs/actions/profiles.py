"""What people do with their profiles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.actions.connections import NotAdult, say_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Facet, Precision, Profile, Tag, User, Visibility
from hub import pagecache

FACETS = {
    "languages": Facet.Kind.LANGUAGE,
    "sectors": Facet.Kind.SECTOR,
    "challenges": Facet.Kind.CHALLENGE,
    "offers": Facet.Kind.OFFER,
    "needs": Facet.Kind.NEED,
}


@transaction.atomic
def change_profile(user: User, *, name: str | None = None, is_adult: bool = False, **facts: Any) -> Profile:
    """Change what is named and leave the rest; the first change makes the profile. Strangers find adults, by their own word, who may write."""
    profile = own(user)
    was_public = profile.is_public
    if is_adult:
        say_adult(user)
    if name is not None:
        User.objects.filter(pk=user.pk).update(name=name)
    for each in FACETS.keys() & facts.keys():
        choose(profile, FACETS[each], facts.pop(each))
    for each, value in facts.items():
        setattr(profile, each, value)
    if profile.is_found and not user.said_adult_at:
        raise NotAdult(_("Whoever can be found by strangers is 18 or older. Say that you are, or show your profile to your connections alone."))
    if profile.is_found:
        require_voice(user)
    settle(profile)
    profile.save()
    keep_findable(profile)
    forget_pages_if(was_public or profile.is_public)
    return profile


@transaction.atomic
def hide(profile: Profile) -> None:
    """From everybody but its owner, for moderators."""
    change_profile(profile.user, visibility=Visibility.NOBODY)


@transaction.atomic
def change_tags(user: User, **said: str) -> Profile:
    """Each tag is said to `connections`, to `all` who see the profile, or, where it is empty, to nobody: then it is not kept either."""
    profile = own(user)
    profile.tags.all().delete()
    Tag.objects.bulk_create(Tag(profile=profile, value=value, is_for_all=to == "all") for value, to in said.items() if to)
    forget_pages_if(profile.is_public)
    return profile


@transaction.atomic
def change_photo(user: User, *, photo: ContentFile | None) -> Profile:
    """The new one, or none; the old file goes when that is sure."""
    profile = own(user)
    if profile.photo:
        transaction.on_commit(lambda storage=profile.photo.storage, name=profile.photo.name: storage.delete(name))
    profile.photo = photo or ""
    profile.save()
    forget_pages_if(profile.is_public)
    return profile


def own(user: User) -> Profile:
    """The profile, held until the transaction ends; a new one is seen by nobody, and written in the language of the account."""
    Profile.objects.get_or_create(user=user, defaults={"language": user.language})
    return Profile.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(user=user)


def settle(profile: Profile) -> None:
    """Take over from the place what is to be shown of it. The map knows places by name; one that it does not know is shown as its region."""
    shown = list(Precision).index(profile.precision)
    parts = (profile.home.key if profile.home else "").split("/")[: len(Precision) - 1 - shown]
    profile.shown_key = "/".join(parts)
    profile.shown_country, profile.shown_region = [*parts, "", ""][:2]
    profile.shown_place = profile.place if profile.precision == Precision.PLACE and profile.where else ""


def keep_findable(profile: Profile) -> None:
    """Each choice knows where its owner is found, by which suggestions find them (matching.py)."""
    profile.facets.exclude(found_in=profile.found_in).update(found_in=profile.found_in)


def choose(profile: Profile, kind: str, values: Iterable[str]) -> None:
    """Exactly these of a kind."""
    chosen = list(dict.fromkeys(values))
    profile.facets.filter(kind=kind).exclude(value__in=chosen).delete()
    known = set(profile.chosen(kind))
    Facet.objects.bulk_create(Facet(profile=profile, kind=kind, value=value) for value in chosen if value not in known)


def forget_pages_if(concerns_visitors: bool) -> None:
    """What all visitors were shown is forgotten at once."""
    if concerns_visitors:
        transaction.on_commit(pagecache.forget)
