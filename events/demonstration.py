"""The demonstration's events: made up, and always ahead of today. When one is over, the next of its kind is made (content/events.yaml).

Its challenges are brought once (content/challenges.yaml).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from entrepreneurs.models import Circle, Network, User
from events.actions.challenges import settle
from events.models import (
    Adoption,
    Challenge,
    ChallengeVote,
    CircleMeeting,
    Event,
    EventLanguage,
    EventText,
    Followed,
    Host,
    Invitation,
    Item,
    Kind,
    NetworkChallenge,
    NetworkEvent,
    Reach,
    Series,
    Speaker,
    State,
    ThemeProposal,
    ThemeVote,
    Venture,
)
from events.times import same_hour
from hub import pagecache
from hub.models import Organisation, Programme, Provenance

CONTENT = Path(__file__).parent / "content"
OPERATOR = "KBT Vocational College"
HOSTS = {"adviser": Host.By.EXPERIENCE, "coordinator": Host.By.PROFESSION}
NETWORKS = {"houses-that-open-again": {"events": ["closed-school"], "challenges": ["school-stands-empty"]}}
FACTS = ("kind", "at", "zone", "minutes", "where", "place", "language", "is_online", "audience", "reach", "admission", "capacity")


def told() -> dict[str, Any]:
    return yaml.safe_load((CONTENT / "events.yaml").read_text("utf-8"))


@transaction.atomic
def bring_events(today: date | None = None) -> int:
    """Make what is missing: of each kind one that is to come, or one that is over. How many were made."""
    content, today = told(), today or timezone.localdate()
    made = [event for key, facts in content["events"].items() for event in bring(key, facts, access=content["access"], today=today)]
    bring_circle_meetings(today)
    brought = bring_challenges(today)
    link_networks()
    if brought or made:
        transaction.on_commit(pagecache.forget)
    return len(made)


def link_networks() -> None:
    """The coming event of a kind, and a challenge, stand beside a made-up network; nothing, where it is not there."""
    for slug, facts in NETWORKS.items():
        for network in Network.objects.filter(slug=slug):
            for event in Event.objects.filter(demo_key__in=facts["events"]).upcoming():
                NetworkEvent.objects.get_or_create(network=network, event=event)
            for challenge in Challenge.objects.filter(demo_key__in=facts["challenges"]):
                NetworkChallenge.objects.get_or_create(network=network, challenge=challenge)


def bring(key: str, facts: dict[str, Any], *, access: dict[str, str], today: date) -> list[Event]:
    known = Event.objects.filter(demo_key=key)
    if known.exists() if facts.get("is_past") else known.filter(day__gte=today).exists():
        return []
    days = same_hour(next_day(facts, today), weeks=1, number=facts.get("repeats", 1))
    series = Series.objects.create() if len(days) > 1 else None
    return [make(key, facts, access=access, day=day, series=series) for day in days]


def next_day(facts: dict[str, Any], today: date) -> date:
    """The first of its weekdays that is far enough ahead; of those that are over, the last that is far enough back."""
    if facts.get("is_past"):
        latest = today - timedelta(days=facts["ahead"])
        return latest - timedelta(days=(latest.weekday() - facts["weekday"]) % 7)
    earliest = today + timedelta(days=facts["ahead"])
    return earliest + timedelta(days=(facts["weekday"] - earliest.weekday()) % 7)


def make(key: str, facts: dict[str, Any], *, access: dict[str, str], day: date, series: Series | None) -> Event:
    event = Event(
        demo_key=key,
        day=day,
        series=series,
        state=State.PUBLISHED,
        published_at=timezone.now(),
        programme=Programme.objects.filter(key=facts.get("programme", "")).first(),
        organisation=Organisation.objects.filter(name=OPERATOR).first(),
        earlier=Event.objects.filter(demo_key=facts.get("earlier", "-")).order_by("-day").first(),
        **{name: facts[name] for name in FACTS if name in facts},
    )
    event.full_clean(exclude=["starts_at", "ends_at"], validate_constraints=False)  # which turns hours that are text into hours
    event.settle()
    event.save()
    tell(event, facts, access=access)
    seat(event, facts)
    return event


def tell(event: Event, facts: dict[str, Any], *, access: dict[str, str]) -> None:
    """Its texts, those that are translated marked as what they are, its languages and its running order."""
    for code, text in facts["texts"].items():
        provenance = Provenance.ORIGINAL if code == event.language else Provenance.MACHINE
        EventText.objects.create(event=event, language=code, provenance=provenance, **{"access": access[code]} | text)
    for name, is_interpreted in (("spoken", False), ("interpreted", True)):
        for code in facts.get(name, []):
            EventLanguage.objects.create(event=event, language=code, is_interpreted=is_interpreted)
    for position, (kind, minutes, titles) in enumerate(facts.get("items", [])):
        Item.objects.create(event=event, position=position, kind=kind, minutes=minutes, titles=titles)
    for position, words in enumerate(facts.get("followed", [])):
        Followed.objects.create(event=event, position=position, **words)


def fictional_people() -> dict[str, User]:
    """Those who are there, by the name in their address."""
    return {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True, email__endswith="@tvers.example")}


def seat(event: Event, facts: dict[str, Any]) -> None:
    """Those who host, speak or are invited, as far as they are there."""
    people = fictional_people()
    for name, by in HOSTS.items():
        if name in people:
            Host.objects.create(event=event, user=people[name], by=by)
    for speaker in facts.get("speakers", []):
        if user := people.get(speaker["person"]):
            Speaker.objects.create(event=event, user=user, name=user.name, role=speaker["role"], standing=Speaker.Standing.CONFIRMED)
    for name in facts.get("invited", []):
        if name in people:
            Invitation.objects.create(event=event, user=people[name], email=people[name].email, invited_by=people.get("adviser"))
    for theme in facts.get("themes", []):
        ask_for(theme, event, people)


def ask_for(theme: dict[str, Any], event: Event, people: dict[str, User]) -> None:
    """A theme that was proposed after it, and those who would come: the first of them proposed it."""
    askers = [people[name] for name in theme["by"] if name in people]
    if askers:
        facts = {name: theme[name] for name in ("title", "why", "language")}
        proposal = ThemeProposal.objects.create(user=askers[0], event=event, **facts)
        ThemeVote.objects.bulk_create(ThemeVote(proposal=proposal, user=user) for user in askers)


# Challenges


def bring_challenges(today: date) -> int:
    """Those that are missing and whose people are there, with what has come of them. How many were made."""
    told, people = yaml.safe_load((CONTENT / "challenges.yaml").read_text("utf-8")), fictional_people()
    known = set(Challenge.objects.exclude(demo_key="").values_list("demo_key", flat=True))
    missing = {key: facts for key, facts in told.items() if key not in known and facts["by"] in people}
    for key, facts in missing.items():
        settle(come_of(raised(key, facts, people), facts, people=people, today=today))
    return len(missing)


def raised(key: str, facts: dict[str, Any], people: dict[str, User]) -> Challenge:
    """The challenge, and those who have it too."""
    challenge = Challenge.objects.create(
        demo_key=key,
        client_id=uuid4(),
        user=people[facts["by"]],
        event=Event.objects.filter(demo_key=facts.get("event", "-")).order_by("-day").first(),
        programme=Programme.objects.filter(key=facts["programme"]).first(),
        created_at=ago(facts),
        **{name: facts[name] for name in ("title", "body", "language", "where")},
    )
    ChallengeVote.objects.bulk_create(ChallengeVote(challenge=challenge, user=people[name]) for name in facts["votes"] if name in people)
    return challenge


def come_of(challenge: Challenge, facts: dict[str, Any], *, people: dict[str, User], today: date) -> Challenge:
    """Answers, ventures with their notes, and the steps of its plan."""
    for answer in present(facts.get("answers", []), people):
        said = {name: answer[name] for name in ("name", "organisation", "text", "language")}
        Adoption.objects.create(challenge=challenge, user=people[answer["by"]], answered_at=ago(answer), **said)
    for told in present(facts.get("ventures", []), people):
        said = {name: told[name] for name in ("title", "text", "language")}
        venture = Venture.objects.create(challenge=challenge, user=people[told["by"]], begun_at=ago(told), **said)
        for note in told["notes"]:
            venture.notes.create(text=note["text"], language=told["language"], noted_at=ago(note))
    for step in facts.get("steps", []):
        said = {name: step[name] for name in ("what", "who", "state")} | {"evidence": step.get("evidence", "")}
        days = {"due": today + timedelta(days=step["days"])} | (
            {"reported_on": today + timedelta(days=step["reported"])} if "reported" in step else {}
        )
        challenge.steps.create(language=challenge.language, responsible=people.get(step.get("responsible")), **said, **days)
    return challenge


def present(rows: list[dict[str, Any]], people: dict[str, User]) -> list[dict[str, Any]]:
    return [row for row in rows if row["by"] in people]


def ago(facts: dict[str, Any]) -> datetime:
    return timezone.now() - timedelta(days=facts["ago"])


# Meetings of circles


def bring_circle_meetings(today: date) -> None:
    """Of the demonstration's circles that go on: one that was, made once, and always one that is to come."""
    for circle in Circle.objects.running().exclude(demo_key=""):
        if not circle.meetings.exists():
            meet(circle, today - timedelta(days=16))
        if not circle.meetings.coming().exists():
            meet(circle, today + timedelta(days=5))


def meet(circle: Circle, day: date) -> None:
    """Whoever facilitates leads it, and all are invited."""
    people = list(circle.members.present().select_related("user"))
    leader = next((member for member in people if member.is_facilitator), people[0])
    facts = {"kind": Kind.CIRCLE, "reach": Reach.INVITED, "language": circle.language, "minutes": 60}
    event = Event(day=day, at=time(12), zone="Europe/Oslo", state=State.PUBLISHED, published_at=timezone.now(), **facts)
    event.settle()
    event.save()
    CircleMeeting.objects.create(circle=circle, event=event, asked_at=timezone.now() if event.has_begun else None)
    EventText.objects.create(event=event, language=circle.language, title=circle.name)
    EventLanguage.objects.bulk_create(EventLanguage(event=event, language=code) for code in circle.spoken)
    Host.objects.create(event=event, user=leader.user, by=leader.by)
    Invitation.objects.bulk_create(Invitation(event=event, email=one.user.email, user=one.user, invited_by=leader.user) for one in people)
