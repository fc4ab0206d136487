"""What people would like the next events to be about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.registrations import Guest
from hub.live.registry import is_guest


def of(who) -> Q:
    """Rows of a user or a guest; of nobody, for a visitor."""
    if is_guest(who):
        return Q(guest=who)
    return Q(user=who) if who.is_authenticated else Q(pk=None)


class ThemeProposalQuerySet(models.QuerySet):
    def open(self) -> ThemeProposalQuerySet:
        return self.filter(state=ThemeProposal.State.OPEN)

    def shown(self) -> ThemeProposalQuerySet:
        """What everybody reads: what moderators have closed is not among it."""
        return self.exclude(state=ThemeProposal.State.CLOSED)

    def of(self, who) -> ThemeProposalQuerySet:
        return self.filter(of(who))

    def with_votes(self, who=None) -> ThemeProposalQuerySet:
        """Each with `votes`, counted, the most wanted first; with whether a reader wants it (`is_wanted`), or proposed it (`is_mine`)."""
        found = self.annotate(votes=Count("upvotes")).order_by("-votes", "made_at", "pk")
        if who is None:
            return found
        wanted, mine = ThemeVote.objects.of(who).filter(proposal=OuterRef("pk")), ThemeProposal.objects.of(who).filter(pk=OuterRef("pk"))
        return found.annotate(is_wanted=Exists(wanted), is_mine=Exists(mine))


class ThemeProposal(models.Model):
    """A theme that somebody would like to meet about. Whose idea it was is shown to nobody."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        TAKEN = "taken", _("An event is made of it")
        CLOSED = "closed", _("Hidden by moderators")

    title = models.CharField(_("theme"), max_length=120)
    why = models.TextField(_("why"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=10)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="theme_proposals", verbose_name=_("user")
    )
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.SET_NULL, related_name="theme_proposals", verbose_name=_("guest"))
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="theme_proposals", verbose_name=_("event after which it was proposed")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    taken_as = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_themes", verbose_name=_("event that was made of it")
    )
    made_at = models.DateTimeField(_("proposed on"), default=timezone.now)

    objects = ThemeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proposed theme")
        verbose_name_plural = _("proposed themes")
        constraints = [models.CheckConstraint(condition=Q(user=None) | Q(guest=None), name="theme_of_user_or_guest")]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ThemeVoteQuerySet(models.QuerySet):
    def of(self, who) -> ThemeVoteQuerySet:
        return self.filter(of(who))


class ThemeVote(models.Model):
    """Somebody would like to come, if it is held. Whoever proposes a theme would."""

    proposal = models.ForeignKey(ThemeProposal, on_delete=models.CASCADE, related_name="upvotes", verbose_name=_("proposed theme"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="theme_votes", verbose_name=_("user")
    )
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="theme_votes", verbose_name=_("guest"))

    objects = ThemeVoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote for a theme")
        verbose_name_plural = _("votes for themes")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="theme_wanted_once"),
            models.UniqueConstraint(fields=["proposal", "guest"], name="theme_wanted_once_by_guest"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(guest=None), name="theme_wanted_by_user_or_guest"),
        ]

    def __str__(self):
        return f"{self.proposal_id}"
