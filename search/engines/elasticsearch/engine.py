"""Elasticsearch as an engine: an index for each edition, an alias for the one that is searched, and our own terms in both."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django.conf import settings

from search.documents import Document, Thing
from search.engines.base import NOTHING, Away, Found, Lost, Posting, Question, Refused
from search.engines.elasticsearch import asking, storing
from search.engines.elasticsearch.server import AWAY, PATIENCE, WRITING, server
from search.engines.spelling import likest
from search.models import Edition

PAGE = 1000  # entries that are read at a time


class ElasticsearchEngine:
    """`patience` is how many seconds it may take all in all, for somebody who waits; each call has its own ten, where nobody does."""

    name: ClassVar[str] = "elasticsearch"

    def __init__(self, *, patience: float | None = None):
        self.patience = patience

    @classmethod
    def for_a_reader(cls) -> ElasticsearchEngine:
        return cls(patience=PATIENCE)

    @property
    def version(self) -> str:
        return storing.settings_version()

    def ask(self, do: Callable[[Any], Any]) -> Any:
        if self.patience is None:
            return server().ask(do, seconds=WRITING)
        if self.patience <= 0:
            server().give_up("it is too slow")
            raise Away("it is too slow")
        begun = time.monotonic()
        try:
            return server().ask(do, seconds=self.patience)
        finally:
            self.patience -= time.monotonic() - begun

    # Indices and aliases

    @property
    def alias(self) -> str:
        """Of what is searched."""
        return settings.ELASTICSEARCH_PREFIX

    def written(self, edition: Edition) -> str:
        """The alias by which an edition is written: what is gone is never made anew by writing to it."""
        return f"{self.alias}-{edition.pk}"

    def filled(self, edition: Edition) -> str:
        return f"{self.alias}-{edition.pk}-filled"

    def is_ready(self) -> bool:
        """Whether it may be asked: it answers, and has missed nothing."""
        return server().may_be_asked() and Edition.objects.current_and_complete(self.name) is not None

    def answers(self) -> bool:
        return server().answers()

    def begin(self, edition: Edition) -> None:
        name, aliases = self.filled(edition), {self.written(edition): {}}
        self.empty(edition)
        self.ask(lambda client: client.indices.create(index=name, aliases=aliases, mappings=storing.MAPPING, settings=storing.SETTINGS))

    def show(self, edition: Edition) -> None:
        self.ask(lambda client: client.indices.refresh(index=self.filled(edition)))
        former = {"remove": {"index": "*", "alias": self.alias, "must_exist": False}}
        actions = [former, {"add": {"index": self.filled(edition), "alias": self.alias}}]
        self.ask(lambda client: client.indices.update_aliases(actions=actions))

    def is_there(self, edition: Edition) -> bool:
        return bool(self.ask(lambda client: client.indices.exists_alias(index=self.filled(edition), name=self.alias)))

    def empty(self, edition: Edition) -> None:
        self.ask(lambda client: client.indices.delete(index=self.filled(edition), ignore_unavailable=True))

    def tidy(self, *, thoroughly: bool) -> None:
        """Deleted entries leave its files when these are merged: at the latest at night. What nobody knows any more goes too."""
        if not thoroughly:
            return
        known = {self.filled(edition) for edition in Edition.objects.filter(engine=self.name)}
        there = self.ask(lambda client: client.indices.get(index=f"{self.alias}-*", features="aliases"))
        for name in there:
            if name not in known and re.fullmatch(rf"{re.escape(self.alias)}-\d+-filled", name):
                self.ask(lambda client, name=name: client.indices.delete(index=name, ignore_unavailable=True))
        self.ask(lambda client: client.indices.forcemerge(index=self.alias, only_expunge_deletes=True, wait_for_completion=False))

    # Writing

    def put(self, edition: Edition, postings: Mapping[Thing, list[Posting]]) -> int:
        known, written, lines = self.known(edition, list(postings)), 0, []
        for thing, found in postings.items():
            wanted, there = {posting.document.language: posting.document.hash for posting in found}, known[thing]
            if wanted != there:
                written += len({language for language, _hash in wanted.items() ^ there.items()})
                name = storing.name_of(thing)
                lines += [{"index": {"_id": name}}, storing.entry(thing, found)] if found else [{"delete": {"_id": name}}]
        if lines:
            self.write(edition, lines)
        self.learn(edition, {posting.document.language for found in postings.values() for posting in found})
        return written

    def known(self, edition: Edition, things: list[Thing]) -> dict[Thing, dict[str, str]]:
        """The hashes of what is in it, by thing and language; read by name, so that nothing just written is overlooked."""
        if not things:
            return {}
        names, of = [storing.name_of(thing) for thing in things], ["versions.language", "versions.hash"]
        answer = self.ask(lambda client: client.mget(index=self.written(edition), ids=names, source_includes=of))
        if any("error" in each for each in answer["docs"]):
            raise Lost(str(answer["docs"][0].get("error")))
        return {thing: storing.hashes(each["_source"]) if each["found"] else {} for thing, each in zip(things, answer["docs"], strict=True)}

    def write(self, edition: Edition, lines: list[dict[str, Any]]) -> None:
        """What is searched is to be found at once; what is only being filled, when it is shown."""
        name, is_shown = self.written(edition), edition.is_current
        answer = self.ask(lambda client: client.bulk(index=name, operations=lines, refresh=is_shown, require_alias=True))
        errors = [result for item in answer["items"] for result in item.values() if "error" in result]
        if not errors:
            return
        error, status = errors[0]["error"], errors[0]["status"]
        raise (Lost if status == 404 else Away if status in AWAY or status >= 500 else Refused)(str(error))

    def learn(self, edition: Edition, spoken: set[str]) -> None:
        if spoken - set(edition.languages):
            edition.languages = sorted({*edition.languages, *spoken})
            edition.save(update_fields=["languages"])

    def fingerprints(self, edition: Edition) -> Iterator[tuple[str, str, str, str]]:
        after: dict[str, Any] = {}
        self.ask(lambda client: client.indices.refresh(index=self.written(edition)))
        while found := self.page(edition, **after):
            for hit in found:
                for language, digest in sorted(storing.hashes(hit["_source"]).items()):
                    yield (*storing.thing_of(hit["_id"]), language, digest)
            after = {"search_after": found[-1]["sort"]}

    def page(self, edition: Edition, **after: Any) -> list[dict[str, Any]]:
        of = ["versions.language", "versions.hash"]
        answer = self.ask(lambda client: client.search(index=self.written(edition), size=PAGE, sort=["thing"], source_includes=of, **after))
        return answer["hits"]["hits"]

    # Asking

    def find(self, edition: Edition, question: Question, *, limit: int, offset: int = 0) -> Found:
        """One request, however much is found. The alias is asked, which is of the edition that is searched in this moment."""
        if question.is_empty:
            return NOTHING
        answer = self.answer(asking.counting(question, asking.asked(question, limit=limit, offset=offset)))
        return Found(*asking.totals(answer), asking.counted(answer), things(answer))

    def titles(self, edition: Edition, question: Question, *, limit: int) -> list[dict[str, Document]]:
        if question.is_empty:
            return []
        return things(self.answer(asking.asked(question, limit=limit).extra(track_total_hits=False)))

    def like(self, edition: Edition, word: str, *, limit: int) -> list[str]:
        """What is nearest of those that are near is told in Python, as of the database's."""
        if len(word) < 3:
            return []
        buckets = self.answer(asking.like(word))["aggregations"]["spelt"]["buckets"]
        pairs = (bucket["key"].partition(" ") for bucket in buckets)
        return likest(word, ((written, folded) for folded, _space, written in pairs), most=limit)

    def answer(self, search: Any) -> Any:
        """Whole or not at all. An index that is gone is as a server that does not answer."""
        body = search.to_dict()
        return self.ask(lambda client: client.search(index=self.alias, body=body, allow_partial_search_results=False))


def things(answer: Any) -> list[dict[str, Document]]:
    return [storing.documents(hit["_source"]) for hit in answer["hits"]["hits"]]
