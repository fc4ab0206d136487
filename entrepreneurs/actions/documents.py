"""Putting documents into a workspace, new versions of them, and taking them away."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import DocumentVersion, SharedDocument, User, Workspace

ROOM = 500 * 1024 * 1024  # bytes in each workspace, all versions counted


class NoRoom(ValidationError):
    """A workspace holds so much and no more."""


@transaction.atomic
def share(workspace: Workspace, *, by: User, title: str, language: str, note: str, file: Accepted) -> SharedDocument:
    """For the organisation that they are here for."""
    require_voice(by)
    workspace = with_room(workspace, file)
    document = SharedDocument.objects.create(workspace=workspace, title=title, language=language, put_by=by, put_for=workspace.organisation_of(by))
    keep(document, by=by, note=note, file=file)
    return document


@transaction.atomic
def add_version(document: SharedDocument, *, by: User, note: str, file: Accepted) -> DocumentVersion:
    """The earlier ones stay."""
    require_voice(by)
    with_room(document.workspace, file)
    version = keep(document, by=by, note=note, file=file)
    SharedDocument.objects.filter(pk=document.pk).update(touched_at=version.put_at)
    return version


@transaction.atomic
def take_away(document: SharedDocument) -> None:
    """With all its versions; their files go once that is certain."""
    document.delete()


def with_room(workspace: Workspace, file: Accepted) -> Workspace:
    """The workspace, held until the file is counted: so that two at once do not fill it twice."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    if used(workspace) + len(file.content) > ROOM:
        facts = {"room": filesizeformat(ROOM), "left": filesizeformat(max(ROOM - used(workspace), 0))}
        raise NoRoom(
            _("The documents of this workspace have %(room)s in all, and %(left)s are left. Take something away first, or make the file smaller.")
            % facts
        )
    return workspace


def used(workspace: Workspace) -> int:
    """In bytes."""
    return DocumentVersion.objects.filter(document__workspace=workspace).aggregate(sum=Sum("size"))["sum"] or 0


def keep(document: SharedDocument, *, by: User, note: str, file: Accepted) -> DocumentVersion:
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    stored = ContentFile(file.content, name=file.name)
    facts = {"name": file.name, "kind": file.kind, "size": len(file.content), "number": last + 1, "put_at": timezone.now()}
    return DocumentVersion.objects.create(document=document, file=stored, note=note, put_by=by, **facts)
