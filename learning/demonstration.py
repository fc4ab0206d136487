"""The demonstration's resources: links to real pages, and methods written for it (content/resources.yaml, content/method-*.json). Brought once."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from hub import pagecache
from hub.models import Programme, Provenance
from learning.methodfiles import read
from learning.models import Level, Licence, MethodText, MethodVersion, Resource, ResourceFacet, ResourceText

CONTENT = Path(__file__).parent / "content"
SOURCE = "en"
METHODS = {"tandem": ["new-in-the-country", "work-and-inclusion"], "needs-walk": ["services-far-away", "meeting-places"], "start-up-talk": []}


@transaction.atomic
def bring_resources() -> int:
    """Make what is missing; how many were made. What was taken out of the bank stays out of it."""
    known = set(Resource.objects.exclude(demo_key="").values_list("demo_key", flat=True))
    links = yaml.safe_load((CONTENT / "resources.yaml").read_text("utf-8"))
    later = count(1)  # not all are looked at on the first day
    made = [bring_link(key, facts, days=next(later)) for key, facts in links.items() if key not in known]
    made += [bring_method(key, topics) for key, topics in METHODS.items() if key not in known]
    if made:
        transaction.on_commit(pagecache.forget)
    return len(made)


def bring_link(key: str, facts: dict[str, Any], *, days: int) -> Resource:
    programme = Programme.objects.filter(key=facts.get("programme", "")).first()
    said = {"address": facts["address"], "level": facts["level"], "programme": programme, "look_at": timezone.now() + timedelta(days=days)}
    resource = make(key, kind=Resource.Kind.LINK, licence=Licence.RESERVED, **said)
    tell(resource, facts["texts"])
    choose(resource, language=facts["spoken"], country=facts["countries"], topic=facts.get("topics", []))
    return resource


def bring_method(key: str, topics: list[str]) -> Resource:
    contents = {path.name.split(".")[1]: content_of(path) for path in sorted(CONTENT.glob(f"method-{key}.*.json"))}
    first = contents[SOURCE]
    resource = make(key, kind=Resource.Kind.METHOD, method_kind=first["kind"], licence=first["licence"], level=Level.EDUCATOR)
    tell(resource, {code: {"title": content["title"], "description": content["aim"]} for code, content in contents.items()})
    choose(resource, language=list(contents), country=["all"], topic=topics)
    version = MethodVersion.objects.create(resource=resource, number=1, published_at=timezone.now())
    for code, content in contents.items():
        MethodText.objects.create(version=version, language=code, content=content, provenance=provenance_of(code))
    return resource


def content_of(path: Path) -> dict[str, Any]:
    """As anybody's file is read: what is wrong with it says so."""
    return read(ContentFile(path.read_bytes(), name=path.name)).content


def make(key: str, **facts: Any) -> Resource:
    standing = {"state": Resource.State.PUBLISHED, "published_at": timezone.now(), "is_demonstration": True}
    return Resource.objects.create(demo_key=key, language=SOURCE, **standing, **facts)


def tell(resource: Resource, texts: dict[str, dict[str, str]]) -> None:
    for code, words in texts.items():
        ResourceText.objects.create(resource=resource, language=code, provenance=provenance_of(code), **words)


def provenance_of(code: str) -> str:
    return Provenance.ORIGINAL if code == SOURCE else Provenance.MACHINE


def choose(resource: Resource, **facets: list[str]) -> None:
    for kind, values in facets.items():
        ResourceFacet.objects.bulk_create(ResourceFacet(resource=resource, kind=kind, value=value) for value in values)
