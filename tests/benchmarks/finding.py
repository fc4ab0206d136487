"""Fills a hub with news and asks for them: `python -m tests.benchmarks.finding NEWS [elasticsearch]`, on the data of its environment.

Says as JSON how quickly they were put into the hub's index and into Wagtail's, and how long each answered to the same queries. One process, no HTTP.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import django
from django.db import OperationalError

from hub.supervisor import ROOT
from tests.benchmarks.harvest import insert
from tests.benchmarks.results import percentile

QUERIES = 200
PATIENCE = 5  # seconds
A_MINUTE = 60_000  # milliseconds
SENTENCE = re.compile(r"[A-Z][^.!?\n\"“”:{}\[\]]{30,160}[.!?]")
RESULTS = 12  # of a page


def sentences() -> list[str]:
    """Of the hub's own lessons in English."""
    texts = (path.read_text("utf-8") for path in sorted((ROOT / "learning" / "content").rglob("*.en.yaml")))
    return sorted({" ".join(found.split()) for text in texts for found in SENTENCE.findall(text)})


def news(number: int) -> None:
    """Under the front page in English: the rows of Wagtail's table, and those of the news' own."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from hub.models import NewsPage

    said, kind = sentences(), ContentType.objects.get_for_model(NewsPage)
    home = Page.objects.get(depth=2, locale__language_code="en")
    made = []
    for one in range(number):
        home.numchild += 1
        title, day = " ".join(random.choice(said).split()[:7]), date(2020, 1, 1) + timedelta(days=one % 2500)
        facts = {"path": Page._get_path(home.path, home.depth + 1, 1000 + one), "depth": home.depth + 1, "locale": home.locale, "live": True}
        facts |= {"title": title, "draft_title": title, "slug": f"news-{one}", "url_path": f"{home.url_path}news-{one}/", "content_type": kind}
        made.append(NewsPage(lead=random.choice(said)[:200], body=" ".join(random.sample(said, 10)), day=day, translation_key=uuid4(), **facts))
    rows = [Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}) for page in made]
    for page, row in zip(made, Page.objects.bulk_create(rows, batch_size=500), strict=True):
        page.page_ptr_id = row.pk
    insert(NewsPage, made)
    Page.objects.filter(pk=home.pk).update(numchild=home.numchild)


def queries(number: int) -> list[str]:
    """One to three words that stand together somewhere, and one in ten mistyped."""
    found = []
    for one in range(number):
        words = re.findall(r"[a-zA-Z]{4,}", random.choice(sentences()))
        start = random.randrange(max(1, len(words) - 2))
        query = words[start : start + random.choice([1, 2, 2, 3])]
        found.append(" ".join(query if one % 10 else [mistyped(query[0])]))
    return found


def mistyped(word: str) -> str:
    at = random.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


# Whom is asked


def hub(query: str) -> None:
    from django.contrib.auth.models import AnonymousUser

    from search.searching import search

    search(query, language="en", user=AnonymousUser())


def hub_titles(query: str) -> None:
    from django.contrib.auth.models import AnonymousUser

    from search.searching import suggest

    suggest(query[:-1], language="en", user=AnonymousUser())


def wagtail(query: str) -> None:
    """A page of what is found, and how much that is."""
    from wagtail.models import Page

    found = Page.objects.live().public().search(query)
    found.count(), list(found[:RESULTS])


def wagtail_titles(query: str) -> None:
    from wagtail.models import Page

    list(Page.objects.live().public().autocomplete(query[:-1])[:8])


def times(ways: list[Callable[[str], None]]) -> dict[str, dict[str, float]]:
    """Milliseconds of each, asked the same in turn, as many as fit into a minute of each.

    The first half is not counted, for servers get quicker while they are asked. What is stopped counts as long as it was waited for.
    """
    taken: dict[str, list[float]] = {ask.__name__: [] for ask in ways}
    for query in queries(2 * QUERIES):
        for ask in ways:
            if sum(taken[ask.__name__]) < A_MINUTE:
                taken[ask.__name__].append(seconds(lambda ask=ask, query=query: patiently(ask, query)) * 1000)
    counted = {name: found[len(found) // 2 :] for name, found in taken.items()}
    return {name: {"p50": percentile(found, 50), "p99": percentile(found, 99), "number": len(found)} for name, found in counted.items()}


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def patiently(ask: Callable[[str], None], query: str) -> None:
    """Until it is answered, or stopped."""
    Patience.since = time.perf_counter()
    with suppress(OperationalError):
        ask(query)


class Patience:
    """A statement that takes longer than anybody waits is stopped by the database, with an OperationalError."""

    since = 0.0

    @classmethod
    def has_ended(cls) -> bool:
        return time.perf_counter() - cls.since > PATIENCE

    @classmethod
    def begin(cls) -> None:
        from django.db import connection

        if connection.vendor == "postgresql":
            connection.cursor().execute(f"SET statement_timeout = '{PATIENCE}s'")
        else:
            connection.connection.set_progress_handler(cls.has_ended, 100_000)


def use_elasticsearch() -> None:
    """Wagtail's stock search too has its index on the server that the hub's own is on."""
    from django.conf import settings

    settings.WAGTAILSEARCH_BACKENDS["default"] = {
        "BACKEND": "wagtail.search.backends.elasticsearch8",
        "URLS": [settings.ELASTICSEARCH_URL],
        "INDEX_PREFIX": "stock_",
    }


def main(number: int) -> None:
    from django.db import connection, transaction

    from search import indexing
    from search.models import Change, Entry
    from tests.search.stock import fill_wagtail

    random.seed(number)
    with transaction.atomic():
        news(number)
    Change.objects.all().delete()  # all of it is put in at once
    filling = {"hub": seconds(indexing.rebuild), "wagtail": seconds(fill_wagtail)}
    connection.cursor().execute("ANALYZE")
    Patience.begin()
    found = times([hub, wagtail, hub_titles, wagtail_titles])
    documents = Entry.objects.filter(edition__is_current=True).count()
    json.dump({"documents": documents, "pages": number, "filling": filling, "asked": found}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    if "elasticsearch" in sys.argv[2:]:
        use_elasticsearch()
    main(int(sys.argv[1]))
