"""Methods and assessments: the versions of those in the bank, and templates that are somebody's own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hub import languages
from hub.models import Provenance
from learning.models.kinds import Licence
from learning.models.resources import Resource


class MethodVersionQuerySet(models.QuerySet):
    def published(self) -> MethodVersionQuerySet:
        return self.exclude(published_at=None)

    def readable_by(self, user) -> MethodVersionQuerySet:
        """Those published of what they may see; those that wait, to whoever may change the method or has sent it."""
        seen = self.filter(resource__in=Resource.objects.visible_to(user).values("pk"))
        if not user.is_authenticated:
            return seen.published()
        theirs = models.Q(resource__in=Resource.objects.editable_by(user).values("pk")) | models.Q(made_by=user)
        return seen.filter(models.Q(published_at__isnull=False) | theirs)


class MethodVersion(models.Model):
    """A method of the bank as it was published once. Earlier ones stay, to be read and copied."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions", verbose_name=_("method"))
    number = models.PositiveIntegerField(_("version"))
    key = models.UUIDField(default=uuid4, unique=True, editable=False)  # by which files name it
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sent by"))
    made_at = models.DateTimeField(_("sent on"), default=timezone.now)
    published_at = models.DateTimeField(_("published on"), null=True)

    objects = MethodVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("version of a method")
        verbose_name_plural = _("versions of methods")
        constraints = [models.UniqueConstraint(fields=["resource", "number"], name="method_version_once")]

    def __str__(self):
        return f"{self.resource_id}, {self.number}"

    def get_absolute_url(self):
        return reverse("learning:method_version", args=[self.resource_id, self.number])

    @cached_property
    def by_language(self) -> dict[str, MethodText]:
        return {text.language: text for text in self.texts.all()}

    @cached_property
    def text(self) -> MethodText:
        """In the reader's language, or the one that serves them best."""
        return self.text_in(get_language() or languages.SOURCE)

    def text_in(self, language: str) -> MethodText:
        return self.by_language[languages.nearest(language, set(self.by_language))]

    @property
    def content(self) -> dict[str, Any]:
        return self.text.content


class MethodText(models.Model):
    """A version in one language: its parts, as learning/methods.py knows them."""

    version = models.ForeignKey(MethodVersion, on_delete=models.CASCADE, related_name="texts", verbose_name=_("version"))
    language = models.CharField(_("language"), max_length=10)
    content = models.JSONField(_("content"))
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a method")
        verbose_name_plural = _("texts of methods")
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_method_text_a_language")]

    def __str__(self):
        return f"{self.version_id}: {self.language}"


class TemplateQuerySet(models.QuerySet):
    def visible_to(self, user) -> TemplateQuerySet:
        """One's own alone."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class Template(models.Model):
    """A method or an assessment that is somebody's own: written, copied from the bank, or read from a file. Nobody else sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="templates", verbose_name=_("whose it is"))
    content = models.JSONField(_("content"))
    copied_from = models.ForeignKey(
        MethodVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="copies", verbose_name=_("copied from")
    )
    published_as = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("published as"))
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("template")
        verbose_name_plural = _("templates")

    def __str__(self):
        return str(self.pk)

    def get_absolute_url(self):
        return reverse("learning:template", args=[self.pk])

    @property
    def title(self) -> str:
        return self.content["title"]

    @property
    def language(self) -> str:
        return self.content["language"]

    @property
    def licence_name(self) -> str:
        return str(Licence(self.content["licence"]).label)
