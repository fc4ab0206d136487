"""Documents that partners share, with all their versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.attachments import StoredFile
from entrepreneurs.models.organisations import Membership
from entrepreneurs.models.workspaces import EVERYWHERE, InWorkspaceQuerySet, Workspace
from hub.models import Organisation


class SharedDocumentQuerySet(InWorkspaceQuerySet):
    def removable_by(self, user) -> SharedDocumentQuerySet:
        """By whoever put it there, whoever leads the organisation they did it for, and coordinators."""
        found = self.visible_to(user)
        if not user.is_authenticated or user.has_perm(EVERYWHERE):
            return found
        led = Membership.objects.of(user).leading().values("organisation")
        return found.filter(Q(put_by=user) | Q(put_for__in=led))

    def with_versions(self) -> SharedDocumentQuerySet:
        """Two queries."""
        return self.select_related("put_by", "put_for").prefetch_related(
            models.Prefetch("versions", DocumentVersion.objects.select_related("put_by").order_by("-number"))
        )


class SharedDocument(models.Model):
    """A document by its title; its file is that of the last version, and the earlier ones stay."""

    wagtail_reference_index_ignore = True  # so that no page of the admin tells of it

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="documents", verbose_name=_("workspace"))
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=10)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("put here by"))
    put_for = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("put here for"))
    touched_at = models.DateTimeField(_("last changed on"), default=timezone.now)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = SharedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name = _("shared document")
        verbose_name_plural = _("shared documents")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workspaces:document", args=[self.workspace.key, self.pk])

    @cached_property
    def by_age(self) -> list[DocumentVersion]:
        """The newest first, from `versions`, which lists fetch for all."""
        return list(self.versions.all())

    @property
    def newest(self) -> DocumentVersion:
        return self.by_age[0]

    @property
    def earlier(self) -> list[DocumentVersion]:
        return self.by_age[1:]


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user) -> DocumentVersionQuerySet:
        return self.filter(document__workspace__in=Workspace.objects.visible_to(user))


class DocumentVersion(StoredFile):
    """A document's file as it was put there at one time."""

    wagtail_reference_index_ignore = True  # so that no page of the admin tells of it

    document = models.ForeignKey(SharedDocument, on_delete=models.CASCADE, related_name="versions", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("put here by"))
    put_at = models.DateTimeField(_("put here on"), default=timezone.now)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        ordering = ["document", "-number"]
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_once")]
