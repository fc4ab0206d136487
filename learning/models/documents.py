"""The files of documents in the resource bank, and of practices."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.attachments import KINDS, StoredFile
from learning.models.practices import Practice
from learning.models.resources import Resource

FOLDER, PRACTICES = "resources", "practices"


def unguessable(row: ResourceFile, name: str) -> str:
    return f"{FOLDER}/{uuid4().hex}.{KINDS.get(row.kind, 'bin')}"


def unguessable_pdf(row: PracticeFile, name: str) -> str:
    return f"{PRACTICES}/{uuid4().hex}.pdf"


class ResourceFile(StoredFile):
    """The file of a document. A picture has an alternative text, and so has what is not accessible: in the resource's texts."""

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="document", verbose_name=_("resource"))
    file = models.FileField(_("file"), upload_to=unguessable)
    is_accessible = models.BooleanField(_("can be read by everybody, with a screen reader too"), default=False)

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a resource")
        verbose_name_plural = _("files of resources")

    @property
    def needs_alternative(self) -> bool:
        return not self.is_accessible or self.kind.startswith("image/")


class PracticeFile(StoredFile):
    """The PDF in which a practice is told at length. What it says in short stands in the four answers, for everybody to read."""

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="document", verbose_name=_("practice"))
    file = models.FileField(_("file"), upload_to=unguessable_pdf)

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a practice")
        verbose_name_plural = _("files of practices")
