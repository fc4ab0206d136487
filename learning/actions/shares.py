"""Sharing a tool with a person or a group, taking that back, and saying something of it. Whom it concerns is told."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Participant, User
from hub import notices
from hub.limits import spend
from learning import sharing
from learning.models import Share, Sheet, SheetComment


class NoAccount(ValidationError):
    """A guest is known by one browser: nobody could tell from whom something shared by them comes."""


class OutOfReach(ValidationError):
    """Tools are shared with people one is connected with, with advisers, and with one's groups."""


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(_("You have commented very often just now. Wait a few minutes; your text is still here."))


def about(sheet: Sheet) -> str:
    return f"sheet:{sheet.pk}"


@transaction.atomic
def share(sheet: Sheet, *, by: User, whom: str, can_edit: bool) -> Share:
    """Let `person:3` or the group `group:7` read it, or change it too. Shared again, the last word holds, and nobody is told twice."""
    if not by.is_authenticated:
        raise NoAccount(_("Create an account first: what you have filled in comes along, and can be shared then."))
    require_voice(by)
    Sheet.objects.select_for_update(no_key=True).get(pk=sheet.pk)
    found, is_new = sheet.shares.update_or_create(**target(by, whom), defaults={"can_edit": can_edit})
    for user in readers(found) if is_new else []:
        notices.give(user, "sheet_shared", about=about(sheet))
    return found


def target(by: User, whom: str) -> dict:
    """The person or the group, if it is in reach of `by`."""
    kind, _colon, key = whom.partition(":")
    pool = {"person": sharing.reachable, "group": sharing.groups}.get(kind)
    found = pool(by).filter(pk=key).first() if pool and key.isdigit() else None
    if found is None:
        raise OutOfReach(_("You are not connected any more. Choose somebody else."))
    return {"user": found} if kind == "person" else {"conversation": found}


def readers(share: Share) -> list[User]:
    """Whom a sharing reaches, but for its owner, and for those who see nothing of them."""
    owner = share.sheet.owner.user
    if share.user_id:
        return [share.user]
    present = Participant.objects.present().filter(conversation=share.conversation_id).exclude(user=owner)
    return [one.user for one in present.exclude(user__in=Block.objects.hidden_from(owner)).select_related("user")]


def take_back(share: Share) -> None:
    """Gone at once, for all whom it reached. What they have written into it stays, and so do their comments."""
    share.delete()


@transaction.atomic
def comment(sheet: Sheet, *, by: User, section: str, body: str, language: str, client_id: UUID | None = None) -> SheetComment:
    """Say something of the sheet. Sent twice, it is said once. The owner is told, and those who have commented before and still may read it."""
    require_voice(by)
    known = sheet.comments.filter(author=by, client_id=client_id).first() if client_id else None
    if known:
        return known
    spend(f"sheet-comments:{by.pk}", most=30, seconds=600, refusal=TooFast)
    said = sheet.comments.create(author=by, section=section, body=body, language=language, client_id=client_id or uuid4())
    for user in those_who_follow(sheet, by):
        notices.give(user, "sheet_commented", about=about(sheet))
    return said


def those_who_follow(sheet: Sheet, author: User) -> list[User]:
    hidden = Block.objects.hidden_from(author) | {author.pk}
    found = User.objects.filter(pk__in=sheet.comments.values("author")) | User.objects.filter(learner__sheets=sheet)
    return [user for user in found.distinct().exclude(pk__in=hidden) if Sheet.objects.visible_to(user).filter(pk=sheet.pk).exists()]


def take_back_comment(said: SheetComment) -> None:
    said.delete()
