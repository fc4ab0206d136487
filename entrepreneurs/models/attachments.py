"""Files that come with messages."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.connections import Block
from entrepreneurs.models.conversations import Conversation, Message, Participant
from entrepreneurs.models.reports import Quote, Report

FOLDER = "attachments"
KINDS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


def unguessable(row: StoredFile, name: str) -> str:
    return f"{FOLDER}/{uuid4().hex}.{KINDS.get(row.kind, 'bin')}"


class StoredFile(models.Model):
    """A file under a name that nobody guesses; `name` is what it is called when it is saved, its ending by what is in it."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to=unguessable)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(max_length=80, choices=list(KINDS.items()))
    size = models.PositiveIntegerField(_("size in bytes"))

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.name


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of messages that `user` may read: in a conversation of theirs, said since they joined, not taken back, by nobody whom they hide."""
        if not user.is_authenticated:
            return self.none()
        mine = Participant.objects.present().filter(
            user=user, conversation=OuterRef("message__conversation"), joined_seq__lt=OuterRef("message__seq")
        )
        found = self.filter(Exists(mine), message__deleted_at=None, message__conversation__in=Conversation.objects.visible_to(user))
        return found.exclude(message__author__in=Block.objects.hidden_from(user))


class Attachment(StoredFile):
    """Sent with a message, and gone with it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("message"))

    objects = AttachmentQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")


class QuotedFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the moderators who may see the report."""
        return self.filter(quote__report__in=Report.objects.visible_to(user))


class QuotedFile(StoredFile):
    """A copy of a file that came with a reported message; it is kept as long as the quote."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="files", verbose_name=_("copy for moderators"))

    objects = QuotedFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        verbose_name = _("copy of an attachment for moderators")
        verbose_name_plural = _("copies of attachments for moderators")
