"""Bringing something into the resource bank, changing it, telling it in another language, and what coordinators decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.attachments import TooManyFiles, forget_in
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Membership, User
from hub import limits, notices, pagecache
from hub.models import Organisation, Provenance
from learning.models import LinkState, MethodVersion, Resource, ResourceFacet, ResourceFile, ResourceText
from learning.models.documents import FOLDER
from learning.models.resources import EVERYWHERE, writing_for

MOST_A_DAY = 20
State, Facet = Resource.State, ResourceFacet.Kind
WORDS = ("title", "description", "alternative")
FACETS = {"spoken": Facet.LANGUAGE, "countries": Facet.COUNTRY, "topics": Facet.TOPIC}


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That was a lot in a day. Your text is still here: come back with it tomorrow."))


class NotYours(ValidationError):
    """Only those who write in a verified organisation's name publish in it."""

    def __init__(self):
        super().__init__(gettext_lazy("You do not write in this organisation’s name. Choose one of yours, or none."))


class KnownAlready(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("The bank has this link already. Look for it there, and tell a coordinator what is wrong with it."))


class NothingWaits(ValidationError):
    """Somebody else has decided about it, or whoever wrote it has taken it back."""

    def __init__(self):
        super().__init__(gettext_lazy("Nothing waits here any more: somebody has decided already, or it was taken back."))


def coordinates(user: User) -> bool:
    return user.has_perm("entrepreneurs.moderate")


def publishes_at_once(user: User, organisation: Organisation | None) -> bool:
    """Coordinators do, and those who write in the name of a verified organisation, in that name."""
    return coordinates(user) or (organisation is not None and writing_for(user).filter(organisation=organisation).exists())


def require_name(user: User, organisation: Organisation | None) -> None:
    if organisation and not publishes_at_once(user, organisation):
        raise NotYours


# Bringing and changing


@transaction.atomic
def bring(user: User, *, kind: str, document: Accepted | None = None, is_accessible: bool = False, **facts: Any) -> Resource:
    """Into the bank at once, for whoever may; or before a coordinator, who publishes it or gives it back.

    ValidationError for whoever may not: NotAdult, Silenced, NotYours, KnownAlready, TooMany.
    """
    require_adult(user)
    require_voice(user)
    require_name(user, facts.get("organisation"))
    require_new(facts.get("address", ""))
    limits.spend(f"resources-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    resource = Resource(kind=kind, made_by=user, checked_by=user, checked_on=timezone.localdate())
    write(resource, **facts)
    if document:
        keep_file(resource, document, is_accessible=is_accessible)
    return publish(resource, by=user) if publishes_at_once(user, resource.organisation) else wait(resource)


@transaction.atomic
def change(resource: Resource, *, by: User, document: Accepted | None = None, is_accessible: bool | None = None, **facts: Any) -> Resource:
    """Whoever changes it has looked at it. What was given back waits again."""
    resource = held(resource)
    require_voice(by)
    if facts.get("organisation") != resource.organisation:
        require_name(by, facts.get("organisation"))
    require_new(facts.get("address", ""), apart_from=resource)
    forget_looks(resource, facts.get("address", resource.address))
    resource.checked_by, resource.checked_on = by, timezone.localdate()
    write(resource, **facts)
    if document:
        keep_file(resource, document, is_accessible=bool(is_accessible))
    elif is_accessible is not None:
        ResourceFile.objects.filter(resource=resource).update(is_accessible=is_accessible)
    return wait(resource) if resource.state == State.RETURNED else resource


def held(resource: Resource) -> Resource:
    """As it is now, and until the transaction ends."""
    return Resource.objects.select_for_update(no_key=True).get(pk=resource.pk)


def write(resource: Resource, *, language: str, **facts: Any) -> None:
    """Its facts, its words in the language it is told in first, and its facets."""
    words = {name: facts.pop(name) for name in WORDS if name in facts}
    facets = {name: facts.pop(name) for name in FACETS if name in facts}
    was, resource.language, resource.changed_at = resource.language, language, timezone.now()
    for name, value in facts.items():
        setattr(resource, name, value)
    resource.full_clean(exclude=["made_by", "checked_by"])
    resource.save()
    if was and was != language:
        resource.texts.filter(language=was).delete()
    ResourceText.objects.update_or_create(resource=resource, language=language, defaults=words | {"provenance": Provenance.ORIGINAL})
    for name, values in facets.items():
        choose(resource, FACETS[name], values or ([EVERYWHERE] if name == "countries" else []))
    transaction.on_commit(pagecache.forget)


def choose(resource: Resource, kind: str, values: Iterable[str]) -> None:
    resource.facets.filter(kind=kind).delete()
    ResourceFacet.objects.bulk_create(ResourceFacet(resource=resource, kind=kind, value=value) for value in dict.fromkeys(values))


def require_new(address: str, *, apart_from: Resource | None = None) -> None:
    there = Resource.objects.listed().filter(address=address) if address else Resource.objects.none()
    if there.exclude(pk=apart_from.pk if apart_from else None).exists():
        raise KnownAlready


def forget_looks(resource: Resource, address: str) -> None:
    """Another address has not failed yet."""
    if address != resource.address:
        resource.link_state, resource.moved_to = LinkState.UNKNOWN, ""
        resource.failures, resource.failing_since, resource.look_at = 0, None, timezone.now()


def keep_file(resource: Resource, accepted: Accepted, *, is_accessible: bool) -> None:
    """One file each: a new one takes the place of the old, which goes when all this has been kept."""
    limits.spend(f"files-of-{resource.made_by_id}", most=settings.FILES_A_DAY, seconds=24 * 3600, refusal=TooManyFiles)
    for old in ResourceFile.objects.filter(resource=resource):
        transaction.on_commit(lambda storage=old.file.storage, name=old.file.name: storage.delete(name))
        old.delete()
    facts = {"name": accepted.name, "kind": accepted.kind, "size": len(accepted.content), "is_accessible": is_accessible}
    ResourceFile.objects.create(resource=resource, file=ContentFile(accepted.content, name=accepted.name), **facts)


@transaction.atomic
def translate(resource: Resource, *, language: str, provenance: str, **words: str) -> None:
    """What is told of it in a further language; without a title it is not told in it."""
    if words["title"]:
        ResourceText.objects.update_or_create(resource=resource, language=language, defaults=words | {"provenance": provenance})
    else:
        resource.texts.filter(language=language).exclude(language=resource.language).delete()
    transaction.on_commit(pagecache.forget)


# Deciding


def wait(resource: Resource) -> Resource:
    """Before the coordinators, who are told."""
    settle(resource, State.PROPOSED)
    tell_coordinators(resource)
    return resource


def tell_coordinators(resource: Resource) -> None:
    may = Permission.objects.get(content_type__app_label="entrepreneurs", codename="moderate")
    for user in User.objects.filter(Q(groups__permissions=may) | Q(user_permissions=may), is_active=True).distinct():
        notices.give(user, "resource_waiting", about="resources")


@transaction.atomic
def publish(resource: Resource, *, by: User) -> Resource:
    """With all its versions. Whoever proposed it is told."""
    resource = held(resource)
    resource.published_at = resource.published_at or timezone.now()
    settle(resource, State.PUBLISHED)
    for version in resource.versions.filter(published_at=None):
        publish_version(resource, version)
    tell_proposer(resource, by=by)
    return resource


def publish_version(resource: Resource, version: MethodVersion) -> None:
    """The bank calls a method, and licenses it, as its newest version does."""
    version.published_at = timezone.now()
    version.save(update_fields=["published_at"])
    for text in version.texts.all():
        resource.texts.filter(language=text.language).update(title=text.content["title"])
        resource.licence = text.content["licence"]
    resource.save(update_fields=["licence"])


@transaction.atomic
def accept(resource: Resource, *, by: User) -> Resource:
    """What waits is published; NothingWaits if somebody else was quicker."""
    return publish(still_waiting(resource), by=by)


def still_waiting(resource: Resource) -> Resource:
    resource = held(resource)
    if not Resource.objects.waiting().filter(pk=resource.pk).exists():
        raise NothingWaits
    return resource


@transaction.atomic
def give_back(resource: Resource, *, by: User, because: str) -> None:
    """A proposal, with the reason; or of what is published, the version that waits. NothingWaits if somebody else was quicker."""
    resource = still_waiting(resource)
    resource.returned_because = because
    if resource.state == State.PUBLISHED:
        resource.versions.filter(published_at=None).delete()
    settle(resource, State.PUBLISHED if resource.state == State.PUBLISHED else State.RETURNED)
    tell_proposer(resource, by=by)


@transaction.atomic
def withdraw(resource: Resource) -> None:
    settle(held(resource), State.WITHDRAWN)


@transaction.atomic
def bring_back(resource: Resource, *, by: User) -> Resource:
    """What was taken out is there again; whoever may not publish asks a coordinator."""
    resource = held(resource)
    if resource.state != State.WITHDRAWN:
        return resource
    return publish(resource, by=by) if publishes_at_once(by, resource.organisation) else wait(resource)


def settle(resource: Resource, state: str) -> None:
    resource.state, resource.changed_at = state, timezone.now()
    if state in (State.PROPOSED, State.WITHDRAWN):
        resource.returned_because = ""
    resource.save(update_fields=["state", "changed_at", "published_at", "returned_because"])
    transaction.on_commit(pagecache.forget)


def tell_proposer(resource: Resource, *, by: User) -> None:
    if resource.made_by and resource.made_by != by:
        notices.give(resource.made_by, "resource_answered", about=f"resource:{resource.pk}")


def say_checked(resource: Resource, *, by: User) -> None:
    """Somebody has looked at it today, and it is what it says."""
    Resource.objects.filter(pk=resource.pk).update(checked_on=timezone.localdate(), checked_by=by)
    transaction.on_commit(pagecache.forget)


def editors_of(resource: Resource) -> list[User]:
    """Those who see to it: who write in its organisation's name, or whoever brought it."""
    editing = Membership.objects.accepted().editing().filter(organisation=resource.organisation_id).select_related("user")
    found = {member.user for member in editing if member.user.is_active}
    return sorted(found or ({resource.made_by} if resource.made_by else set()), key=lambda user: user.pk)


def hand_over(organisation: Organisation, *, into: Organisation) -> None:
    """What an organisation published goes with it when it becomes part of another."""
    Resource.objects.filter(organisation=organisation).update(organisation=into)


def forget_orphans() -> None:
    """Files that no row names, because a transaction failed or a process was killed just then."""
    forget_in(FOLDER, known=set(ResourceFile.objects.values_list("file", flat=True)))
