"""What educators do with methods: write, copy, adapt and read in templates of their own, and publish them, version by version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from hub import pagecache
from learning import methods
from learning.actions import resources
from learning.methodfiles import Read
from learning.models import MethodText, MethodVersion, Resource, Template

MOST_TEMPLATES = 200  # of one person
State = Resource.State


class TooManyTemplates(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You have as many templates as one person can have. Delete one that you do not need any more."))


class Wrong(ValidationError):
    """A content with problems; each is a line."""


class WaitsAlready(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("The version before this one still waits for a coordinator."))


class AnotherShape(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("A translation has as many steps, things needed, levels and criteria as its original. This file has not."))


class SameLanguage(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This file is in the language that the method was written in. Change the method itself by a new version."))


def checked(content: dict[str, Any]) -> dict[str, Any]:
    if found := methods.problems(content):
        raise Wrong(found)
    return methods.whole(content)


# Templates


@transaction.atomic
def keep(owner: User, *, content: dict[str, Any], copied_from: MethodVersion | None = None) -> Template:
    """A template of one's own; nobody else sees it."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if owner.templates.count() >= MOST_TEMPLATES:
        raise TooManyTemplates
    return Template.objects.create(owner=owner, content=checked(content), copied_from=copied_from)


def copy(version: MethodVersion, *, owner: User, language: str) -> Template:
    """In the reader's language, or the nearest it has. Where it comes from is kept, and said."""
    return keep(owner, content=version.text_in(language).content, copied_from=version)


def read_in(owner: User, *, file: Read) -> Template:
    """From a file. What it says it was copied from is believed where its owner may read that."""
    known = MethodVersion.objects.readable_by(owner).filter(key=file.copied_from).first() if file.copied_from else None
    return keep(owner, content=file.content, copied_from=known)


def change(template: Template, *, content: dict[str, Any]) -> Template:
    template.content, template.changed_at = checked(content), timezone.now()
    template.save(update_fields=["content", "changed_at"])
    return template


def delete(template: Template) -> None:
    template.delete()


# Publishing


@transaction.atomic
def publish(template: Template, *, description: str, **facts: Any) -> Resource:
    """As a method of the bank: at once by whoever may, or before a coordinator. Its template goes on being its owner's."""
    content = checked(template.content)
    words = {"title": content["title"], "description": description, "language": content["language"]}
    resource = resources.bring(template.owner, kind=Resource.Kind.METHOD, method_kind=content["kind"], licence=content["licence"], **words, **facts)
    version = add_version(resource, content, by=template.owner)
    if resource.is_published:
        resources.publish_version(resource, version)
    Template.objects.filter(pk=template.pk).update(published_as=resource)
    return resource


@transaction.atomic
def publish_again(template: Template) -> MethodVersion:
    """The next version of what was published from this template; the earlier ones stay. Whoever may not publish waits for a coordinator."""
    user = template.owner
    require_adult(user)
    require_voice(user)
    resource = Resource.objects.select_for_update(no_key=True).get(pk=template.published_as_id)
    may_edit = Resource.objects.editable_by(user).filter(pk=resource.pk).exists()
    if not may_edit and resource.made_by != user:
        raise resources.NotYours
    if resource.state == State.PUBLISHED and resource.versions.filter(published_at=None).exists():
        raise WaitsAlready
    content = checked(template.content)
    if resource.state != State.PUBLISHED:
        resource.versions.filter(published_at=None).delete()
    version = add_version(resource, content, by=user)
    if resource.state == State.PUBLISHED and may_edit:
        resources.publish(resource, by=user)
    elif resource.state == State.PUBLISHED:
        resources.tell_coordinators(resource)
    else:
        resource.texts.filter(language=content["language"]).update(title=content["title"])
        resources.wait(resource)
    version.refresh_from_db()
    return version


def add_version(resource: Resource, content: dict[str, Any], *, by: User | None) -> MethodVersion:
    """It waits until it is published."""
    number = (resource.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = MethodVersion.objects.create(resource=resource, number=number, made_by=by)
    MethodText.objects.create(version=version, language=content["language"], content=content)
    transaction.on_commit(pagecache.forget)
    return version


@transaction.atomic
def translate(version: MethodVersion, *, file: Read, provenance: str) -> MethodText:
    """A version in a further language, from a file; it has the shape of its original."""
    original = version.texts.order_by("pk").first()
    if file.content["language"] == original.language:
        raise SameLanguage
    if methods.shape(file.content) != methods.shape(original.content) or file.content["kind"] != original.content["kind"]:
        raise AnotherShape
    facts = {"content": file.content, "provenance": provenance}
    text, _is_new = MethodText.objects.update_or_create(version=version, language=file.content["language"], defaults=facts)
    tell_in(version.resource, file.content, provenance=provenance)
    transaction.on_commit(pagecache.forget)
    return text


def tell_in(resource: Resource, content: dict[str, Any], *, provenance: str) -> None:
    """The bank tells of it in that language too, with what it is for, unless it does already."""
    defaults = {"title": content["title"], "description": content["aim"], "provenance": provenance}
    resource.texts.get_or_create(language=content["language"], defaults=defaults)
