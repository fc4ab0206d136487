"""Sheets: tools as people have filled them in, their versions, with whom they are shared, and what was said of them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Block, Conversation, Participant, User
from learning.models.advising import Advising, Scope, learners_of
from learning.models.progress import Learner
from learning.tools import TOOLS, Tool

MOST_TITLE = 120
MOST_COMMENT = 2000


class SheetQuerySet(models.QuerySet):
    def owned_by(self, who: User | Learner | None) -> SheetQuerySet:
        if isinstance(who, Learner):
            return self.filter(owner=who)
        return self.filter(owner__user=who) if who else self.none()

    def shared_with(self, who: User | Learner | None) -> SheetQuerySet:
        """By others, themselves or in a group; to their adviser, by consent; nothing between two of whom one has blocked the other."""
        if not isinstance(who, User):
            return self.none()
        return self.filter(Q(pk__in=Share.objects.reaching(who).values("sheet")) | Q(owner__user__in=learners_of(who, Scope.TOOLS)))

    def visible_to(self, who: User | Learner | None) -> SheetQuerySet:
        """Whoever owns it, an account or a guest, and those with whom it is shared now."""
        return self.filter(Q(pk__in=self.owned_by(who).values("pk")) | Q(pk__in=self.shared_with(who).values("pk")))

    def editable_by(self, who: User | Learner | None) -> SheetQuerySet:
        shared = Share.objects.reaching(who).filter(can_edit=True).values("sheet") if isinstance(who, User) else []
        return self.filter(Q(pk__in=self.owned_by(who).values("pk")) | Q(pk__in=shared))


class Sheet(models.Model):
    """A tool that somebody has filled in. `key` is its page's own name for it, so that what is sent twice is made once; `revision` grows with every
    change, and `source` is the open page that made the last one, by a random name of its own."""

    owner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("whose it is"))
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("tool"), max_length=20)
    title = models.CharField(_("title"), max_length=MOST_TITLE)
    language = models.CharField(_("language"), max_length=10)
    content = models.JSONField(_("content"), default=dict)
    revision = models.PositiveIntegerField(_("number of changes"), default=1)
    source = models.CharField(max_length=36, blank=True, editable=False)
    lesson_key = models.UUIDField(_("lesson"), null=True, blank=True)
    block_id = models.CharField(_("task"), max_length=36, blank=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("filled-in tool")
        verbose_name_plural = _("filled-in tools")
        constraints = [
            models.UniqueConstraint(fields=["owner", "lesson_key", "block_id"], condition=Q(lesson_key__isnull=False), name="one_sheet_per_task"),
            models.CheckConstraint(
                condition=Q(lesson_key=None, block_id="") | (Q(lesson_key__isnull=False) & ~Q(block_id="")), name="task_of_a_lesson"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("learning:sheet", args=[self.pk])

    @property
    def tool(self) -> Tool:
        return TOOLS[self.kind]

    def is_of(self, who: User | Learner | None) -> bool:
        return who is not None and who in (self.owner, self.owner.user)


class SheetVersion(models.Model):
    """The sheet as it was after one sitting of one person. The newest is as the sheet is now."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="versions", verbose_name=_("filled-in tool"))
    number = models.PositiveIntegerField(_("number"))
    by = models.ForeignKey(Learner, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who wrote"))
    title = models.CharField(_("title"), max_length=MOST_TITLE)
    content = models.JSONField(_("content"), default=dict)
    brought_back = models.PositiveIntegerField(_("brought back from version"), null=True, blank=True)
    begun_at = models.DateTimeField(_("begun on"), default=timezone.now)
    saved_at = models.DateTimeField(_("saved on"), default=timezone.now)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a filled-in tool")
        verbose_name_plural = _("versions of filled-in tools")
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="one_version_per_number")]

    def __str__(self):
        return f"{self.sheet_id}, version {self.number}"


class ShareQuerySet(models.QuerySet):
    def reaching(self, user: User) -> ShareQuerySet:
        """Those by which `user` reads what is another's: theirs, and those of groups in which both they and the owner are now. Nothing of
        somebody whom they have advised, once they advise nobody any more."""
        present = Participant.objects.present().filter(conversation=OuterRef("conversation"))
        together = Exists(present.filter(user=user)) & Exists(present.filter(user=OuterRef("sheet__owner__user")))
        advised = Advising.objects.between(OuterRef("sheet__owner__user"), user).exclude(accepted_at=None)
        former = Exists(advised) & ~Exists(User.objects.allowed("entrepreneurs.advise").filter(pk=user.pk))
        found = self.filter((Q(user=user) & ~former) | (Q(conversation__isnull=False) & together), sheet__owner__user__is_active=True)
        return found.exclude(sheet__owner__user__in=Block.objects.hidden_from(user)).exclude(sheet__owner__user=user)


class Share(models.Model):
    """A sheet shown to a person, or to everybody in a group conversation. Taking it back deletes the row, and it is gone at once."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="shares", verbose_name=_("filled-in tool"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("with whom it is shared")
    )
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("with which group it is shared")
    )
    can_edit = models.BooleanField(_("may also change it"), default=False)
    shared_at = models.DateTimeField(_("shared on"), default=timezone.now)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sharing of a tool")
        verbose_name_plural = _("sharings of tools")
        constraints = [
            models.CheckConstraint(condition=Q(user=None) ^ Q(conversation=None), name="shared_with_person_or_group"),
            models.UniqueConstraint(fields=["sheet", "user"], name="shared_once_with_person"),
            models.UniqueConstraint(fields=["sheet", "conversation"], name="shared_once_with_group"),
        ]

    def __str__(self):
        return f"{self.sheet_id} with {self.user_id or f'group {self.conversation_id}'}"


class SheetCommentQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> SheetCommentQuerySet:
        """For whoever may read the sheet: all but those of people whom they do not see."""
        return self.exclude(author__in=Block.objects.hidden_from(user)).select_related("author")

    def readable_by(self, user: User) -> SheetCommentQuerySet:
        """Of all sheets that somebody reads."""
        return self.visible_to(user).filter(sheet__in=Sheet.objects.visible_to(user))


class SheetComment(models.Model):
    """What somebody says of a sheet, or of a section of it, to all who may read it."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="comments", verbose_name=_("filled-in tool"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author"))
    section = models.CharField(_("part"), max_length=40, blank=True)
    body = models.TextField(_("comment"), max_length=MOST_COMMENT)
    language = models.CharField(_("language"), max_length=10)
    client_id = models.UUIDField(default=uuid4, editable=False)
    said_at = models.DateTimeField(_("said on"), default=timezone.now)

    objects = SheetCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment on a tool")
        verbose_name_plural = _("comments on tools")
        constraints = [models.UniqueConstraint(fields=["sheet", "author", "client_id"], name="commented_once")]

    def __str__(self):
        return f"{self.author_id} on {self.sheet_id}"

    def get_absolute_url(self):
        return f"{reverse('learning:sheet', args=[self.sheet_id])}#comment-{self.pk}"
