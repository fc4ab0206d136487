"""Programmes: the facts of each, which are the same in every language, and the pages that tell of them."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hub.blocks import SIMPLE_FEATURES, GoalBlock, StreamField
from hub.models.organisations import Organisation
from hub.models.pages import BasePage, NewsPage

LANDS = {"sing", "merse", "pomeil"}


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Project period ended, open for self-study")


class ProgrammeForm(WagtailAdminModelForm):
    """The sources print days such as June 31: what to do about them is said by the field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"starts", "ends"} & self.fields.keys():
            self.fields[name].error_messages["invalid"] = _("There is no such day in the calendar. Write it as year-month-day, such as 2026-06-30.")


@register_snippet
class Programme(ClusterableModel):
    """A programme's facts. Its status is computed from its dates; an end closes the funding label, never courses and people."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Names its colours and landscape: sing, merse, pomeil."))
    acronym = models.CharField(_("acronym"), max_length=20, unique=True)
    full_name = models.CharField(_("full name"), max_length=200, help_text=_("As printed; never translated."))
    funder = models.CharField(_("funded by"), max_length=200)
    code = models.CharField(_("project code"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    starts = models.DateField(_("starts"))
    starts_precision = models.CharField(_("start known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    ends = models.DateField(_("ends"))
    ends_precision = models.CharField(_("end known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    date_note = models.CharField(_("note on the dates"), max_length=200, blank=True, help_text=_("For editors: what the source prints."))
    countries = CountryField(_("countries"), multiple=True)
    required_languages = models.CharField(
        _("required languages"), max_length=60, blank=True, help_text=_("Codes, by spaces. A course is published only when complete in all of them.")
    )
    has_all_partners = models.BooleanField(_("the list of partners is complete"), default=False)

    panels = [
        MultiFieldPanel([FieldPanel("key"), FieldPanel("acronym"), FieldPanel("full_name")], _("Name")),
        MultiFieldPanel([FieldPanel("funder"), FieldPanel("code"), FieldPanel("website")], _("Funding")),
        MultiFieldPanel(
            [FieldPanel("starts"), FieldPanel("starts_precision"), FieldPanel("ends"), FieldPanel("ends_precision"), FieldPanel("date_note")],
            _("Period"),
        ),
        FieldPanel("countries"),
        FieldPanel("required_languages"),
        InlinePanel("partnerships", label=_("partner")),
        FieldPanel("has_all_partners"),
        InlinePanel("official_texts", label=_("official text")),
        InlinePanel("related_projects", label=_("related project")),
    ]
    base_form_class = ProgrammeForm

    class Meta:
        ordering = ["pk"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="programme_ends_after_start")]

    def __str__(self):
        return self.acronym

    def clean(self):
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("This is before the start, %(day)s.") % {"day": self.starts}})

    @property
    def languages_required(self) -> list[str]:
        return self.required_languages.split()

    @property
    def first_day(self) -> date:
        """The earliest day that the start can mean."""
        month = 1 if self.starts_precision == Precision.YEAR else self.starts.month
        return self.starts if self.starts_precision == Precision.DAY else self.starts.replace(month=month, day=1)

    @property
    def last_day(self) -> date:
        """The latest day that the end can mean: a month ends on its last day, a year on 31 December."""
        if self.ends_precision == Precision.DAY:
            return self.ends
        month = 12 if self.ends_precision == Precision.YEAR else self.ends.month
        return date(self.ends.year, month, monthrange(self.ends.year, month)[1])

    @property
    def status(self) -> Status:
        today = timezone.localdate()
        if today < self.first_day:
            return Status.PLANNED
        return Status.RUNNING if today <= self.last_day else Status.ENDED

    @property
    def period(self) -> str:
        """From when to when, no more exactly than it is known, in the reader's language."""
        return f"{known(self.starts, self.starts_precision)} – {known(self.ends, self.ends_precision)}"

    def official(self, kind: str) -> "OfficialText | None":
        """The text of this kind in the reader's language, or else as it was first given."""
        texts = {text.language: text for text in self.official_texts.all() if text.kind == kind}
        return texts.get(get_language()) or next(iter(texts.values()), None)

    @property
    def acknowledgement(self):
        return self.official(OfficialText.Kind.ACKNOWLEDGEMENT)

    @property
    def disclaimer(self):
        return self.official(OfficialText.Kind.DISCLAIMER)


def known(day: date, precision: str) -> str:
    """A date as exactly as it is known."""
    return date_format(day, {Precision.DAY: "DATE_FORMAT", Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}[precision])


class Partnership(Orderable):
    class Role(models.TextChoices):
        OPERATOR = "operator", _("operator of the hub")
        LEAD = "lead", _("lead partner")
        PARTNER = "partner", _("partner")

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.PARTNER)

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["programme", "organisation"], name="partner_once")]


class OfficialText(Orderable):
    """A funder's sentence in one language, entered by hand. It is no part of a page's translation, so nothing ever translates it."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement")
        DISCLAIMER = "disclaimer", _("disclaimer")

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="official_texts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    is_official = models.BooleanField(_("the official wording"), default=False)

    panels = [FieldPanel("kind"), FieldPanel("language"), FieldPanel("text"), FieldPanel("is_official")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["programme", "kind", "language"], name="official_text_once")]


class RelatedProject(Orderable):
    class Relation(models.TextChoices):
        BUILDS_ON = "builds_on", _("builds on")
        RELATED = "related", _("is related to")

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="related_projects")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    name = models.CharField(_("name"), max_length=80)

    panels = [FieldPanel("relation"), FieldPanel("name")]


class ProgrammePage(BasePage):
    """A programme told in one language."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pages", verbose_name=_("programme"))
    tagline = models.CharField(_("in a sentence"), max_length=160)
    aims = RichTextField(_("aims"), features=SIMPLE_FEATURES)
    goals = StreamField([("goal", GoalBlock())], verbose_name=_("outcome goals"), blank=True)
    audience = RichTextField(_("for whom"), features=SIMPLE_FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("programme"),
        FieldPanel("tagline"),
        FieldPanel("aims"),
        FieldPanel("goals"),
        FieldPanel("audience"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        SynchronizedField("programme", overridable=False),
        TranslatableField("tagline"),
        TranslatableField("aims"),
        TranslatableField("goals"),
        TranslatableField("audience"),
    ]
    parent_page_types = ["hub.HomePage"]

    class Meta:
        verbose_name = _("programme page")

    @cached_property
    def facts(self) -> Programme:
        """The programme with all it lists; four queries."""
        listed = ["partnerships__organisation", "official_texts", "related_projects"]
        self.programme = Programme.objects.prefetch_related(*listed).get(pk=self.programme_id)
        return self.programme

    @property
    def land(self) -> str:
        """The drawing of its landscape."""
        key = self.programme.key
        return f"components/lands/{key}.svg" if key in LANDS else "components/lands/across.svg"

    @property
    def country_names(self) -> str:
        return ", ".join(str(country.name) for country in self.programme.countries)

    @property
    def official_texts(self) -> list[OfficialText]:
        """The funder's sentences: in the reader's language where there is one, else as first given."""
        return [text for text in (self.facts.acknowledgement, self.facts.disclaimer) if text]

    @cached_property
    def news(self) -> list[NewsPage]:
        """The five newest, as links."""
        return list(NewsPage.objects.live().child_of(self).order_by("-day").only("title", "day", "path", "url_path")[:5])
