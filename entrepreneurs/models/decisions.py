"""What partners have decided, and how it was worded before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.workspaces import InWorkspaceQuerySet, Workspace
from hub.models import Organisation

MOST_WORDS = 4000


class Wording(models.Model):
    """How a decision is worded, by whom, since when."""

    wagtail_reference_index_ignore = True  # so that no page of the admin tells of it

    what = models.TextField(_("what was decided"), max_length=MOST_WORDS)
    follows = models.TextField(_("what follows from it"), max_length=MOST_WORDS, blank=True)
    decided_on = models.DateField(_("decided on"))
    meeting = models.CharField(_("at which meeting"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written on"), default=timezone.now)

    class Meta:
        abstract = True


class PartnerDecisionQuerySet(InWorkspaceQuerySet):
    def with_words(self) -> PartnerDecisionQuerySet:
        """With what a list shows of each; two queries beside its own."""
        return self.select_related("written_by").prefetch_related(
            "organisations", models.Prefetch("earlier", EarlierWording.objects.only("decision"))
        )


class PartnerDecision(Wording):
    """A decision as it stands. It can be worded anew, never taken away: what it said before stays readable."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("workspace"))
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True, verbose_name=_("who took part"))

    objects = PartnerDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("decision of partners")
        verbose_name_plural = _("decisions of partners")

    def __str__(self):
        return self.what[:60]

    def get_absolute_url(self):
        return reverse("workspaces:decision", args=[self.workspace.key, self.pk])


class EarlierWording(Wording):
    """What a decision said until it was worded anew; who took part stands in it by name."""

    decision = models.ForeignKey(PartnerDecision, on_delete=models.CASCADE, related_name="earlier", verbose_name=_("decision"))
    took_part = models.TextField(_("who took part"), blank=True)

    class Meta:
        ordering = ["-edition"]
        verbose_name = _("earlier wording of a decision")
        verbose_name_plural = _("earlier wordings of decisions")
        constraints = [models.UniqueConstraint(fields=["decision", "edition"], name="decision_worded_once")]

    def __str__(self):
        return self.what[:60]
