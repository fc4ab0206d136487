"""What stands in the demonstration's workspaces, circle and networks, and what its people need and offer: made up and said to be (content/)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from entrepreneurs.actions import network_members, network_steps, networks
from entrepreneurs.actions.circles import last_day, sit_down
from entrepreneurs.actions.documents import add_version, share
from entrepreneurs.actions.tasks import set_task
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import (
    Circle,
    CircleMember,
    Conversation,
    Network,
    NetworkStep,
    PartnerTask,
    Post,
    SharedDocument,
    User,
    Workspace,
)
from entrepreneurs.models.posts import OPEN_FOR
from entrepreneurs.models.posts import last_day as last_open_day
from entrepreneurs.places import CONTENT
from hub.models import Organisation, Provenance

LANGUAGE = "en"


@transaction.atomic
def bring_workspaces() -> int:
    """What is missing in each; what somebody has changed stays. How many workspaces there are."""
    told = yaml.safe_load((CONTENT / "workspaces.yaml").read_text("utf-8"))
    workspaces, by = Workspace.objects.all(), User.objects.get(email="coordinator@tvers.example")
    for workspace in workspaces:
        for key, facts in told["tasks"].items():
            bring_task(workspace, key, by=by, **facts)
        for key, facts in told["documents"].items():
            bring_document(workspace, key, by=by, **facts)
    return len(workspaces)


def bring_task(workspace: Workspace, key: str, *, by: User, days: int, who: str = "", **facts: Any) -> None:
    """One that is there and not finished is put off, so that it is never long past."""
    due, there = timezone.localdate() + timedelta(days=days), workspace.tasks.filter(demo_key=key)
    if not there.exists():
        person = User.objects.get(email=f"{who}@tvers.example") if who else None
        set_task(workspace, by=by, due=due, person=person, demo_key=key, language=LANGUAGE, **facts)
    there.unfinished().filter(due__lt=due).update(due=due, reminded=PartnerTask(due=due).reminder_on(timezone.localdate()))


def bring_document(workspace: Workspace, key: str, *, by: User, title: str, name: str, versions: list[dict[str, str]]) -> None:
    if workspace.documents.filter(demo_key=key).exists():
        return
    first, *later = [{"note": version["note"], "file": Accepted(name, "text/plain", version["text"].encode())} for version in versions]
    document = share(workspace, by=by, title=title, language=LANGUAGE, **first)
    SharedDocument.objects.filter(pk=document.pk).update(demo_key=key)
    for version in later:
        add_version(document, by=by, **version)


@transaction.atomic
def bring_posts() -> int:
    """What is missing; what ends soon goes on, unless its author has closed it. How many of them are there."""
    told, ends = yaml.safe_load((CONTENT / "posts.yaml").read_text("utf-8")), last_open_day()
    for key, facts in told.items():
        author = User.objects.filter(email=f"{facts.pop('who')}@tvers.example").first()
        if author and not Post.objects.filter(demo_key=key).exists():
            Post.objects.create(author=author, client_id=uuid4(), demo_key=key, **facts)
    there = Post.objects.exclude(demo_key="").exclude(outcome__in=Post.CHOSEN)
    there.filter(until__lt=ends - OPEN_FOR / 2).update(until=ends, closed_at=None, outcome="", is_noticed=False)
    return there.count()


# Circles


@transaction.atomic
def bring_circles() -> int:
    """Those that are missing; what has become of one stays. How many there are."""
    told = yaml.safe_load((CONTENT / "circles.yaml").read_text("utf-8"))
    known = set(Circle.objects.exclude(demo_key="").values_list("demo_key", flat=True))
    for key, facts in told.items():
        if key not in known:
            bring_circle(key, **facts)
    return len(told)


def bring_circle(key: str, *, people: list[str], facilitates: dict[str, str], weeks_ago: int, entries: list[dict[str, Any]], **facts: Any) -> None:
    """Under way since so many weeks."""
    users = {name: User.objects.get(email=f"{name}@tvers.example") for name in people}
    talk, now = Conversation.objects.create(title=facts["name"]), timezone.now()
    circle = Circle.objects.create(demo_key=key, author=users[people[0]], conversation=talk, **facts)
    for user in users.values():
        sit_down(circle, user)
    for name, by in facilitates.items():
        CircleMember.objects.filter(circle=circle, user=users[name]).update(is_facilitator=True, by=by)
    circle.state, circle.began_at = Circle.State.RUNNING, now - timedelta(weeks=weeks_ago)
    circle.ends_on = last_day(circle)
    circle.save()
    circle.members.update(joined_at=circle.began_at)
    for entry in entries:
        said = {name: entry[name] for name in ("gave", "learned", "language")}
        circle.entries.create(author=users[entry["by"]], said_at=now - timedelta(days=entry["days_ago"]), **said)


# Networks


@transaction.atomic
def bring_networks() -> int:
    """Those that are missing; of the others, what was to be done by a day that is past is put off. How many there are."""
    told, today = yaml.safe_load((CONTENT / "networks.yaml").read_text("utf-8")), timezone.localdate()
    for slug, facts in told.items():
        if not Network.objects.filter(slug=slug).exists():
            bring_network(slug, **facts)
    NetworkStep.objects.filter(network__slug__in=told, done_at=None, day__lt=today).update(day=today + timedelta(days=30))
    return len(told)


def bring_network(
    slug: str, *, by: str, ago: int, language: str, texts: dict, steps: list[dict], people: list[str], organisations: dict, **facts
) -> None:
    everybody = {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True)}
    network = networks.make(everybody[by], language=language, **facts, **texts.pop(language))
    opened = timezone.now() - timedelta(days=ago)
    Network.objects.filter(pk=network.pk).update(slug=slug, made_at=opened, opened_at=opened)
    for code, words in texts.items():
        networks.write_words(network, by=everybody[by], language=code, provenance=Provenance.MACHINE, **words)
    for step in steps:
        bring_step(network, author=everybody[by], **step)
    for name in people:
        network_members.join(network, user=everybody[name])
    for name, person in organisations.items():
        network_members.bring(network, organisation=Organisation.objects.get(name=name), by=everybody[person])


def bring_step(network: Network, *, author: User, text: str, language: str, days: int | None = None, done: int | None = None) -> None:
    """To be done in so many days, or done so many days ago."""
    day = timezone.localdate() + timedelta(days=days) if days else None
    step = network_steps.write_step(network, author=author, body=text, language=language, day=day, client_id=uuid4())
    if done:
        NetworkStep.objects.filter(pk=step.pk).update(done_at=timezone.now() - timedelta(days=done))
