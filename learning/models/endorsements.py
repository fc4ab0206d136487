"""What those who tried a practice say of it, and in how many countries it is read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from entrepreneurs.models import Block
from hub.models import Organisation
from learning.models.practices import Practice


class EndorsementQuerySet(models.QuerySet):
    def open(self) -> EndorsementQuerySet:
        """What has been neither withdrawn nor taken away."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, user) -> EndorsementQuerySet:
        """All that are open, but between two of whom one blocks the other; a query more for whoever is signed in."""
        found = self.open().select_related("author", "organisation")
        return found.exclude(author__in=Block.objects.hidden_from(user)) if user.is_authenticated else found

    def readable_by(self, user) -> EndorsementQuerySet:
        """Those on practices that somebody may read."""
        return self.visible_to(user).filter(practice__in=Practice.objects.visible_to(user))

    def of(self, user) -> EndorsementQuerySet:
        """One's own, as long as they stand."""
        return self.open().filter(author=user) if user.is_authenticated else self.none()

    def removable_by(self, user) -> EndorsementQuerySet:
        """For moderators, all that stand; for everybody else none."""
        return self.open().select_related("author", "practice") if user.has_perm("entrepreneurs.moderate") else self.none()


class Endorsement(models.Model):
    """Somebody tried a practice, and says what happened. Once it is withdrawn its words are gone, and nobody is shown that it was there."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="endorsements", verbose_name=_("practice"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who tried it"))
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("organisation"))
    country = CountryField(_("country where it was tried"), blank=True)
    body = models.TextField(_("what happened"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    said_at = models.DateTimeField(_("said on"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    removed_because = models.TextField(_("why moderators took it away"), max_length=1000, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name = _("experience with a practice")
        verbose_name_plural = _("experiences with practices")
        indexes = [models.Index(fields=["practice", "-said_at", "-id"], condition=Q(withdrawn_at=None), name="endorsements_as_shown")]
        constraints = [
            models.UniqueConstraint(fields=["practice", "author"], condition=Q(withdrawn_at=None), name="endorsed_once"),
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & ~Q(body="") & ~Q(country="")) | (~Q(withdrawn_at=None) & Q(body="", country="", organisation=None)),
                name="withdrawn_without_words",
            ),
        ]

    def __str__(self):
        return f"{self.practice_id}: {self.author_id}"

    def get_absolute_url(self):
        return f"{self.practice.get_absolute_url()}#tried-{self.pk}"


class PracticeReader(models.Model):
    """Somebody with an account has opened a practice. It is counted by country, and nobody is told who it was."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="readers", verbose_name=_("practice"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who read it"))
    country = CountryField(_("country as shown"), blank=True)
    read_at = models.DateTimeField(_("first read on"), default=timezone.now, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reader of a practice")
        verbose_name_plural = _("readers of practices")
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="reader_counted_once")]

    def __str__(self):
        return f"{self.practice_id}: {self.user_id}"
