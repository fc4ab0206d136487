"""Questions as Elasticsearch is asked them. Who asks is part of each, so that no count and no suggestion tells of anything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from elasticsearch_dsl import A, Q, Search
from elasticsearch_dsl.query import Query

from search.engines.base import AGES, BUCKETS, FACETS, OWN, Asked, Question, narrowed_by
from search.engines.elasticsearch.storing import name_of
from search.engines.spelling import reach

Clause = dict[str, Any]

WEIGHTS = {"title": 1.0, "names": 0.5, "body": 0.125}
TITLES = ("title", "names")
SHARE = 0.2  # of what else is found of a word, beside what counts most
IN_OWN_LANGUAGE = 1000  # more than all words together ever count
AT_FIRST = 2 * IN_OWN_LANGUAGE
AMONG_OTHERS = "others than "  # before the name of a facet: what is chosen in all others
MOST_CLAUSES = 1500  # of a query; the server refuses some thousand
MOST_VALUES = 1000  # of a facet
MOST_LIKE = 2000  # words that are compared with one


def asked(question: Question, *, limit: int, offset: int = 0) -> Search:
    """What fits: what comes first by the question itself, then what is told or spoken in the reader's languages, then what fits best."""
    first = [constant(told(question.first), AT_FIRST)] if question.first else []
    first += [constant(told_in(question.spoken), IN_OWN_LANGUAGE)] if question.spoken else []
    hidden = [{"ids": {"values": [name_of((kind, key)) for key in sorted(keys)]}} for kind, keys in question.asker.hidden.items()]
    search = Search().extra(query={"bool": {"must": [told(question)], "should": first, "must_not": hidden}})
    if chosen := narrowing(question):
        search = search.post_filter(Q("bool", filter=chosen))
    return search.sort("_score", "thing").source(["versions.language", "versions.document"])[offset : offset + limit]


def counting(question: Question, search: Search) -> Search:
    """Of each facet, as if nothing were chosen in it; and how many there are of all that is chosen, and whatever is chosen."""
    search = search.extra(track_total_hits=True)
    if question.chosen:
        search.aggs.bucket("unnarrowed", A("filter", filter=Q("match_all")))
    for facet in FACETS:
        others = narrowing(question, apart_from=facet)
        among = search.aggs.bucket(AMONG_OTHERS + facet, A("filter", filter=Q("bool", filter=others))) if others else search.aggs
        among.bucket(facet, by_age(question.today) if facet == "date" else A("terms", field=facet, size=MOST_VALUES))
    return search


def totals(answer: Any) -> tuple[int, int]:
    """Of what is chosen, and whatever is chosen."""
    total = answer["hits"]["total"]["value"]
    return total, answer["aggregations"]["unnarrowed"]["doc_count"] if "unnarrowed" in answer["aggregations"] else total


def counted(answer: Any) -> dict[str, Counter[str]]:
    found = answer["aggregations"]
    return {facet: Counter(dict(pairs(found.get(AMONG_OTHERS + facet, found)[facet]["buckets"]))) for facet in FACETS}


def pairs(buckets: list) -> list[tuple[str, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets if bucket["doc_count"]]


# Words: some hundred clauses, written as the server reads them, for to make an object of each takes longer than the answer


def told(question: Question) -> Clause:
    """One of the versions fits, in the terms of its own language, and may be seen by whoever asks."""
    is_long = clauses(question) > MOST_CLAUSES
    branches = [
        {"bool": {"filter": [{"term": {"versions.language": code}}], "must": [fitting(question, words, is_long=is_long)]}}
        for code, words in question.asked.items()
    ]
    seen = {"terms": {"versions.access": sorted(question.asker.tokens)}}
    query = {"bool": {"filter": [seen], "should": branches, "minimum_should_match": 1}}
    return {"nested": {"path": "versions", "score_mode": "max", "query": query}}


def told_in(languages: Iterable[str]) -> Clause:
    return either([{"terms": {field: list(languages)}} for field in ("told", "language")])


def clauses(question: Question) -> int:
    return sum(len(WEIGHTS) * len(term.split()) for words in question.asked.values() for one in words for term in one.all)


def fitting(question: Question, words: list[Asked], *, is_long: bool) -> Clause:
    names = TITLES if question.in_titles else tuple(WEIGHTS)
    return either([word(one, names, is_long=is_long) for one in words], least=1 if question.any_word else len(words))


def word(one: Asked, names: tuple[str, ...], *, is_long: bool) -> Clause:
    """By any of its alternatives. Of a very long query, all in a field count the same, which the server does at once."""
    own = replace(one, synonyms=())
    if is_long or not one.synonyms or not (own.terms or own.begins):
        return any_way(one, names, is_long=is_long)
    return {"bool": {"must": [any_way(one, names)], "should": [{"bool": {"must": [any_way(own, names)], "boost": OWN}}]}}


def any_way(one: Asked, names: tuple[str, ...], *, is_long: bool = False) -> Clause:
    whole = [term.split() for term in one.all if term.split()]
    single = [term for [term] in (parts for parts in whole if len(parts) == 1)]
    ways = [{"bool": {"must": [best(anywhere([part], names, is_long=is_long)) for part in parts]}} for parts in whole if len(parts) > 1]
    ways += anywhere(single, names, is_long=is_long) if single else []
    ways += [{"prefix": {"versions.names": {"value": one.begins, "boost": WEIGHTS["names"]}}}] if one.begins else []
    return best(ways, tie_breaker=SHARE)


def anywhere(terms: list[str], names: tuple[str, ...], *, is_long: bool) -> list[Clause]:
    if is_long:
        return [{"terms": {f"versions.{name}": terms, "boost": WEIGHTS[name]}} for name in names if name != "names"]
    return [{"term": {f"versions.{name}": {"value": term, "boost": WEIGHTS[name]}}} for name in names for term in terms]


def either(queries: list[Clause], *, least: int = 1) -> Clause:
    return {"bool": {"should": queries, "minimum_should_match": least}}


def best(queries: list[Clause], **facts: float) -> Clause:
    return {"dis_max": {"queries": queries} | facts}


def constant(query: Clause, boost: float) -> Clause:
    return {"constant_score": {"filter": query, "boost": boost}}


# Values


def narrowing(question: Question, *, apart_from: str = "") -> list[Query]:
    chosen = narrowed_by(question.chosen, apart_from=apart_from)
    return [within(wanted, question.today) if facet == "date" else Q("terms", **{facet: sorted(wanted)}) for facet, wanted in chosen.items()]


def bounds(today: date) -> dict[str, tuple[date | None, date | None]]:
    """From when, and before when: the same as `bucket_of`."""
    days = [None, today, *(today - timedelta(days=number) for number in AGES.values()), None]
    return {name: (first, before) for name, first, before in zip(BUCKETS, days[1:], days[:-1], strict=True)}


def between(first: date | None, before: date | None, *, names: tuple[str, str]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in zip(names, (first, before), strict=True) if day}


def within(wanted: frozenset[str], today: date) -> Query:
    known = [Q("range", date=between(*days, names=("gte", "lt"))) for name, days in bounds(today).items() if name in wanted]
    return Q("bool", should=known, minimum_should_match=1) if known else Q("match_none")


def by_age(today: date) -> A:
    ranges = [{"key": name} | between(*days, names=("from", "to")) for name, days in bounds(today).items()]
    return A("date_range", field="date", format="strict_date", ranges=ranges)


# Words like another


def like(word: str) -> Search:
    """Words of about the length that begin or end alike, where one stands that is near enough."""
    shortest, longest = max(len(word) - 2, 3), len(word) + 2
    begins, ends = f"{literal(word[0])}.{{{shortest - 1},{longest - 1}}}", f".{{{shortest - 2},{longest - 2}}}{literal(word[-2:])}"
    near = Q("fuzzy", folded={"value": word, "fuzziness": reach(word), "max_expansions": MOST_LIKE, "transpositions": True})
    search = Search().query("bool", filter=[near])[0:0]
    search.aggs.bucket("spelt", A("terms", field="spelt", include=f"({begins}|{ends}) .+", size=MOST_LIKE))
    return search


def literal(text: str) -> str:
    """As a part of Lucene's regular expressions, in which signs mean something."""
    return "".join(sign if sign.isalnum() else f"\\{sign}" for sign in text)
