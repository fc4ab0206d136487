"""Courses and their lessons, as pages. All translations of a lesson are one lesson: known by its translation key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hub import entrecomp, languages
from hub.blocks import PROSE, SIMPLE_FEATURES, StreamField
from hub.models import BasePage, ProgrammePage
from hub.panels import LanguagesPanel
from hub.translation import lacking
from learning.activities import ACTIVITIES, Activity
from learning.models.challenges import on_board


class TranslatedPageQuerySet(PageQuerySet):
    def by_key(self) -> dict[UUID, dict[str, Page]]:
        """The pages by translation key and language, keys in tree order; one query."""
        found: dict[UUID, dict[str, Page]] = {}
        for page in self.select_related("locale"):
            found.setdefault(page.translation_key, {})[page.language] = page
        return found

    def in_nearest(self, language: str) -> list[Page]:
        """Each page once, in the language that serves a reader of `language` best."""
        return [nearest_of(versions, language) for versions in self.by_key().values()]


def nearest_of(versions: dict[str, Page], language: str) -> Page:
    return versions[languages.nearest(language, set(versions))]


class LessonQuerySet(TranslatedPageQuerySet):
    def as_steps(self):
        """With what a list of lessons shows, and nothing else: a lesson is long."""
        return self.only("title", "minutes", "is_required", "path", "url_path", "translation_key", "locale__language_code")

    def standing_in(self, course_paths: Iterable[str]):
        """The lessons that stand under these places in the tree."""
        return self.filter(reduce(or_, (Q(path__startswith=path) for path in course_paths), Q(pk=None)))


class LacksLanguages(ValidationError):
    """The page may not go live yet. Keyed by a field, as wagtail-localize needs it."""

    def __init__(self, page: Page, missing: list[str]):
        self.page = page
        names = ", ".join(languages.NAMES[code] for code in missing)
        super().__init__({"title": _("This cannot be published yet: a complete translation is missing in %(names)s.") % {"names": names}})


class GoesLiveForm(WagtailAdminPageForm):
    def clean(self):
        """Refuse to publish here already, where the editor is looking and nothing that they wrote is lost."""
        cleaned = super().clean()
        if "action-publish" in self.data:
            try:
                self.instance.require_languages(self.parent_page)
            except LacksLanguages as refusal:
                self.add_error(None, refusal)
        return cleaned


class PublishedInRequiredLanguages(BasePage):
    """A page that goes live only when it is complete in every language that its programme requires. Once live, it can be mended in each."""

    base_form_class = GoesLiveForm

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        super().full_clean(*args, **kwargs)
        if self.live:
            self.require_languages()

    def require_languages(self, parent: Page | None = None) -> None:
        """Raise LacksLanguages unless the page is live already or may go live; `parent` is where a page will stand that is not in the tree yet."""
        is_live_already = self.pk and Page.objects.filter(pk=self.pk, live=True).exists()
        if not is_live_already and (missing := self.lacking_languages(parent)):
            raise LacksLanguages(self, missing)

    def languages_required(self, parent: Page | None = None) -> list[str]:
        programme = self.programme or (parent.specific.programme if parent else None)
        return programme.languages_required if programme else []

    def lacking_languages(self, parent: Page | None = None) -> list[str]:
        return lacking(self, self.languages_required(parent))


class CoursePage(PublishedInRequiredLanguages):
    class Status(models.TextChoices):
        PILOT = "pilot", _("Pilot")
        VALIDATED = "validated", _("Validated")

    FEEDBACK_TO_VALIDATE = 5

    lead = models.TextField(_("lead"), max_length=400)
    about = RichTextField(_("about the course"), features=SIMPLE_FEATURES)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PILOT)
    is_demonstration = models.BooleanField(_("demonstration material"), default=False)
    has_dialogue = models.BooleanField(
        _("its lessons have a conversation"),
        default=True,
        help_text=_("At the foot of each lesson, one for all languages, where those who take the course share reflections and ask."),
    )
    topics = StreamField([("topic", SnippetChooserBlock("hub.Topic"))], verbose_name=_("challenges it meets"), blank=True)
    you_said = StreamField(
        [
            (
                "change",
                blocks.StructBlock([("said", blocks.TextBlock(label=_("you said"))), ("did", blocks.TextBlock(label=_("we did")))], icon="comment"),
            )
        ],
        verbose_name=_("you said, we did"),
        blank=True,
    )

    objects = PageManager.from_queryset(TranslatedPageQuerySet)()

    content_panels = [
        LanguagesPanel(heading=_("In all languages")),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("about"),
        FieldPanel("topics"),
        FieldPanel("status"),
        FieldPanel("is_demonstration"),
        FieldPanel("has_dialogue"),
        FieldPanel("you_said"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("lead"),
        TranslatableField("about"),
        SynchronizedField("status", overridable=False),
        SynchronizedField("is_demonstration", overridable=False),
        SynchronizedField("has_dialogue", overridable=False),
        TranslatableField("topics"),
        TranslatableField("you_said"),
    ]
    parent_page_types = ["hub.ProgrammePage"]
    subpage_types = ["learning.LessonPage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @cached_property
    def programme_page(self) -> ProgrammePage | None:
        """Known once the page stands in the tree; one query, the programme's facts included."""
        return ProgrammePage.objects.select_related("programme").filter(path=self.path[: -self.steplen]).first() if self.path else None

    @property
    def programme(self):
        return self.programme_page.programme if self.programme_page else None

    @cached_property
    def lessons(self) -> list[LessonPage]:
        """Its live lessons, each once, in this language or the nearest that it is published in, as steps; two queries."""
        paths = {self.path, *(page.path for page in self.tongues)}
        return LessonPage.objects.live().as_steps().standing_in(paths).in_nearest(self.language)

    def clean(self):
        super().clean()
        if self.status == self.Status.VALIDATED and self.feedback_count() < self.FEEDBACK_TO_VALIDATE:
            message = _("A course is validated by its learners: %(needed)d have to say what helped and what was unclear; %(given)d have.")
            raise ValidationError({"status": message % {"needed": self.FEEDBACK_TO_VALIDATE, "given": self.feedback_count()}})

    def feedback_count(self) -> int:
        from learning.models.progress import CourseFeedback

        return CourseFeedback.objects.about(self).count()


class LessonPage(PublishedInRequiredLanguages):
    lead = models.TextField(_("lead"), max_length=400)
    minutes = models.PositiveSmallIntegerField(_("minutes"), help_text=_("With the tasks on the page; be honest."))
    is_required = models.BooleanField(_("needed to finish the course"), default=True)
    competences = StreamField([("competence", blocks.ChoiceBlock(choices=entrecomp.CHOICES))], verbose_name=_("EntreComp competences"), blank=True)
    knowledge = models.TextField(_("knowledge"), max_length=300)
    skill = models.TextField(_("skill"), max_length=300)
    competence = models.TextField(_("general competence"), max_length=300)
    builds_on = StreamField([("lesson", blocks.PageChooserBlock(page_type="learning.LessonPage"))], verbose_name=_("builds on"), blank=True)
    challenges = StreamField(
        [("challenge", blocks.ChoiceBlock(choices=on_board, label=_("challenge")))],
        verbose_name=_("challenges of the board that it helps with"),
        blank=True,
    )
    body = StreamField([*PROSE, *((name, cls()) for name, cls in ACTIVITIES.items())], verbose_name=_("lesson"))

    objects = PageManager.from_queryset(LessonQuerySet)()

    content_panels = [
        LanguagesPanel(heading=_("In all languages")),
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("knowledge"), FieldPanel("skill"), FieldPanel("competence")], _("What one will be able to do")),
        FieldPanel("body"),
        FieldPanel("competences"),
        FieldPanel("minutes"),
        FieldPanel("builds_on"),
        FieldPanel("challenges"),
        FieldPanel("is_required"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("lead"),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("is_required", overridable=False),
        SynchronizedField("competences", overridable=False),
        TranslatableField("knowledge"),
        TranslatableField("skill"),
        TranslatableField("competence"),
        SynchronizedField("builds_on", overridable=False),
        SynchronizedField("challenges", overridable=False),
        TranslatableField("body"),
    ]
    parent_page_types = ["learning.CoursePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @cached_property
    def course(self) -> CoursePage | None:
        """Known once the page stands in the tree; one query."""
        return CoursePage.objects.select_related("locale").filter(path=self.path[: -self.steplen]).first() if self.path else None

    @property
    def programme(self):
        return self.course.programme if self.course else None

    def activities(self) -> Iterator[tuple[str, Activity, Any]]:
        """Its activities in order: the block's id, which all languages share, its kind, and its content in this language."""
        return ((block.id, block.block, block.value) for block in self.body if isinstance(block.block, Activity))

    def activity(self, block_id: str) -> tuple[Activity, Any] | None:
        return next(((kind, value) for id_, kind, value in self.activities() if id_ == block_id), None)

    def required_activities(self) -> set[str]:
        return {id_ for id_, _kind, value in self.activities() if value["is_required"]}
