"""What a practice says in one language: a page below its organisation's, with Wagtail's drafts, history, dates and translation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hub.models import BasePage, Organisation, Provenance
from learning.models.practices import Practice

QUESTIONS = ("problem", "done", "changed", "warning")
WORDS = ("title", *QUESTIONS, "took", "adaptation")


class PracticePage(BasePage):
    """Four answers, and what is told besides. Readers see it at the practice's own address, whatever their language."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="pages", editable=False, verbose_name=_("practice"))
    problem = models.TextField(_("What was the problem?"), max_length=1500)
    done = models.TextField(_("What did you do?"), max_length=5000)
    changed = models.TextField(_("What changed, and how do you know?"), max_length=3000)
    warning = models.TextField(_("What would you warn of?"), max_length=2000)
    took = models.TextField(_("What it took"), max_length=1000, blank=True)
    adaptation = models.TextField(_("What was changed here, and why"), max_length=2000, blank=True)
    declared = models.CharField(max_length=10, choices=Provenance, default=Provenance.ORIGINAL, editable=False)
    translated_by = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+", editable=False, verbose_name=_("translated by")
    )

    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel(name) for name in QUESTIONS], _("Four questions")),
        FieldPanel("took"),
        FieldPanel("adaptation"),
    ]
    promote_panels = []
    translatable_fields = [
        *(TranslatableField(name) for name in WORDS),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("practice", overridable=False),
    ]
    parent_page_types = ["entrepreneurs.OrganisationPage"]
    subpage_types = []
    is_creatable = False  # begun on the site, which asks for the facts too
    template = "learning/practices/practice.html"

    class Meta:
        verbose_name = _("practice in one language")

    @property
    def declared_provenance(self) -> str:
        return self.declared

    @property
    def lead(self) -> str:
        return self.problem

    def as_written(self) -> PracticePage:
        """Itself with the words of its latest revision, to be read and never saved; no query, where that has been fetched."""
        for name in WORDS if self.latest_revision else ():
            setattr(self, name, self.latest_revision.content[name])
        return self

    def answers(self) -> list[tuple[str, str, str]]:
        """The name, the question and the answer of each of the four."""
        return [(name, self._meta.get_field(name).verbose_name, getattr(self, name)) for name in QUESTIONS]

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        with translation.override(self.language):
            return parts and (parts[0], parts[1], reverse("learning:practice", args=[self.practice_id]))

    def get_context(self, request, *args, **kwargs):
        """For previews, which show what is being written."""
        from learning.practices import told

        return super().get_context(request, *args, **kwargs) | told(self.practice, text=self)

    def serve(self, request, *args, **kwargs):
        return redirect(self.get_url(request), permanent=True)

    def get_sitemap_urls(self, request=None):
        return []  # the list of practices tells of them all: learning.practices.addresses


class OfferedTranslation(models.Model):
    """A translation that somebody outside the organisation has made: its page is shown once those who publish the practice have agreed."""

    page = models.OneToOneField(PracticePage, on_delete=models.CASCADE, related_name="offer", verbose_name=_("practice in one language"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("translation offered by")
    )
    offered_at = models.DateTimeField(_("offered on"), default=timezone.now)

    class Meta:
        ordering = ["offered_at", "pk"]
        verbose_name = _("translation of a practice that is offered")
        verbose_name_plural = _("translations of practices that are offered")

    def __str__(self):
        return f"{self.page_id}"
