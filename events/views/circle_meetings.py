"""Planning the meetings of a circle, and saying at which hours one can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django_countries import countries

from entrepreneurs.models import Block, Circle, CircleMember, Profile, User
from entrepreneurs.views.circles import for_members
from entrepreneurs.views.conversations import number
from events import clocks, suiting
from events.actions import circle_meetings as actions
from events.forms.circle_meetings import LENGTHS, OWN, USUAL_LENGTH, HoursForm, PlanForm
from events.models import FreeTime

MONDAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Hour:
    """A proposal on the reader's clock, and what the others' clocks say then."""

    value: str
    day: str
    hours: str
    others: list[str]
    can: int
    of: int

    @property
    def suits_all(self) -> bool:
        return self.can == self.of


def lands_by_clock(people: Iterable[User], reader: User) -> dict[str, str]:
    """The countries of others, as they show them to the reader, by the clock that they live on: what is not shown is named by no clock either."""
    shown = Profile.objects.visible_to(reader).filter(user__in=people).exclude(user=reader).exclude(shown_country="")
    found: dict[str, list[str]] = {}
    for profile in shown.select_related("user"):
        found.setdefault(profile.user.time_zone, []).append(countries.name(profile.shown_country))
    return {zone: ", ".join(sorted(set(names))) for zone, names in found.items()}


def hours_for(circle: Circle, reader: User, *, minutes: int) -> list[Hour]:
    """Everybody's hours count, also those of whom the reader hides, of whom nothing is shown."""
    everybody = [member.user for member in CircleMember.objects.present().filter(circle=circle).select_related("user")]
    hidden = Block.objects.hidden_from(reader)
    seen = [user for user in everybody if user.pk not in hidden]
    lands, zones = lands_by_clock(seen, reader), {user.time_zone for user in seen}
    found = suiting.proposals(suiting.people_of(everybody), zone=reader.time_zone, minutes=minutes, now=timezone.now())
    return [hour(one, reader, minutes=minutes, zones=zones, lands=lands, seen={user.pk for user in seen}) for one in found]


def hour(proposal: suiting.Proposal, reader: User, *, minutes: int, zones: set[str], lands: dict[str, str], seen: set[int]) -> Hour:
    own, ends = ZoneInfo(reader.time_zone), proposal.starts_at + timedelta(minutes=minutes)
    return Hour(
        value=proposal.starts_at.isoformat(),
        day=clocks.whole_day(proposal.starts_at.astimezone(own).date()),
        hours=clocks.hours(proposal.starts_at, ends, zone=own),
        others=others_of(proposal.starts_at, own, zones=zones, lands=lands),
        can=len(proposal.suits & seen),
        of=len(seen),
    )


def others_of(moment: datetime, own: ZoneInfo, *, zones: set[str], lands: dict[str, str]) -> list[str]:
    """11:00 in Finland, for each clock that shows another hour; where nobody on it shows a country, it is the others'."""
    here, said = moment.astimezone(own), {}
    for there, zone in sorted((moment.astimezone(ZoneInfo(zone)), zone) for zone in zones):
        if there.utcoffset() != here.utcoffset():
            clock = f"{there:%H:%M}" if there.date() == here.date() else f"{clocks.short_day(there.date())} {there:%H:%M}"
            said.setdefault(clock, set()).update([lands[zone]] if zone in lands else [])
    return [place(clock, sorted(names)) for clock, names in said.items()]


def place(clock: str, names: list[str]) -> str:
    if names:
        return _("%(hour)s in %(place)s") % {"hour": clock, "place": ", ".join(names)}
    return _("%(hour)s for others") % {"hour": clock}


@for_members
def plan(request, circle):
    """The hours that suit everybody, best first; or another one. `?minutes` is how long it takes."""
    minutes = number(request.POST.get("minutes") or request.GET.get("minutes"))
    minutes = minutes if minutes in LENGTHS else USUAL_LENGTH
    found = hours_for(circle, request.user, minutes=minutes)
    initial = {"minutes": minutes, "number": 1, "when": found[0].value if found else OWN}
    form = PlanForm(request.POST or None, initial=initial, circle=circle, zone=request.user.time_zone, moments=moments_of(found, request))
    if request.method == "POST" and form.perform(actions.plan, circle, by=request.user):
        planned = len(form.result)
        words = ngettext(
            "The meeting is planned. All others are asked to come.", "%(number)d meetings are planned. All others are asked to come.", planned
        )
        messages.success(request, words % {"number": planned})
        return redirect(circle)
    context = {"circle": circle, "form": form, "hours": found, "lengths": LENGTHS, "minutes": minutes, "is_hidden": True}
    context |= {"town": clocks.place_of(request.user.time_zone), "has_said": request.user.free_times.exists()}
    return render(request, "circles/plan.html", context, status=422 if form.errors else 200)


def moments_of(found: list[Hour], request) -> list[datetime]:
    """What is proposed, and what was chosen of what was proposed when the page was drawn."""
    offered = [datetime.fromisoformat(one.value) for one in found]
    try:
        chosen = datetime.fromisoformat(request.POST.get("when", ""))
    except ValueError:
        return offered
    return offered if chosen in offered or chosen.tzinfo is None else [*offered, chosen]


@never_cache
@login_required
def hours(request):
    """The reader's own week; of a circle they come from, they go back there."""
    mine = [f"{one.weekday}-{one.part}" for one in request.user.free_times.all()]
    form = HoursForm(request.POST or None, initial={"times": mine or usual()})
    if request.method == "POST" and form.perform(actions.say_free, request.user):
        messages.success(request, _("Saved."))
        return redirect(after(request))
    context = {"form": form, "week": week(form), "parts": FreeTime.Part.labels, "circle": number(request.GET.get("circle")), "is_hidden": True}
    context |= {"town": clocks.place_of(request.user.time_zone)}
    return render(request, "circles/hours.html", context, status=422 if form.errors else 200)


def after(request):
    """The circle that the address names, if the reader is in it."""
    if key := number(request.GET.get("circle")):
        return get_object_or_404(Circle.objects.visible_to(request.user), pk=key)
    return "circles:list"


def usual() -> list[str]:
    return [f"{weekday}-{part}" for weekday in suiting.USUAL for part in FreeTime.Part.values]


def week(form: HoursForm) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Weekdays by their names, each with the value, the name and the state of its parts."""
    chosen = form["times"].value() or []
    return [
        (
            clocks.long_weekday(MONDAY + timedelta(days=weekday)),
            [(f"{weekday}-{part}", label, f"{weekday}-{part}" in chosen) for part, label in FreeTime.Part.choices],
        )
        for weekday in range(7)
    ]
