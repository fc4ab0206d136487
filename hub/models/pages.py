"""Pages that editors write: what all of them share, the front page, plain pages and news."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hub.blocks import PROSE, PathBlock, StreamField
from hub.pagecache import for_all_visitors


class Provenance(models.TextChoices):
    """How a page came to be in its language."""

    ORIGINAL = "original", _("Written in this language")
    PERSON = "person", _("Translated by a person")
    MACHINE = "machine", _("Translated by machine, not yet reviewed by a person")
    REVIEWED = "reviewed", _("Translated by machine, reviewed by a person")


class BasePage(Page):
    """A page of the hub. Its provenance is set when it is published (hub/translation.py), never typed."""

    provenance = models.CharField(max_length=10, choices=Provenance, default=Provenance.ORIGINAL, editable=False)
    reviewed_at = models.DateTimeField(null=True, editable=False)

    # What a translator translates of any page; the rest belongs to the source and follows it.
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
    ]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def declared_provenance(self) -> str:
        """How it came to be in its language, where wagtail-localize knows of no translation."""
        return Provenance.ORIGINAL

    @property
    def summary(self) -> str:
        """The page in a sentence, for search engines and previews."""
        return self.search_description or getattr(self, "tagline", "") or getattr(self, "lead", "")

    @cached_property
    def tongues(self) -> list[Page]:
        """The live translations of this page, itself included, as the language switcher and hreflang show them; one query, for places alone."""
        pages = Page.objects.live().filter(translation_key=self.translation_key).select_related("locale")
        pages = pages.only("path", "url_path", "locale__language_code")
        return sorted(pages, key=lambda page: page.locale.language_code)

    @property
    def language(self) -> str:
        return self.locale.language_code

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        return for_all_visitors(request, response) if response.status_code == 200 else response


class HomePage(BasePage):
    """The front page: what do you want to do?"""

    lead = models.TextField(_("lead"), max_length=300)
    paths = StreamField([("path", PathBlock())], verbose_name=_("what people want to do"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("paths")]
    translatable_fields = [*BasePage.translatable_fields, TranslatableField("lead"), TranslatableField("paths")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")


class StandardPage(BasePage):
    """A page of words: privacy, accessibility, house rules, contact, how to teach with the courses."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(PROSE, verbose_name=_("text"))
    in_footer = models.BooleanField(_("in the footer"), default=False)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), FieldPanel("in_footer")]
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("lead"),
        TranslatableField("body"),
        SynchronizedField("in_footer", overridable=False),
    ]
    parent_page_types = ["hub.HomePage", "hub.StandardPage"]
    subpage_types = ["hub.StandardPage"]

    class Meta:
        verbose_name = _("page")


class NewsPage(BasePage):
    """Something that happened in a programme, on a day."""

    day = models.DateField(_("day"))
    lead = models.TextField(_("lead"), max_length=400)
    body = RichTextField(_("text"), features=["bold", "italic", "link", "ul", "ol", "h2"])

    content_panels = [*Page.content_panels, FieldPanel("day"), FieldPanel("lead"), FieldPanel("body")]
    translatable_fields = [
        *BasePage.translatable_fields,
        SynchronizedField("day", overridable=False),
        TranslatableField("lead"),
        TranslatableField("body"),
    ]
    parent_page_types = ["hub.ProgrammePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("news")
