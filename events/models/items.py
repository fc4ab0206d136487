"""The running order of an event."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.hosts import Speaker
from events.words import Words, nearest
from hub import languages


class Item(models.Model):
    """A point of the running order. Its title is kept by language: {"nb": "Velkommen", "uk": "Вітання"}."""

    class Kind(models.TextChoices):
        WELCOME = "welcome", _("Welcome")
        TALK = "talk", _("Talk")
        PANEL = "panel", _("Panel")
        POLL = "poll", _("Poll")
        GROUPS = "groups", _("Talks in groups")
        QUESTIONS = "questions", _("Questions")
        CHALLENGES = "challenges", _("Challenges")
        BREAK = "break", _("Break")
        SUMMARY = "summary", _("Summary")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="items", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TALK)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    titles = models.JSONField(_("title"), default=dict, blank=True)
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.SET_NULL, related_name="items", verbose_name=_("speaker"))

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("point of the running order")
        verbose_name_plural = _("points of the running order")

    def __str__(self):
        return f"{self.position}. {self.title}"

    @property
    def title(self) -> Words:
        """As near to the reader's language as there is one; else what kind of point it is."""
        return nearest(self.titles) or Words(str(self.get_kind_display()), get_language() or languages.SOURCE)
