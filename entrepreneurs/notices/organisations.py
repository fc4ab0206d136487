"""What people are told of organisations, and of the tasks that these have in workspaces."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.organisations import place_of
from entrepreneurs.models import Membership, PartnerTask, User
from entrepreneurs.notices.base import FRESH, key_of
from hub import notices
from hub.models import Organisation, Pace
from hub.notices import Part, Told


def waiting_organisations(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For coordinators, those that nobody has decided about."""
    found = Organisation.objects.waiting().filter(pk__in=map(key_of, abouts)) if user.has_perm("entrepreneurs.moderate") else ()
    return {place_of(one): Told(_("%(name)s would like to join") % {"name": one.name}, reverse("organisations:waiting")) for one in found}


def asked_to_belong(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For those who lead an organisation, as long as somebody waits for an answer."""
    leading = Membership.objects.of(user).leading().filter(organisation__in=map(key_of, abouts)).values("organisation")
    found = Organisation.objects.filter(pk__in=Membership.objects.asking().filter(organisation__in=leading).values("organisation"))
    return {
        place_of(one): Told(_("Somebody says that they belong to %(name)s") % {"name": one.name}, reverse("organisations:desk", args=[one.slug]))
        for one in found
    }


def taken_in(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Membership.objects.of(user).filter(organisation__in=map(key_of, abouts), accepted_at__gt=timezone.now() - FRESH)
    return {
        place_of(one.organisation): Told(
            _("You belong to %(name)s now") % {"name": one.organisation.name}, reverse("organisations:desk", args=[one.organisation.slug])
        )
        for one in found.select_related("organisation")
    }


def due_tasks(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Of what is not finished, to those who have to do it and are in its workspace still. What it is stands there alone, and in no mail."""
    found = PartnerTask.objects.visible_to(user).of(user).unfinished().filter(pk__in=map(key_of, abouts)).select_related("workspace")
    return {f"task:{task.pk}": Told(words_of(task), task.get_absolute_url()) for task in found}


def words_of(task: PartnerTask) -> str:
    late, due = _("%(programme)s: a task of yours should have been done by %(day)s"), _("%(programme)s: a task of yours is due on %(day)s")
    return (late if task.is_late else due) % {"programme": task.workspace.acronym, "day": date_format(task.due)}


notices.register(
    "organisation_asks", Part.ORGANISATIONS, label=gettext_lazy("An organisation would like to join (for coordinators)"), tell=waiting_organisations
)
notices.register(
    "membership_asked", Part.ORGANISATIONS, label=gettext_lazy("Somebody says that they belong to my organisation"), tell=asked_to_belong
)
notices.register("membership_accepted", Part.ORGANISATIONS, label=gettext_lazy("An organisation has let me in"), tell=taken_in)
notices.register("task_due", Part.ORGANISATIONS, label=gettext_lazy("A task of mine or of my organisation is due"), tell=due_tasks, pace=Pace.DAILY)
