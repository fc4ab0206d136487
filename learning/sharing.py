"""With whom a tool can be shared, as its owner chooses from them. Reads only."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from entrepreneurs.models import Block, Conversation, Profile, User
from entrepreneurs.talks import titles_of


def acquaintances(user: User) -> QuerySet[User]:
    return User.objects.connected_with(user).filter(is_active=True)


def advisers(user: User) -> QuerySet[User]:
    """Those who advise and whose profile `user` may see."""
    advise = Permission.objects.filter(content_type__app_label="entrepreneurs", codename="advise")
    seen = Profile.objects.visible_to(user).listed().exclude(user=user)
    return User.objects.filter(groups__permissions__in=advise, pk__in=seen.values("user"), is_active=True).distinct().order_by("name", "pk")


def reachable(user: User) -> QuerySet[User]:
    """Everybody with whom `user` may share: whom they are connected with, and advisers."""
    return User.objects.filter(pk__in=acquaintances(user).values("pk")) | User.objects.filter(pk__in=advisers(user).values("pk"))


def groups(user: User) -> QuerySet[Conversation]:
    """The group conversations that `user` is in now."""
    return Conversation.objects.visible_to(user).filter(pair=None)


def choices(user: User) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """People and groups by kind, named as `with_` knows them; kinds with nobody in them are left out."""
    known = list(acquaintances(user))
    others = advisers(user).exclude(pk__in=[person.pk for person in known])
    talks = list(groups(user))
    titles = titles_of(talks, user=user, hides=Block.objects.hidden_from(user)) if talks else {}
    kinds = {
        _("People I am connected with"): [(f"person:{person.pk}", person.shown_name) for person in known],
        _("Advisers"): [(f"person:{person.pk}", person.shown_name) for person in others],
        _("My groups"): [(f"group:{talk.pk}", titles[talk.pk]) for talk in talks],
    }
    return ((label, found) for label, found in kinds.items() if found)
