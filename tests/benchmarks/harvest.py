"""Fills a hub with practices: `python -m tests.benchmarks.harvest PRACTICES`, on the data of its environment.

Says as JSON which pages are asked for, how many SQL queries each takes, and how long the filters' choices take to be counted.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from uuid import uuid4

import django
from django.utils import timezone

from tests.benchmarks.pages import NOBODY
from tests.benchmarks.population import queries

COUNTRIES = ["NO", "SE", "UA", "ES", "IT", "RO", "GR", "TR"]
ORGANISATIONS = 40
FAMILY = 10  # the first so many are adapted from each other
FEW = 25  # the first so many are on islands, and nothing else is
FULL = 24  # rows of a page
WORDS = "When the bus stops going, we drive each other, and whoever drives writes it down. "


def organisations() -> list:
    """Verified ones, each with its page in every language."""
    from entrepreneurs.organisation_tree import plant_pages
    from hub.models import Organisation

    facts = [{"name": f"Village {one}", "country": COUNTRIES[one % 8], "verified_at": timezone.now()} for one in range(ORGANISATIONS)]
    found = [Organisation.objects.create(**each) for each in facts]
    return [(organisation, {page.locale.language_code: page for page in plant_pages(organisation)}) for organisation in found]


def practices(number: int, homes: list) -> list:
    """Half of all in one country, the others in seven; every third page is translated into a second language."""
    from learning.models import Practice

    begun, languages = timezone.now() - timedelta(days=900), sorted(homes[0][1])
    settings, evidence = [name for name in Practice.Setting.values if name != "island"], Practice.Evidence.values
    found = Practice.objects.bulk_create(
        [
            Practice(
                organisation=homes[one % ORGANISATIONS][0],
                language=languages[one % len(languages)],
                country=COUNTRIES[0] if one % 2 == 0 else COUNTRIES[1 + one // 2 % 7],
                setting="island" if one < FEW else random.choice(settings),
                evidence=random.choice(evidence),
                is_listed=True,
                published_at=begun + timedelta(minutes=one * 7),
            )
            for one in range(number)
        ],
        batch_size=500,
    )
    related(found)
    return found


def related(found: list) -> None:
    """Each the first of its family, but for one family of ten: every one is adapted from one before it."""
    from learning.models import Practice

    for practice in found:
        practice.family = practice
    for one in range(1, FAMILY):
        found[one].family, found[one].adapted_from = found[0], found[(one - 1) // 2]
    Practice.objects.bulk_update(found, ["family", "adapted_from"], batch_size=400)


def facets(found: list) -> None:
    """The first challenge for half of each country, one or two others for everybody, and two competences."""
    from hub import entrecomp
    from hub.models import Topic
    from learning.models import PracticeFacet

    first, *others = sorted(Topic.objects.filter(locale__language_code="en").values_list("slug", flat=True))
    rows = []
    for one, practice in enumerate(found):
        topics = random.sample(others, random.randint(1, 2)) + ([first] if one % 4 < 2 else [])
        rows += [PracticeFacet(practice=practice, kind="topic", value=value) for value in topics]
        rows += [PracticeFacet(practice=practice, kind="competence", value=value) for value in random.sample(list(entrecomp.COMPETENCES), 2)]
    PracticeFacet.objects.bulk_create(rows, batch_size=1000)


def written(found: list, homes: list) -> Iterator[tuple]:
    """A parent, a language and a practice for each page to be made."""
    languages = sorted(homes[0][1])
    for one, practice in enumerate(found):
        pages = homes[one % ORGANISATIONS][1]
        yield pages[practice.language], practice
        if one % 3 == 0:
            yield pages[languages[(one + 1) % len(languages)]], practice


def pages(found: list, homes: list) -> None:
    """Below their organisations' pages: the rows of Wagtail's table, those of the practices' own, and the parents' numbers of children."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from learning.models import PracticePage

    kind, keys, made = ContentType.objects.get_for_model(PracticePage), {practice.pk: uuid4() for practice in found}, []
    for parent, practice in written(found, homes):
        parent.numchild += 1
        facts = {"path": Page._get_path(parent.path, parent.depth + 1, parent.numchild), "depth": parent.depth + 1, "locale": parent.locale}
        facts |= {"title": f"Rides for all, {practice.pk}", "slug": f"practice-{practice.pk}", "translation_key": keys[practice.pk]}
        facts |= {"url_path": f"{parent.url_path}practice-{practice.pk}/", "content_type": kind, "live": True}
        page = PracticePage(practice=practice, problem=WORDS * 5, done=WORDS * 20, changed=WORDS * 10, warning=WORDS * 5, **facts)
        page.draft_title = page.title
        made.append(page)
    rows = [Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}) for page in made]
    for page, row in zip(made, Page.objects.bulk_create(rows, batch_size=500), strict=True):
        page.page_ptr_id = row.pk
    insert(PracticePage, made)
    Page.objects.bulk_update([page.page_ptr for _organisation, home in homes for page in home.values()], ["numchild"], batch_size=200)


def insert(model, rows: list) -> None:
    """Rows of a table whose model has a parent, which Django's bulk_create does not take."""
    from django.db import connection

    columns = model._meta.local_concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in columns)
    command = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(command, [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns] for row in rows])


def counting() -> float:
    """Milliseconds for the numbers of all choices, made anew."""
    from django.test import RequestFactory

    from learning.practices import Practices

    times = []
    for _ in range(5):
        begun = time.perf_counter()
        _numbers = Practices(RequestFactory().get("/")).numbers
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def addresses(found: list) -> dict[str, str]:
    from learning.models import PracticeFacet

    country, topic = COUNTRIES[0], min(PracticeFacet.objects.filter(kind="topic", practice=found[0]).values_list("value", flat=True))
    there = "/en/learn/practices/"
    return {
        "list": there,
        "by country and challenge": f"{there}?country={country}&topic={topic}",
        f"by what only {FEW} have": f"{there}?setting=island",
        "page 20": f"{there}?page={min(20, len(found) // FULL)}",
        "one in a family of ten": f"{there}{found[FAMILY // 2].pk}/",
    }


def main(number: int) -> None:
    from django.db import connection, transaction
    from django.test import Client

    random.seed(number)
    with transaction.atomic():
        homes = organisations()
        found = practices(number, homes)
        facets(found)
        pages(found, homes)
    connection.cursor().execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1", "cookie": NOBODY})
    asked = {name: (path, queries(client, path)) for name, path in addresses(found).items()}
    json.dump({"cookie": NOBODY, "pages": asked, "counting": counting()}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
