"""Conversations: who takes part, what is said, and how far each has read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.connections import Block, Connection

MOST_TEXT = 4000
MOST_UNREAD = 1000


class NumberOf(Subquery):
    """How many rows a subquery has, which may be limited."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


class ConversationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those in which `user` takes part now; of two people's, those between whom no block stands."""
        if not user.is_authenticated:
            return self.none()
        hidden = Block.objects.hidden_from(user)
        apart = Participant.objects.filter(conversation=OuterRef("pk"), user__in=hidden)
        found = self.filter(participants__user=user, participants__left_at=None)
        return found.exclude(Q(pair__isnull=False) & Exists(apart)) if hidden else found

    def with_unread(self, user):
        """Each with `unread`, how many messages of others `user` has not read, counted up to MOST_UNREAD; one query with the rest."""
        mine = Participant.objects.filter(conversation=OuterRef(OuterRef("pk")), user=user).values("read_seq")
        new = Message.objects.filter(conversation=OuterRef("pk"), deleted_at=None, seq__gt=Subquery(mine)).order_by()
        new = new.exclude(author__in={user.pk} | Block.objects.hidden_from(user))
        return self.annotate(unread=NumberOf(new.values("pk")[:MOST_UNREAD]))


class Conversation(models.Model):
    """Between two who are connected, or in a group. What happens in it is told in its feed."""

    title = models.CharField(_("title"), max_length=120, blank=True)
    pair = models.CharField(max_length=41, null=True, unique=True, editable=False)  # "3:17", where only these two may ever be in it
    created_at = models.DateTimeField(_("begun on"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last message on"), default=timezone.now, db_index=True)
    said_seq = models.PositiveBigIntegerField(_("number of the last message"), default=0)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self):
        return self.title or f"{self.pk}"

    @property
    def feed_key(self) -> str:
        return f"conversation:{self.pk}"

    @property
    def is_direct(self) -> bool:
        return self.pair is not None

    @property
    def is_of_circle(self) -> bool:
        """Whether its people come and go with a circle, and nobody owns it; one query."""
        return hasattr(self, "circle")

    def is_open(self) -> bool:
        """Whether anything can be said: always in a group, and between two as long as they are connected; two queries."""
        if not self.is_direct:
            return True
        one, other = self.pair.split(":")
        return Connection.objects.between(one, other).accepted().exists() and not Block.objects.between(one, other).exists()


def pair_of(one, other) -> str:
    """How the two name their conversation, whoever asks."""
    return ":".join(str(key) for key in sorted([one.pk, other.pk]))


class ParticipantQuerySet(models.QuerySet):
    def present(self):
        return self.filter(left_at=None)


class Participant(models.Model):
    """Somebody in a conversation: they see what was said since they joined, and others see how far they have read."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants", verbose_name=_("conversation"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations", verbose_name=_("user"))
    is_owner = models.BooleanField(_("may add and remove people"), default=False)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    joined_seq = models.PositiveBigIntegerField(default=0)
    read_seq = models.PositiveBigIntegerField(_("read up to message"), default=0)
    noticed_seq = models.PositiveBigIntegerField(_("told of up to message"), default=0)
    is_muted = models.BooleanField(_("no notices of it"), default=False)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="takes_part_once")]

    def __str__(self):
        return f"{self.user_id} in {self.conversation_id}"


class MessageQuerySet(models.QuerySet):
    def visible_to(self, participant: Participant, *, hides=()):
        """What a participant may read: said since they joined, and not by somebody whom they hide."""
        found = self.filter(conversation=participant.conversation_id, seq__gt=participant.joined_seq)
        return found.exclude(author__in=hides) if hides else found

    def page(self, *, before: int | None = None, size: int):
        """The newest `size` messages, or those before a number, oldest first."""
        found = self.filter(seq__lt=before) if before else self
        return sorted(found.order_by("-seq")[:size], key=lambda message: message.seq)


class Message(models.Model):
    """One thing said. `client_id` is the sender's own name for it, so that sending twice says it once; `seq` is its number in the feed."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", verbose_name=_("conversation"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author"))
    client_id = models.UUIDField()
    seq = models.PositiveBigIntegerField(_("number"))
    body = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answer to"))
    created_at = models.DateTimeField(_("said on"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed on"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted on"), null=True, blank=True)
    is_removed = models.BooleanField(_("removed by a moderator"), default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "author", "client_id"], name="said_once"),
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_per_number"),
            models.CheckConstraint(condition=~Q(body="") | ~Q(deleted_at=None), name="messages_say_something"),
        ]

    def __str__(self):
        return f"{self.conversation_id}: {self.seq}"


class MessageVersion(models.Model):
    """What a message said before it was changed or deleted: kept for ninety days, in case somebody complains of it."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions", verbose_name=_("message"))
    body = models.TextField(_("text"), max_length=MOST_TEXT)
    replaced_at = models.DateTimeField(_("replaced on"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")

    def __str__(self):
        return f"{self.message_id}, {self.replaced_at:%Y-%m-%d}"
