"""What workspaces keep of those who work in them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy

from entrepreneurs.models import DocumentVersion, EarlierWording, PartnerDecision, PartnerTask, SharedDocument
from entrepreneurs.privacy.people import of
from hub import privacy
from hub.privacy.registry import Basis, Person

NAME_GOES = gettext_lazy("As long as the partners need it; your name, until you erase your account")


def tasks(person: Person):
    """Those that they set, and those that they have to do."""
    return PartnerTask.objects.filter(Q(person=person.user) | Q(made_by=person.user)) if person.user else PartnerTask.objects.none()


privacy.register(
    SharedDocument,
    purpose=gettext_lazy("So that partners know who put a document into their workspace"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(SharedDocument, "put_by"),
    erase=privacy.blank("put_by"),
    fields=("put_by", "title", "language", "touched_at"),
    stays=("title", "language"),
    is_theirs_alone=False,
)
privacy.register(
    DocumentVersion,
    purpose=gettext_lazy("So that partners know who put which version of a document into their workspace"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(DocumentVersion, "put_by"),
    erase=privacy.blank("put_by"),
    fields=("put_by", "document", "number", "name", "file", "note", "put_at"),
    stays=("name", "file", "note"),
    is_theirs_alone=False,
)
for model, held in [(PartnerDecision, ()), (EarlierWording, ("decision",))]:
    privacy.register(
        model,
        purpose=gettext_lazy("So that partners know who wrote down what they decided, and who changed it"),
        basis=Basis.CONTRACT,
        retention=NAME_GOES,
        of=of(model, "written_by"),
        erase=privacy.blank("written_by"),
        fields=("written_by", *held, "what", "follows", "decided_on", "meeting", "language", "edition", "written_at"),
        stays=("what", "follows", "meeting", "language"),
        is_theirs_alone=False,
    )
privacy.register(
    PartnerTask,
    purpose=gettext_lazy("So that partners know who does what by when, and those who do are reminded"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=tasks,
    erase=privacy.blank("person", "made_by"),
    fields=("person", "made_by", "what", "note", "language", "due", "state", "changed_at"),
    stays=("what", "note", "language"),
    is_theirs_alone=False,
)
