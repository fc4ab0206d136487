"""What the resource bank keeps of those who bring something, look after it, and keep templates of their own."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.privacy.events import of
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person
from learning.models import MethodVersion, Resource, ResourceFile, Template


def brought_or_checked(person: Person):
    user = person.user
    return Resource.objects.filter(Q(made_by=user.pk) | Q(checked_by=user.pk)) if user else Resource.objects.none()


def erase_resources(rows, person: Person) -> None:
    """What is in the bank stays, and names nobody; what is not goes, with its file."""
    theirs_alone = rows.filter(made_by=person.user.pk, organisation=None, published_at=None)
    privacy.delete(ResourceFile.objects.filter(resource__in=theirs_alone), person)
    theirs_alone.delete()
    rows.filter(made_by=person.user.pk).update(made_by=None)
    rows.filter(checked_by=person.user.pk).update(checked_by=None)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Resource,
    purpose=gettext_lazy("So that it is known who brought something into the resource bank, and who has looked whether it is still right"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; what is in the bank stays, without your name"),
    of=brought_or_checked,
    erase=erase_resources,
    fields=("made_by", "checked_by", "kind", "state", "address", "made_at"),
    stays=("address",),
    explain=lambda row: {_("Title"): row.title} if row.texts.exists() else {},
    is_theirs_alone=False,
)
privacy.register(
    MethodVersion,
    purpose=gettext_lazy("So that it is known who sent a version of a method"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; what is in the bank stays, without your name"),
    of=of(MethodVersion, "made_by"),
    erase=privacy.blank("made_by"),
    fields=("made_by", "number", "made_at"),
    is_theirs_alone=False,
)
privacy.register(
    Template,
    purpose=gettext_lazy("So that you can keep and adapt methods of your own. Nobody else sees them"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you delete it, or erase your account"),
    of=of(Template, "owner"),
)
privacy.nothing_personal(
    "What is told of a resource, its file and the parts of a method, for everybody to read",
    *("learning.ResourceText", "learning.ResourceFacet", "learning.ResourceFile", "learning.MethodText"),
)
