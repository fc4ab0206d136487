"""How social enterprise works in each country: what is asked, what has been said of it in each country, and where that is from."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from entrepreneurs.models import Membership
from events.words import Words, nearest
from hub import languages
from hub.models import Organisation, Provenance

COUNTRIES = ["NO", "SE", "FI", "IS", "IE", "GR", "PL", "EE"]
FEWEST, MOST = 2, 5  # countries beside each other
LONGEST = 1200  # characters of what is said in a cell


class ComparisonTopic(models.Model):
    """A row of the comparison: a short question to every country, in each language. Read from content/comparison.yaml."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("place in the order"))
    names = models.JSONField(_("name, by language"), default=dict)
    questions = models.JSONField(_("question, by language"), default=dict)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("topic of the comparison")
        verbose_name_plural = _("topics of the comparison")

    def __str__(self):
        return self.key

    @property
    def name(self) -> Words:
        return nearest(self.names) or Words(self.key, languages.SOURCE)

    @property
    def question(self) -> Words | None:
        return nearest(self.questions)


def coordinates(user) -> bool:
    return user.is_authenticated and user.has_perm("entrepreneurs.moderate")


def countries_of(memberships: Iterable[Membership]) -> set[str]:
    """Where the organisations of these memberships work."""
    return {country.code for one in memberships for country in one.organisation.countries}


def writing(user):
    """The memberships in which somebody writes in an organisation's name."""
    return Membership.objects.of(user).editing().select_related("organisation")


class CellQuerySet(models.QuerySet):
    def editable_by(self, user) -> CellQuerySet:
        """Where somebody may publish: coordinators everywhere, others where a verified organisation works that they write for. One query."""
        return self if coordinates(user) else self.filter(country__in=countries_of(writing(user).of_verified()))

    def open_to(self, user) -> CellQuerySet:
        """Where somebody may write, be it that a coordinator publishes it. One query."""
        return self if coordinates(user) else self.filter(country__in=countries_of(writing(user)))


class ComparisonCell(models.Model):
    """A topic in a country. It is there from the beginning, and nothing is known of it until somebody publishes a statement."""

    topic = models.ForeignKey(ComparisonTopic, on_delete=models.CASCADE, related_name="cells", verbose_name=_("topic"))
    country = CountryField(_("country"))

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "pk"]
        verbose_name = _("cell of the comparison")
        verbose_name_plural = _("cells of the comparison")
        constraints = [models.UniqueConstraint(fields=["topic", "country"], name="one_cell_a_country")]

    def __str__(self):
        return f"{self.country.code}: {self.topic_id}"

    def get_absolute_url(self):
        return reverse("learning:country_cell", args=[self.country.code, self.topic.key])


class Standing(models.TextChoices):
    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Handed in, waiting for a coordinator")
    RETURNED = "returned", _("Given back")
    PUBLISHED = "published", pgettext_lazy("a statement", "Published")
    REPLACED = "replaced", _("Replaced by a later version")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PUBLIC = (Standing.PUBLISHED, Standing.REPLACED, Standing.WITHDRAWN)
OWN = (Standing.DRAFT, Standing.WAITING, Standing.RETURNED)

IS_SOURCED = (
    ~Q(source_title="") & (~Q(source_url="") | ~Q(source_print="")) & (Q(dated_on__isnull=False) | Q(seen_on__isnull=False))
)  # a title, where it is found, and a day
HAS_WEB_ADDRESS = Q(source_url="") | Q(source_url__startswith="https://") | Q(source_url__startswith="http://")


class StatementQuerySet(models.QuerySet):
    def published(self) -> StatementQuerySet:
        """What the cells say now."""
        return self.filter(state=Standing.PUBLISHED)

    def public(self) -> StatementQuerySet:
        """All that has ever been published: the history of a cell."""
        return self.filter(state__in=PUBLIC)

    def waiting(self) -> StatementQuerySet:
        """What a coordinator has to look at, that which waits longest first."""
        return self.filter(state=Standing.WAITING).order_by("made_at", "pk")

    def visible_to(self, user) -> StatementQuerySet:
        """What is public; one's own; and to coordinators what has been handed in."""
        if not user.is_authenticated:
            return self.public()
        handed_in = Q(state=Standing.WAITING) if coordinates(user) else Q(pk=None)
        return self.filter(Q(state__in=PUBLIC) | Q(author=user) | handed_in)

    def to_be_decided_by(self, user) -> StatementQuerySet:
        """What has been handed in, for coordinators; nobody decides about their own."""
        return self.waiting().exclude(author=user) if coordinates(user) else self.none()

    def unfinished_of(self, user) -> StatementQuerySet:
        return self.filter(author=user, state__in=OWN)

    def with_words(self) -> StatementQuerySet:
        """With all that a page tells of one: two queries."""
        return self.select_related("cell__topic", "organisation", "author").prefetch_related("texts")


class Statement(models.Model):
    """One version of what a cell says. What has been published is never changed: a later version takes its place.

    `organisation` is in whose name it is said; without one, the hub's coordinators say it. The author's name is shown if they agreed to it.
    """

    cell = models.ForeignKey(ComparisonCell, on_delete=models.CASCADE, related_name="statements", verbose_name=_("cell"))
    language = models.CharField(_("language it was written in"), max_length=10)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("its address on the web"), max_length=500, blank=True)
    source_print = models.CharField(_("where it is printed"), max_length=200, blank=True)
    dated_on = models.DateField(_("date of the source"), null=True, blank=True)
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements", verbose_name=_("author")
    )
    is_named = models.BooleanField(_("the author's name is shown"), default=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="statements", verbose_name=_("in the name of")
    )
    state = models.CharField(_("state"), max_length=10, choices=Standing, default=Standing.DRAFT)
    reason = models.TextField(_("reason"), max_length=600, blank=True)
    is_demonstration = models.BooleanField(_("entered for the demonstration"), default=False)
    made_at = models.DateTimeField(_("written on"), default=timezone.now)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("replaced or withdrawn on"), null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("statement of the comparison")
        verbose_name_plural = _("statements of the comparison")
        constraints = [
            models.CheckConstraint(condition=~Q(state__in=PUBLIC) | IS_SOURCED, name="published_with_source"),
            models.CheckConstraint(condition=HAS_WEB_ADDRESS, name="source_on_the_web"),
            models.UniqueConstraint(fields=["cell"], condition=Q(state=Standing.PUBLISHED), name="one_published_a_cell"),
            models.UniqueConstraint(fields=["cell", "author"], condition=Q(state__in=OWN), name="one_draft_an_author"),
        ]

    def __str__(self):
        return f"{self.cell_id}: {self.source_title}"

    def get_absolute_url(self):
        return f"{self.cell.get_absolute_url()}#version-{self.pk}"

    @cached_property
    def by_language(self) -> dict[str, StatementText]:
        return {text.language: text for text in self.texts.all()}

    @property
    def text(self) -> StatementText | None:
        """In the reader's language, or the one that serves them best."""
        found = languages.nearest(get_language() or languages.SOURCE, set(self.by_language))
        return self.by_language.get(found)

    @property
    def original(self) -> StatementText | None:
        return self.by_language.get(self.language)

    @property
    def author_name(self) -> str:
        return self.author.shown_name if self.author and self.is_named else ""

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC


class StatementText(models.Model):
    """What a statement says in one language, and how it came to be in it."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="texts", verbose_name=_("statement"))
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("what is known"), max_length=LONGEST)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a statement")
        verbose_name_plural = _("texts of statements")
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="one_statement_a_language")]

    def __str__(self):
        return f"{self.statement_id}: {self.language}"
