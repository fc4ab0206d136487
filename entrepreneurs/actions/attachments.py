"""Keeping files that come with messages, and letting go of those, and of photos, that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Attachment, DocumentVersion, Message, Profile, Quote, QuotedFile, User
from entrepreneurs.models.attachments import FOLDER
from entrepreneurs.models.profiles import PHOTOS
from hub import limits

UNDER_WAY = timedelta(hours=1)  # nobody writes a file for so long before its row is there


class TooManyFiles(ValidationError):
    """Nobody has so much to send in a day."""

    def __init__(self):
        super().__init__(gettext_lazy("That was a lot of files for a day. Send the rest tomorrow; your text is still here."))


def require_room(author: User, files: Iterable[Accepted]) -> None:
    for _file in files:
        limits.spend(f"files-of-{author.pk}", most=settings.FILES_A_DAY, seconds=24 * 60 * 60, refusal=TooManyFiles)


def attach(message: Message, files: Iterable[Accepted]) -> None:
    """Keep files with a message. What is written when the transaction fails is found by `forget_orphans`."""
    for one in files:
        stored = ContentFile(one.content, name=one.name)
        Attachment.objects.create(message=message, file=stored, name=one.name, kind=one.kind, size=len(one.content))


def quote_files(quote: Quote, message: Message) -> None:
    for one in message.attachments.all():
        quote_file(quote, one.file, name=one.name, kind=one.kind)


def quote_photo(quote: Quote, profile: Profile) -> None:
    if profile.photo:
        quote_file(quote, profile.photo, name=profile.photo_name, kind="image/webp")


def quote_file(quote: Quote, file: FieldFile, *, name: str, kind: str) -> None:
    with file.open("rb") as stored:
        QuotedFile.objects.create(quote=quote, file=ContentFile(stored.read(), name=name), name=name, kind=kind, size=file.size)


def forget_orphans() -> None:
    """Files that no row names, because a transaction failed or a process was killed just then."""
    forget_in(FOLDER, known={name for model in (Attachment, QuotedFile, DocumentVersion) for name in model.objects.values_list("file", flat=True)})
    forget_in(PHOTOS, known=set(Profile.objects.exclude(photo="").values_list("photo", flat=True)))


def forget_in(folder: str, *, known: set[str]) -> None:
    for name in default_storage.listdir(folder)[1] if default_storage.exists(folder) else ():
        path = f"{folder}/{name}"
        if path not in known and default_storage.get_modified_time(path) < timezone.now() - UNDER_WAY:
            default_storage.delete(path)
