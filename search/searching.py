"""Asking for something: what is found, what was meant, and what is proposed while somebody types."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from threading import Thread
from typing import TypeVar

from django.utils import timezone

from entrepreneurs.models import Facet
from hub import languages
from search import highlights
from search.analysis import analyse_query, fold, load, words
from search.documents import KINDS, Asker, Document, Kind, Thing, seen_by
from search.engines import Asked, Away, Engine, Question, database, is_alone, preferred
from search.engines.base import FACETS, forms
from search.models import Change

PAGE = 12
MOST_PAGES = 100
MOST_AT_ONCE = 1000  # things of a saved search
MOST_LETTERS, MOST_WORDS = 300, 16  # of a query; what is longer is cut
MOST_GUESSED = 6  # words of a query that are looked up in the vocabulary
GUESSES = 8  # for one of them
READ = 20  # documents in which a guess is looked for
SUGGESTED = 8

Versions = dict[str, Document]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Hit:
    """One thing in the language that serves the reader best, and what is marked in it."""

    document: Document
    is_foreign: bool
    terms: frozenset[str]
    reader: str

    @property
    def kind(self) -> Kind:
        return KINDS[self.document.kind]

    @property
    def address(self) -> str:
        url = self.document.url
        return url if url.startswith("/") else f"/{self.reader}/{url}"

    @cached_property
    def title(self) -> list[highlights.Piece]:
        return highlights.title(self.document.title, self.document.language, self.terms)

    @cached_property
    def extract(self) -> list[highlights.Piece]:
        return highlights.extract(self.document.body, self.document.language, self.terms)


@dataclass(frozen=True)
class SearchResults:
    """What was found. `total` is how many, `unnarrowed` how many whatever is chosen; `counts` are by facet and value.

    `is_relaxed`: nothing has all the words, and these have some of them. `meant` is a query that finds something where this one does not.
    `degraded`: the engine that should have answered did not, and the database did.
    """

    query: str
    chosen: Mapping[str, tuple[str, ...]]
    hits: list[Hit]
    total: int
    unnarrowed: int
    counts: Mapping[str, Counter[str]]
    page: int
    is_relaxed: bool = False
    meant: str = ""
    degraded: bool = False

    @property
    def pages(self) -> int:
        return min(-(-self.total // PAGE), MOST_PAGES)


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
    Thread(target=lambda codes: [load(code) for code in codes], args=(database().languages(),), daemon=True).start()


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
    def tongues(self) -> list[str]:
        return self.engine.languages()

    def question(self, query: str, *, chosen=None, any_word: bool = False) -> Question:
        asked = {code: [Asked(tuple(terms)) for terms in analyse_query(query, code, written_in=self.language) if terms] for code in self.tongues}
        return Question(self.asker, asked, chosen or {}, self.spoken, any_word=any_word, today=timezone.localdate())

    # Finding

    def search(self, query: str, *, chosen: Mapping[str, tuple[str, ...]], page: int) -> SearchResults:
        """All the words; where nothing has them all, any of them."""
        question = self.question(query, chosen=chosen)
        results = self.ask(query, question, page=page)
        if results.unnarrowed or question.is_empty:
            return results
        meant = self.meant(query)
        if any(len(asked) > 1 for asked in question.words.values()):
            results = self.ask(query, self.question(query, chosen=chosen, any_word=True), page=page, is_relaxed=True)
        return SearchResults(**vars(results) | {"meant": meant, "is_relaxed": results.is_relaxed and bool(results.total)})

    def ask(self, query: str, question: Question, *, page: int, is_relaxed: bool = False) -> SearchResults:
        page = min(max(page, 1), MOST_PAGES)
        found = self.engine.find(question, limit=PAGE, offset=(page - 1) * PAGE)
        last = max(1, -(-found.total // PAGE))
        if page > last:
            page, found = last, self.engine.find(question, limit=PAGE, offset=(last - 1) * PAGE)
        hits = self.hits(found.things, question)
        gone = len(found.things) - len(hits)
        return SearchResults(
            query,
            question.chosen,
            hits,
            found.total - gone,
            found.unnarrowed - gone,
            found.facets,
            page=page,
            is_relaxed=is_relaxed,
            degraded=self.is_degraded,
        )

    def everything(self, query: str, *, chosen: Mapping[str, Iterable[str]]) -> list[Thing]:
        """All that has all the words, up to a thousand things."""
        question = self.question(tidy(query), chosen={facet: tuple(values) for facet, values in chosen.items()})
        return [thing_of(versions) for versions in self.seen(self.engine.find(question, limit=MOST_AT_ONCE).things)]

    def hits(self, things: list[Versions], question: Question) -> list[Hit]:
        terms = {code: frozenset(part for one in asked for term in one.terms for part in term.split()) for code, asked in question.words.items()}
        return [self.hit(versions, terms) for versions in self.seen(things)]

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
        for kind, key in Change.objects.of(names).values_list("kind", "key") if names else ():
            waiting[kind].add(key)
        fresh = {(kind, key): told for kind, keys in waiting.items() for key, told in KINDS[kind].documents(keys).items()}
        kept = [self.allowed(fresh[name]) if name in fresh else versions for name, versions in zip(names, things, strict=True)]
        return [versions for versions in kept if versions]

    def allowed(self, documents: Iterable[Document]) -> Versions:
        return {document.language: document for document in documents if self.asker.may_find(document)}

    # Guessing

    def meant(self, query: str) -> str:
        """The query with the words that nothing has changed into ones that something has, if it finds something then; or nothing.

        A word is proposed only if it stands, as it is written, in something that whoever asks may see.
        """
        corrected, at = "", 0
        for word in list(words(query))[:MOST_GUESSED]:
            corrected += query[at : word.start()] + self.guess(word.group())
            at = word.end()
        corrected += query[at:]
        return corrected if corrected != query and self.engine.find(self.question(corrected), limit=1).total else ""

    def guess(self, word: str) -> str:
        """The word itself, where something has it, or nothing is like it."""
        if self.engine.titles(self.question(word), limit=1):
            return word
        return next((likely for likely in self.engine.like(fold(word), limit=GUESSES) if self.is_written(likely)), word)

    def is_written(self, word: str) -> bool:
        found = self.seen(self.engine.titles(self.question(word), limit=READ))
        return any(word in forms(document.title, document.body) for versions in found for document in versions.values())

    # Suggesting

    def suggest(self, query: str) -> list[Hit]:
        """By the titles, whose last word may be no more than begun."""
        found = list(words(query))
        if not found or (len(found) == 1 and len(found[0].group()) < 2):
            return []
        question = self.beginning(query[: found[-1].start()], found[-1].group())
        return self.hits(self.engine.titles(question, limit=SUGGESTED), question)

    def beginning(self, before: str, last: str) -> Question:
        def asked(code: str) -> list[Asked]:
            begun = Asked(tuple(term for terms in analyse_query(last, code, written_in=self.language) for term in terms), begins=fold(last))
            return [*(Asked(tuple(terms)) for terms in analyse_query(before, code) if terms), begun]

        return Question(self.asker, {code: asked(code) for code in self.tongues}, spoken=self.spoken, in_titles=True)


def thing_of(versions: Versions) -> Thing:
    return next(iter(versions.values())).thing
