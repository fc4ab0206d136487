"""Keeping pieces in a portfolio, and what their owner says of them. Nothing that was made is copied: a piece names its source."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.attachments import forget_in, require_room
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import User
from hub.limits import spend
from learning.models import PortfolioFile, PortfolioItem, PortfolioShare
from learning.models.portfolio import FOLDER
from learning.portfolio import piece_named
from learning.portfolio.own import Own

MOST_ITEMS = 200


class NotThere(ValidationError):
    """What was to be kept is nobody's, somebody else's, or gone."""


class TooMany(ValidationError):
    """Nobody shows so much."""


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(_("That was a lot at once. Wait a few minutes; your text is still here."))


class NoPictureWords(ValidationError):
    def __init__(self):
        super().__init__(_("Say in words what is to be seen in the picture, for those who do not see it."))


@transaction.atomic
def keep(user: User, *, source: str, key: str, language: str) -> PortfolioItem:
    """Keep one of the things they made, last in line. Kept again, it is the one that is there."""
    spend(f"portfolio:{user.pk}", most=100, seconds=600, refusal=TooFast)
    if known := PortfolioItem.objects.owned_by(user).filter(source=source, key=key).first():
        return known
    if source == Own.name or piece_named(user, source=source, key=key) is None:
        raise NotThere(_("This is not there any more."))
    return put_in(user, source=source, key=key, language=language)


def put_in(user: User, *, source: str, key: str, **facts: Any) -> PortfolioItem:
    """Under the lock of its owner, who alone adds to it. It stands where the whole is shown with later pieces, and nowhere else."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = PortfolioItem.objects.owned_by(user)
    if known := mine.filter(source=source, key=key).first():
        return known
    if mine.count() >= MOST_ITEMS:
        raise TooMany(_("You keep %(number)d pieces. Remove one that you do not need, and keep this one then.") % {"number": MOST_ITEMS})
    last = mine.aggregate(last=Max("position"))["last"] or 0
    return PortfolioItem.objects.create(owner=user, source=source, key=key, position=last + 1, **facts)


@transaction.atomic
def make(user: User, *, client_id: UUID, document: Accepted | None = None, **words: Any) -> PortfolioItem:
    """A piece of one's own. Sent twice, it is made once."""
    spend(f"portfolio:{user.pk}", most=100, seconds=600, refusal=TooFast)
    if known := PortfolioItem.objects.owned_by(user).filter(source=Own.name, key=str(client_id)).first():
        return known
    require_voice_for_readers(user)
    item = put_in(user, source=Own.name, key=str(client_id), **words)
    put_file(item, document)
    return item


@transaction.atomic
def change(item: PortfolioItem, *, by: User, document: Accepted | None = None, no_file: bool = False, **words: Any) -> PortfolioItem:
    """What its owner says of it, and, of a piece of their own, all that it says; readers read it so from now on."""
    require_voice_for_readers(by)
    item = PortfolioItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    for name, value in words.items():
        setattr(item, name, value)
    item.changed_at = timezone.now()
    item.save()
    if no_file or document:
        forget_file(item)
    put_file(item, document)
    return item


def require_voice_for_readers(user: User) -> None:
    """What others read as well is written by nobody whom moderators have stopped from writing to them."""
    if PortfolioShare.objects.filter(owner=user).exists():
        require_voice(user)


def put_file(item: PortfolioItem, document: Accepted | None) -> None:
    if document:
        require_room(item.owner, [document])
        stored = ContentFile(document.content, name=document.name)
        PortfolioFile.objects.create(item=item, file=stored, name=document.name, kind=document.kind, size=len(document.content))
    if not item.alternative and PortfolioFile.objects.filter(item=item, kind__startswith="image/").exists():
        raise NoPictureWords


def forget_file(item: PortfolioItem) -> None:
    """The row, and the file once that is sure."""
    for old in PortfolioFile.objects.filter(item=item):
        transaction.on_commit(lambda storage=old.file.storage, name=old.file.name: storage.delete(name), robust=True)
        old.delete()


@transaction.atomic
def move(item: PortfolioItem, *, is_up: bool) -> None:
    """One place up or down; at either end it stays where it is."""
    User.objects.select_for_update(no_key=True).get(pk=item.owner_id)
    order = list(PortfolioItem.objects.owned_by(item.owner))
    here = order.index(item)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order, start=1):
        one.position = place
    PortfolioItem.objects.bulk_update(order, ["position"])


def hide(item: PortfolioItem) -> None:
    """From everybody, wherever it is shared, until it is shown again; sharings stay as they are."""
    PortfolioItem.objects.filter(pk=item.pk).update(is_hidden=True)


def show(item: PortfolioItem) -> None:
    PortfolioItem.objects.filter(pk=item.pk).update(is_hidden=False)


@transaction.atomic
def let_go(item: PortfolioItem) -> None:
    """Out of the portfolio, and from all its readers. What was made stays where it was made; a piece of one's own goes for good."""
    forget_file(item)
    item.delete()


def forget_orphans() -> None:
    """Files that no row names, because a transaction failed or a process was killed just then."""
    forget_in(FOLDER, known=set(PortfolioFile.objects.values_list("file", flat=True)))
