"""What people are told of each other: that somebody writes, asks to know them, or says yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs.models import Block, Connection, Conversation, Message, Participant, User
from entrepreneurs.notices.base import FRESH, LOOK_BACK, key_of
from entrepreneurs.talks import titles_of
from hub import notices
from hub.notices import Part, Told
from hub.notices.timing import PAUSE


def unread_talks(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Conversations with something in them that the reader has not read, but for those that are muted. Says who, and never what."""
    keys = {key_of(about) for about in abouts}
    loud = Participant.objects.present().filter(user=user, is_muted=False, conversation__in=keys).values("conversation")
    found = [one for one in Conversation.objects.visible_to(user).with_unread(user).filter(pk__in=loud) if one.unread]
    titles = titles_of(found, user=user, hides=Block.objects.hidden_from(user))
    return {
        one.feed_key: Told(
            ngettext("%(number)d new message: %(title)s", "%(number)d new messages: %(title)s", one.unread)
            % {"number": one.unread, "title": titles[one.pk]},
            reverse("messages:conversation", args=[one.pk]),
        )
        for one in found
    }


def open_requests(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Connection.objects.waiting().filter(asked=user, pk__in=map(key_of, abouts)).exclude(asker__in=Block.objects.hidden_from(user))
    return {
        f"connection:{one.pk}": Told(
            _("%(name)s would like to know you") % {"name": one.asker.shown_name},
            reverse("messages:request", args=[one.pk]),
        )
        for one in found.select_related("asker")
    }


def new_connections(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Connection.objects.filter(asker=user, pk__in=map(key_of, abouts), accepted_at__gt=timezone.now() - FRESH)
    return {
        f"connection:{one.pk}": Told(
            _("%(name)s has said yes: you can write to each other") % {"name": one.asked.shown_name},
            reverse("messages:list"),
        )
        for one in found.exclude(asked__in=Block.objects.hidden_from(user)).select_related("asked")
    }


def gather_unread(user: User | None) -> None:
    """Notices of messages, for one reader at once, or for all readers after a pause in which they may read them anyway.

    Nothing is done for this when somebody writes: who has not read how far is known, and how far they have been told, too.
    """
    ripe = timezone.now() - (PAUSE if user is None else timedelta(0))
    newest = Message.objects.filter(
        Q(seq__gt=OuterRef("read_seq")) & Q(seq__gt=OuterRef("noticed_seq")),
        conversation=OuterRef("conversation"),
        deleted_at=None,
        created_at__lte=ripe,
    ).exclude(author=OuterRef("user"))
    active = Participant.objects.present().filter(
        is_muted=False,
        conversation__touched_at__gt=timezone.now() - LOOK_BACK,
        conversation__said_seq__gt=F("noticed_seq"),
    )
    behind = active.filter(conversation__said_seq__gt=F("read_seq"), **({"user": user} if user else {}))
    waiting = behind.annotate(newest=Subquery(newest.order_by("-seq").values("seq")[:1])).exclude(newest=None)
    for participant in waiting.select_related("user", "conversation"):
        if participant.read_seq >= participant.noticed_seq:  # they have read all that they were told of
            notices.close(participant.user, "message", about=participant.conversation.feed_key)
        notices.give(participant.user, "message", about=participant.conversation.feed_key)
        Participant.objects.filter(pk=participant.pk).update(noticed_seq=participant.newest)


notices.register("message", Part.PEOPLE, label=gettext_lazy("Somebody has written to me"), tell=unread_talks, gather=gather_unread)
notices.register("request", Part.PEOPLE, label=gettext_lazy("Somebody would like to know me"), tell=open_requests)
notices.register("accepted", Part.PEOPLE, label=gettext_lazy("Somebody has said yes to my request"), tell=new_connections)
