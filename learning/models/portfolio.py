"""Portfolios: what somebody keeps of what they made, and to whom they show it. What a piece says is read from its source each time."""

from __future__ import annotations

from secrets import token_urlsafe
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Block, Conversation, Participant, User
from entrepreneurs.models.attachments import KINDS, StoredFile
from learning.models.progress import Learner

MOST_TITLE = 120
MOST_NOTE = 1000
MOST_TEXT = 6000
FOLDER = "portfolios"


def unguessable(row: PortfolioFile, name: str) -> str:
    return f"{FOLDER}/{uuid4().hex}.{KINDS.get(row.kind, 'bin')}"


def new_key() -> str:
    return token_urlsafe(18)


class PortfolioItemQuerySet(models.QuerySet):
    def owned_by(self, who: User | Learner | None) -> PortfolioItemQuerySet:
        """An account's own; guests have none."""
        return self.filter(owner=who) if isinstance(who, User) else self.none()

    def shown(self) -> PortfolioItemQuerySet:
        """What its owner hides, and what moderators took away, nobody else reads, wherever it is shared."""
        return self.filter(is_hidden=False, is_removed=False)

    def shared_by(self, shares: PortfolioShareQuerySet) -> PortfolioItemQuerySet:
        """What these sharings show: a piece, what stood in the whole on its day and was added to it since, or all there is."""
        whole = shares.filter(item=None)
        found = Q(pk__in=shares.exclude(item=None).values("item")) | Q(pk__in=whole.filter(covered__owner=F("owner")).values("covered"))
        return self.shown().filter(found | Q(owner__in=whole.filter(covers_later=True).values("owner")))

    def visible_to(self, user, *, key: str = "") -> PortfolioItemQuerySet:
        """One's own; what others show now to this reader, to a group that both are in, or to everybody who has the `key`."""
        shared = self.shared_by(PortfolioShare.objects.reaching(user, key=key))
        return self.filter(Q(pk__in=self.owned_by(user).values("pk")) | Q(pk__in=shared.values("pk")))

    def readable_by(self, user) -> PortfolioItemQuerySet:
        """What can be reported, by the one who said it as by any other. With a key it is reported where it is read."""
        return self.visible_to(user).alias(author=F("owner"))


class PortfolioItem(models.Model):
    """A piece that somebody keeps: `source` and `key` name what they made (learning/portfolio), which says what it is, and whether it still is."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portfolio", verbose_name=_("whose it is"))
    source = models.CharField(_("what kind of piece it is"), max_length=20)
    key = models.CharField(_("which one it is"), max_length=80)
    title = models.CharField(_("title of my own"), max_length=MOST_TITLE, blank=True)
    note = models.TextField(_("why I keep this"), max_length=MOST_NOTE, blank=True)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)
    address = models.URLField(_("where one can read more"), max_length=300, blank=True)
    alternative = models.CharField(_("what is to be seen in the picture"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    is_hidden = models.BooleanField(_("hidden from everybody"), default=False)
    is_removed = models.BooleanField(_("taken away from readers by a moderator"), default=False)
    added_at = models.DateTimeField(_("kept since"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    objects = PortfolioItemQuerySet.as_manager()
    shared_key = ""  # with which it is being read

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("piece of a portfolio")
        verbose_name_plural = _("pieces of portfolios")
        constraints = [models.UniqueConstraint(fields=["owner", "source", "key"], name="kept_once")]

    def __str__(self):
        return f"{self.source} {self.key}"

    def get_absolute_url(self):
        if self.shared_key:
            return f"{reverse('learning:shared_portfolio', args=[self.shared_key])}#piece-{self.pk}"
        return reverse("learning:piece", args=[self.pk])

    @property
    def file_address(self) -> str:
        if self.shared_key:
            return reverse("learning:shared_file", args=[self.shared_key, self.pk])
        return reverse("learning:piece_file", args=[self.pk])

    # As moderators are shown it

    @property
    def author(self) -> User:
        return self.owner

    @property
    def author_id(self) -> int:
        return self.owner_id

    @property
    def said_at(self):
        return self.changed_at

    @property
    def body(self) -> str:
        from learning.portfolio import pieces_of

        return "\n\n".join(kept.words for kept in pieces_of([self], reader=self.owner)) or self.note


class PortfolioFile(StoredFile):
    """The picture or the file of a piece of one's own."""

    item = models.OneToOneField(PortfolioItem, on_delete=models.CASCADE, related_name="document", verbose_name=_("piece of a portfolio"))
    file = models.FileField(_("file"), upload_to=unguessable)

    class Meta(StoredFile.Meta):
        verbose_name = _("file of a portfolio")
        verbose_name_plural = _("files of portfolios")

    @property
    def is_picture(self) -> bool:
        return self.kind.startswith("image/")


class PortfolioShareQuerySet(models.QuerySet):
    def alive(self) -> PortfolioShareQuerySet:
        """Those that hold today, of owners who are here."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()), owner__is_active=True)

    def public(self) -> PortfolioShareQuerySet:
        return self.exclude(public_key=None)

    def reaching(self, user, *, key: str = "") -> PortfolioShareQuerySet:
        """By which `user`, or a visitor, reads what is another’s: theirs, those of groups in which both are now, and one by its key."""
        found = Q(public_key=key) if key else Q(pk=None)
        if not user.is_authenticated:
            return self.alive().filter(found)
        if not user.is_active:
            return self.none()
        present = Participant.objects.present().filter(conversation=OuterRef("conversation"))
        together = Exists(present.filter(user=user)) & Exists(present.filter(user=OuterRef("owner")))
        theirs = (Q(user=user) | (Q(conversation__isnull=False) & together)) & ~Q(owner=user)
        return self.alive().filter(found | theirs).exclude(owner__in=Block.objects.hidden_from(user))


class PortfolioShare(models.Model):
    """A piece, or the whole, shown to a person, to a group conversation, or to everybody who has the key. Taking it back deletes the row.

    The whole shows what stood in it on its day (`covered`), and later pieces only as their owner adds them, or if they said so once (`covers_later`).
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portfolio_shares", verbose_name=_("whose it is"))
    item = models.ForeignKey(PortfolioItem, null=True, blank=True, on_delete=models.CASCADE, related_name="shares", verbose_name=_("piece"))
    covered = models.ManyToManyField(PortfolioItem, blank=True, related_name="covered_by", verbose_name=_("what it shows of the whole"))
    covers_later = models.BooleanField(_("shows what is kept later, too"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("with whom it is shared")
    )
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("with which group it is shared")
    )
    public_key = models.CharField(_("name in its link"), max_length=40, null=True, blank=True, unique=True)
    may_be_found = models.BooleanField(_("search engines may show it"), default=False)
    shared_at = models.DateTimeField(_("shared on"), default=timezone.now)
    until = models.DateField(_("until which day"), null=True, blank=True)

    objects = PortfolioShareQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sharing of a portfolio")
        verbose_name_plural = _("sharings of portfolios")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, conversation=None, public_key=None)
                | Q(user=None, conversation__isnull=False, public_key=None)
                | Q(user=None, conversation=None, public_key__isnull=False),
                name="portfolio_shown_to_somebody",
            ),
            models.CheckConstraint(condition=Q(covers_later=False) | Q(item=None), name="one_piece_has_no_later"),
            models.CheckConstraint(condition=Q(may_be_found=False) | Q(public_key__isnull=False), name="only_public_is_found"),
            models.UniqueConstraint(fields=["item", "user"], name="piece_shown_once_to_person"),
            models.UniqueConstraint(fields=["item", "conversation"], name="piece_shown_once_to_group"),
            models.UniqueConstraint(fields=["item"], condition=Q(public_key__isnull=False), name="piece_public_once"),
            models.UniqueConstraint(fields=["owner", "user"], condition=Q(item=None), name="whole_shown_once_to_person"),
            models.UniqueConstraint(fields=["owner", "conversation"], condition=Q(item=None), name="whole_shown_once_to_group"),
            models.UniqueConstraint(fields=["owner"], condition=Q(item=None, public_key__isnull=False), name="whole_public_once"),
        ]

    def __str__(self):
        return f"{self.owner_id}: {self.item_id or 'the whole'}"

    def get_absolute_url(self):
        """Where its readers read it."""
        if self.public_key:
            return reverse("learning:shared_portfolio", args=[self.public_key])
        return reverse("learning:piece", args=[self.item_id]) if self.item_id else reverse("learning:portfolio_of", args=[self.owner_id])

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()
