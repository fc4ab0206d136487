"""Asking for something: what is found, what was meant, and what is proposed while somebody types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from threading import Thread
from typing import TypeVar

from django.utils import timezone

from entrepreneurs.models import Facet
from hub import languages
from search import guessing
from search.analysis import analyse_query, fold, load, query_words, words
from search.documents import KINDS, Asker, Document, Thing, seen_by
from search.engines import Asked, Away, Engine, Found, Question, database, is_alone, preferred
from search.engines.base import FACETS
from search.models import Change, Edition
from search.results import MOST_PAGES, PAGE, Hit, SearchResults

MOST_AT_ONCE = 1000  # things of a saved search
MOST_LETTERS, MOST_WORDS = 300, 16  # of a query; what is longer is cut
FEW = 6  # things with all the words: where there are fewer, those with some of the words come after them
SUGGESTED = 8

Versions = dict[str, Document]
Answer = TypeVar("Answer")


def search(query: str, *, language: str, user, facets: Mapping[str, Iterable[str]] | None = None, page: int = 1) -> SearchResults:
    """What `user` may find of it, in their languages first. Past the last page is the last page. As many queries, however much is found."""
    chosen = {facet: tuple(values) for facet, values in (facets or {}).items() if facet in FACETS and values}
    return answered(lambda seeker: seeker.search(tidy(query), chosen=chosen, page=page), user=user, language=language)


def suggest(query: str, *, language: str, user) -> list[Hit]:
    """The titles that somebody may be writing."""
    return answered(lambda seeker: seeker.suggest(tidy(query)), user=user, language=language)


def everything(query: str, *, language: str, user, chosen: Mapping[str, Iterable[str]]) -> list[Thing]:
    """All that has all the words, up to a thousand things."""
    return answered(lambda seeker: seeker.everything(query, chosen=chosen), user=user, language=language)


def answered(ask: Callable[[Seeker], Answer], *, user, language: str) -> Answer:
    """Of the engine that should answer; and if it does not, of the database."""
    try:
        return ask(Seeker(user, language=language, engine=preferred()))
    except Away:
        return ask(Seeker(user, language=language, engine=database()))


@cache
def wake() -> None:
    """Read what the languages need, beside everything else and once in a process: somebody has entered the box, and will have asked in a moment."""
    edition = Edition.objects.current(database().name)
    Thread(target=lambda codes: [load(code) for code in codes], args=(edition.languages if edition else [],), daemon=True).start()


def tidy(query: str) -> str:
    """Words alone matter: no more of them than somebody means, and nothing that is no text."""
    whole = " ".join(query[:MOST_LETTERS].replace("\x00", " ").split())
    found = list(words(whole))
    return whole[: found[MOST_WORDS - 1].end()] if len(found) > MOST_WORDS else whole


class Seeker:
    """Somebody who asks, in a language."""

    def __init__(self, user, *, language: str, engine: Engine | None = None):
        self.user, self.language, self.engine = user, language, engine or preferred()

    @cached_property
    def asker(self) -> Asker:
        return Asker.of(self.user)

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """That of the page, that of their mail, and those they say that they speak."""
        if not self.user.is_authenticated:
            return (self.language,)
        said = Facet.objects.filter(profile=self.user.pk, kind=Facet.Kind.LANGUAGE).values_list("value", flat=True)
        return tuple(dict.fromkeys([self.language, self.user.language, *said]))

    @property
    def is_degraded(self) -> bool:
        return not is_alone() and self.engine is database()

    @cached_property
    def edition(self) -> Edition | None:
        """That is searched; where there is none, there are no languages either, and so every question is empty."""
        return Edition.objects.current(self.engine.name)

    @property
    def tongues(self) -> list[str]:
        return self.edition.languages if self.edition else []

    def question(self, query: str, *, chosen=None) -> Question:
        return Question(self.asker, self.asked(query), chosen or {}, self.spoken, today=timezone.localdate())

    def asked(self, query: str, *, loosely: bool = False) -> dict[str, list[Asked]]:
        told = {code: query_words(query, code, written_in=self.language, loosely=loosely) for code in self.tongues}
        return {code: [Asked(word.own, synonyms=word.synonyms) for word in words_] for code, words_ in told.items()}

    # Finding

    def find(self, question: Question, *, limit: int, offset: int = 0) -> Found:
        """Asked again where something went between counting and reading, as all of an edition does once another has taken its place."""
        found = self.engine.find(self.edition, question, limit=limit, offset=offset)
        if len(found.things) < min(limit, found.total - offset):
            self.edition = Edition.objects.current(self.engine.name)
            found = self.engine.find(self.edition, question, limit=limit, offset=offset)
        return found

    def titles(self, question: Question, *, limit: int) -> list[Versions]:
        return self.engine.titles(self.edition, question, limit=limit)

    def search(self, query: str, *, chosen: Mapping[str, tuple[str, ...]], page: int) -> SearchResults:
        """What has all the words, and where that is little, after it what has some. Where nothing has them, they are taken as mistyped first."""
        question, meant = self.question(query, chosen=chosen), ""
        found = self.find(question, limit=PAGE, offset=(page_of(page) - 1) * PAGE)
        if not found.unnarrowed and not question.is_empty and (meant := guessing.meant(query, self)):
            question = self.question(meant, chosen=chosen)
            found = self.find(question, limit=PAGE, offset=(page_of(page) - 1) * PAGE)
        whole, looser = found.total, self.loosened(meant or query, question) if found.unnarrowed < FEW else None
        if looser:
            found = self.find(looser, limit=PAGE, offset=(page_of(page) - 1) * PAGE)
        return self.results(query, looser or question, found, page=page, whole=whole, meant=meant)

    def loosened(self, query: str, question: Question) -> Question | None:
        """Any of the words, and any part of a compound; what has them all first. None where that asks for nothing else."""
        asked = self.asked(query, loosely=True)
        is_other = asked != question.words or any(len(words_) > 1 for words_ in asked.values())
        return replace(question, words=asked, any_word=True, first=question) if is_other else None

    def results(self, query: str, question: Question, found: Found, *, page: int, whole: int, meant: str) -> SearchResults:
        """Past the last page is the last page."""
        page, last = page_of(page), max(1, -(-found.total // PAGE))
        if page > last:
            page, found = last, self.find(question, limit=PAGE, offset=(last - 1) * PAGE)
        hits = self.hits(self.seen(found.things), question)
        gone = len(found.things) - len(hits)
        facts = {"whole": whole, "meant": meant, "is_relaxed": question.any_word and found.total > whole}
        if facts["is_relaxed"]:
            having_all = {thing_of(versions) for versions in found.things[: max(0, whole - (page - 1) * PAGE)]}
            facts["partly_from"] = sum(hit.document.thing in having_all for hit in hits)
        return SearchResults(
            query, question.chosen, hits, found.total - gone, found.unnarrowed - gone, found.facets, page=page, degraded=self.is_degraded, **facts
        )

    def everything(self, query: str, *, chosen: Mapping[str, Iterable[str]]) -> list[Thing]:
        """All that has all the words, up to a thousand things."""
        question = self.question(tidy(query), chosen={facet: tuple(values) for facet, values in chosen.items()})
        return [thing_of(versions) for versions in self.seen(self.find(question, limit=MOST_AT_ONCE).things)]

    def hits(self, things: list[Versions], question: Question) -> list[Hit]:
        terms = {code: frozenset(part for one in asked for term in one.all for part in term.split()) for code, asked in question.words.items()}
        return [self.hit(versions, terms) for versions in things]

    def hit(self, versions: Versions, terms: Mapping[str, frozenset[str]]) -> Hit:
        code = self.nearest(set(versions))
        return Hit(versions[code], code not in self.spoken, terms.get(code, frozenset()), self.language)

    def nearest(self, told: set[str]) -> str:
        return next((code for code in self.spoken if code in told), None) or languages.nearest(self.language, told)

    # What may be shown

    def seen(self, things: list[Versions]) -> list[Versions]:
        """Of what the index says, what the database says too, in this moment: what has changed since it was put in is told anew."""
        things = self.told_anew(things)
        pks: dict[str, set[str]] = defaultdict(set)
        for document in (document for versions in things for document in versions.values()):
            pks[document.kind].add(document.pk)
        seen = seen_by(self.user, pks)
        kept = ({code: each for code, each in versions.items() if (each.kind, each.pk) in seen} for versions in things)
        return [versions for versions in kept if versions]

    def told_anew(self, things: list[Versions]) -> list[Versions]:
        """One query, where nothing waits to be put in."""
        names = [thing_of(versions) for versions in things]
        waiting: dict[str, set[str]] = defaultdict(set)
        for kind, key in Change.objects.waiting(names):
            waiting[kind].add(key)
        fresh = {(kind, key): told for kind, keys in waiting.items() for key, told in KINDS[kind].documents(keys).items()}
        kept = [self.allowed(fresh[name]) if name in fresh else versions for name, versions in zip(names, things, strict=True)]
        return [versions for versions in kept if versions]

    def allowed(self, documents: Iterable[Document]) -> Versions:
        return {document.language: document for document in documents if self.asker.may_find(document)}

    # Suggesting

    def suggest(self, query: str) -> list[Hit]:
        """By the titles, whose last word may be no more than begun. What has just been hidden is not proposed either."""
        found = list(words(query))
        if not found or (len(found) == 1 and len(found[0].group()) < 2):
            return []
        question = self.beginning(query[: found[-1].start()], found[-1].group())
        return self.hits(self.told_anew(self.titles(question, limit=SUGGESTED)), question)

    def beginning(self, before: str, last: str) -> Question:
        def asked(code: str) -> list[Asked]:
            begun = Asked(tuple(term for terms in analyse_query(last, code, written_in=self.language) for term in terms), begins=fold(last))
            return [*(Asked(tuple(terms)) for terms in analyse_query(before, code) if terms), begun]

        return Question(self.asker, {code: asked(code) for code in self.tongues}, spoken=self.spoken, in_titles=True)


def page_of(number: int) -> int:
    return min(max(number, 1), MOST_PAGES)


def thing_of(versions: Versions) -> Thing:
    return next(iter(versions.values())).thing
