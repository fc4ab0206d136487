"""Case studies and stories that organisations tell of people: shown only while everybody in them agrees (models/story_consents.py)."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from hub import languages
from hub.models import Organisation, Provenance
from learning.models.handed_in import HandedInQuerySet
from learning.models.practices import Practice
from learning.models.story_consents import StoryConsent

PICTURES = "stories"


def unguessable(story: Story, name: str) -> str:
    return f"{PICTURES}/{uuid4().hex}.webp"


class StoryQuerySet(HandedInQuerySet):
    def agreed(self) -> StoryQuerySet:
        """Those to which everybody agrees today, at least one of them the person told of or their guardian."""
        of_it = StoryConsent.objects.filter(story=OuterRef("pk"))
        told_of = of_it.exclude(role=StoryConsent.Role.PICTURED)
        return self.filter(Exists(told_of), ~Exists(of_it.wanting()))

    def listed(self) -> StoryQuerySet:
        """What everybody finds, what came last first; not for a day longer than those in it agree."""
        return self.filter(is_listed=True).agreed()

    def visible_to(self, user) -> StoryQuerySet:
        """What is listed; in every state one's own, one's organisations', and what one is asked to agree to; all, to coordinators."""
        if not user.is_authenticated:
            return self.listed()
        mine = Q(pk__in=self.editable_by(user).values("pk")) | Q(pk__in=StoryConsent.objects.visible_to(user).values("story"))
        return self.filter(Q(pk__in=self.listed().order_by().values("pk")) | mine)

    def with_words(self) -> StoryQuerySet:
        """With what a row of a list shows; one query beside their own."""
        return self.select_related("organisation").prefetch_related("texts")


class Story(models.Model):
    """What is the same in every language; what it says stands in its texts."""

    class Kind(models.TextChoices):
        CASE = "case", pgettext_lazy("kind of story", "Case study")
        STORY = "story", pgettext_lazy("kind of story", "Story")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stories", verbose_name=_("organisation"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.STORY)
    language = models.CharField(_("first written in"), max_length=10)
    country = CountryField(_("country where it happened"))
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.SET_NULL, related_name="stories", verbose_name=_("practice that it tells of")
    )
    person_name = models.CharField(_("name of the person it tells of"), max_length=120, blank=True)
    picture = models.FileField(_("picture"), upload_to=unguessable, blank=True)

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="stories", editable=False, verbose_name=_("written by")
    )
    made_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    proposed_at = models.DateTimeField(_("handed in on"), null=True, editable=False, db_index=True)
    returned_because = models.TextField(_("why it was given back"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    is_listed = models.BooleanField(_("shown to everybody"), default=False, editable=False)  # while everybody agrees: see StoryQuerySet.listed
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.UniqueConstraint(fields=["demo_key"], condition=~Q(demo_key=""), name="one_demo_story"),
            models.CheckConstraint(condition=Q(is_listed=False) | ~Q(published_at=None), name="story_listed_since_a_day"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.organisation_id}"

    def get_absolute_url(self):
        return reverse("learning:story", args=[self.pk])

    # What it says

    @cached_property
    def by_language(self) -> dict[str, StoryText]:
        """From `texts`, which lists fetch for all."""
        return {text.language: text for text in self.texts.all()}

    @cached_property
    def text(self) -> StoryText:
        """In the reader's language or the one that serves them best."""
        return self.by_language[languages.nearest(get_language() or self.language, set(self.by_language))]

    @property
    def original(self) -> StoryText:
        return self.by_language[self.language]

    @property
    def described(self) -> StoryText:
        """The text whose words for the picture are read: the reader's, or the first where it has none."""
        return self.text if self.text.alternative else self.original

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def picture_address(self) -> str:
        """Another one for another picture; empty without one."""
        return reverse("learning:story_picture", args=[self.pk, self.picture_name]) if self.picture else ""

    @property
    def picture_name(self) -> str:
        return self.picture.name.rpartition("/")[2].removesuffix(".webp")

    # How it stands

    @cached_property
    def is_agreed(self) -> bool:
        """Whether everybody agrees today; one query."""
        return Story.objects.agreed().filter(pk=self.pk).exists()

    @property
    def standing(self) -> str:
        """One word for templates: waiting, listed, returned, withdrawn or draft."""
        words = {"waiting": self.proposed_at, "listed": self.is_listed, "returned": self.returned_because, "withdrawn": self.published_at}
        return next((word for word, holds in words.items() if holds), "draft")


class StoryText(models.Model):
    """A story in one language, and how it came to be in it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="texts", verbose_name=_("story"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=160)
    lead = models.TextField(_("in two sentences"), max_length=400, blank=True)
    body = models.TextField(_("the story"), max_length=12000)
    alternative = models.CharField(_("what is to be seen in the picture"), max_length=300, blank=True)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a story")
        verbose_name_plural = _("texts of stories")
        constraints = [models.UniqueConstraint(fields=["story", "language"], name="one_story_text_a_language")]

    def __str__(self):
        return self.title
