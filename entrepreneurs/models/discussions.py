"""What is said in places that many read (discussing.py), in all languages together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs import discussing
from entrepreneurs.discussing import Place
from entrepreneurs.models.connections import Block
from entrepreneurs.models.conversations import MOST_TEXT

MOST_TITLE = 120
ANSWER = "answer"
STANDING = Q(deleted_at=None, author__is_active=True)


class ContributionQuerySet(models.QuerySet):
    def standing(self):
        """Neither taken back nor removed, and by somebody who is here."""
        return self.filter(STANDING)

    def visible_to(self, user, place: Place):
        """What `user` reads there: nothing by people whom they hide, nor what was answered to those. What is gone leaves a trace where it has
        answers that they read."""
        if not place.readable_by(user):
            return self.none()
        hidden = Block.objects.hidden_from(user)
        found = self.filter(place=place.name)
        if hidden:
            found = found.exclude(author__in=hidden).exclude(answers_to__author__in=hidden)
        answers = Contribution.objects.standing().filter(answers_to=OuterRef("pk")).exclude(author__in=hidden)
        return found.filter(STANDING | (Q(answers_to=None) & Exists(answers)))

    def readable_by(self, user):
        """Of all places: what stands where `user` reads."""
        names = discussing.readable(user, set(self.order_by().values_list("place", flat=True).distinct()))
        return self.standing().filter(place__in=names).exclude(author__in=Block.objects.hidden_from(user)).select_related("author")

    def threads(self):
        return self.filter(answers_to=None)


class Contribution(models.Model):
    """Something said in a place: on its own, or in answer to something that was. `client_id` is the sender's own name for it, so that sending
    twice says it once."""

    place = models.CharField(_("place"), max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author"))
    kind = models.CharField(_("kind"), max_length=12)
    title = models.CharField(_("title"), max_length=MOST_TITLE, blank=True)
    body = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    answers_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers", verbose_name=_("answer to"))
    client_id = models.UUIDField(editable=False)
    said_at = models.DateTimeField(_("said on"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed on"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted on"), null=True, blank=True)
    is_removed = models.BooleanField(_("removed by a moderator"), default=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contribution to a discussion")
        verbose_name_plural = _("contributions to discussions")
        indexes = [models.Index(fields=["place", "answers_to", "id"], name="threads_of_a_place")]
        constraints = [
            models.UniqueConstraint(fields=["place", "author", "client_id"], name="contributed_once"),
            models.CheckConstraint(condition=~Q(body="") | ~Q(deleted_at=None), name="contributions_say_something"),
            models.CheckConstraint(condition=Q(answers_to=None) ^ Q(kind=ANSWER), name="answers_answer"),
        ]

    def __str__(self):
        return f"{self.place}: {self.pk}"

    def get_absolute_url(self):
        """Its thread, on a page of its own."""
        return f"{reverse('discussions:thread', args=[self.answers_to_id or self.pk])}#contribution-{self.pk}"

    @property
    def thread_id(self) -> int:
        return self.answers_to_id or self.pk

    @property
    def feed_key(self) -> str:
        return f"discussion:{self.place}"

    @property
    def has_left(self) -> bool:
        """Whoever said it."""
        return self.author is None or not self.author.is_active

    @property
    def is_gone(self) -> bool:
        return bool(self.deleted_at) or self.has_left
