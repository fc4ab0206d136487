"""Who has agreed to a story: to its words, their name, a picture, until when, how it is known; and who agrees no more."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StoryConsentQuerySet(models.QuerySet):
    def visible_to(self, user) -> StoryConsentQuerySet:
        """One's own, given, asked for or withdrawn."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def open(self) -> StoryConsentQuerySet:
        """Asked for, and not answered."""
        return self.filter(agreed_on=None, withdrawn_at=None)

    def counting(self) -> StoryConsentQuerySet:
        """Without those of people in a picture that is not there any more."""
        return self.exclude(role=StoryConsent.Role.PICTURED, story__picture="")

    def wanting(self) -> StoryConsentQuerySet:
        """Those that keep a story from everybody: not given, not given for all that is shown, run out, or withdrawn."""
        today = timezone.localdate()
        holds = Q(agreed_on__lte=today, withdrawn_at=None) & (Q(until=None) | Q(until__gte=today))
        names = Q(covers_name=True) | Q(story__person_name="") | Q(role=StoryConsent.Role.PICTURED)
        pictures = Q(covers_picture=True) | Q(story__picture="")
        return self.counting().exclude(holds & Q(covers_words=True) & names & pictures)

    def run_out(self) -> StoryConsentQuerySet:
        return self.filter(until__lt=timezone.localdate(), withdrawn_at=None)


def new_key() -> str:
    return secrets.token_urlsafe(24)


class StoryConsent(models.Model):
    """One person's yes to one story. Without an account it is recorded by those who write; with one, nobody else can give it."""

    class Role(models.TextChoices):
        TOLD = "told", pgettext_lazy("who agrees to a story", "The person it tells of")
        PICTURED = "pictured", pgettext_lazy("who agrees to a story", "Somebody in the picture")
        GUARDIAN = "guardian", pgettext_lazy("who agrees to a story", "A guardian of the person it tells of")

    class How(models.TextChoices):
        PAPER = "paper", pgettext_lazy("how somebody agreed", "Signed on paper")
        MAIL = "mail", pgettext_lazy("how somebody agreed", "By mail")
        HUB = "hub", pgettext_lazy("how somebody agreed", "Here, by themselves")

    story = models.ForeignKey("learning.Story", on_delete=models.CASCADE, related_name="consents", verbose_name=_("story"))
    name = models.CharField(_("who agrees"), max_length=120)
    role = models.CharField(_("who that is"), max_length=8, choices=Role)
    how = models.CharField(_("how they agreed"), max_length=5, choices=How)
    agreed_on = models.DateField(_("agreed on"), null=True)
    agreed_at = models.DateTimeField(_("moment of agreeing here"), null=True, editable=False)
    covers_words = models.BooleanField(_("agrees to the words"), default=False)
    covers_name = models.BooleanField(_("agrees to the name"), default=False)
    covers_picture = models.BooleanField(_("agrees to the picture"), default=False)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("where the paper is kept"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, editable=False)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="story_consents", editable=False, verbose_name=_("account")
    )
    email = models.EmailField(_("asked at this e-mail address"), blank=True)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False, verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    objects = StoryConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consent to a story")
        verbose_name_plural = _("consents to stories")
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="one_consent_of_a_person"),
            models.CheckConstraint(condition=~Q(how="hub") | Q(agreed_on=None) | ~Q(user=None), name="agreed_here_by_somebody"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.role}"

    @property
    def standing(self) -> str:
        """One word for templates: withdrawn, asked, over or given."""
        if self.withdrawn_at or not self.agreed_on:
            return "withdrawn" if self.withdrawn_at else "asked"
        return "over" if self.until and self.until < timezone.localdate() else "given"

    @property
    def asked_for(self) -> list[str]:
        """What is shown that they have to agree to: words, name, picture."""
        names = self.story.person_name and self.role != self.Role.PICTURED
        return ["words", *(["name"] if names else []), *(["picture"] if self.story.picture else [])]

    @property
    def covered(self) -> list[str]:
        return [what for what in ("words", "name", "picture") if getattr(self, f"covers_{what}")]

    @property
    def lacking(self) -> list[str]:
        """What is shown that they have not agreed to."""
        return [what for what in self.asked_for if what not in self.covered]
