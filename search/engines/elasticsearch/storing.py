"""How a thing stands in Elasticsearch: one entry with all its versions in it, so that it is one hit and counts once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from search.analysis import fold
from search.documents import Document, Thing
from search.engines.base import Posting, version

WORD, EXACT, KEPT = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}, {"type": "keyword"}, {"type": "object", "enabled": False}
SOUGHT = ("title", "names", "body")  # of a version: terms of our own analysis, with spaces between

MAPPING = {
    "dynamic": "strict",
    "_source": {"excludes": [*(f"versions.{name}" for name in SOUGHT), "folded", "spelt"]},
    "properties": {
        "thing": EXACT,
        "kind": EXACT,
        "programme": EXACT,
        "country": EXACT,
        "language": EXACT,
        "told": EXACT,
        "date": {"type": "date", "format": "strict_date"},
        "folded": EXACT | {"doc_values": False},  # words as they are written, folded, by which those that are like another are found
        "spelt": EXACT | {"index": False},  # and with how they are written
        "versions": {
            "type": "nested",
            "dynamic": "strict",
            "properties": {
                "language": EXACT,
                "access": EXACT,
                "title": WORD,
                "names": WORD | {"index_options": "docs", "norms": False, "index_prefixes": {"min_chars": 2, "max_chars": 10}},
                "body": WORD,
                "document": KEPT,
                "hash": EXACT | {"index": False, "doc_values": False},
            },
        },
    },
}
SIMILARITY = {"type": "BM25", "b": 0.4}  # of a name and of a long lesson; with 0.75, as is usual, what is short comes first whatever it says
SETTINGS = {
    "similarity": {"default": SIMILARITY},
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    "merge.policy.expunge_deletes_allowed": 0,
}


def settings_version() -> str:
    """Of all that an edition here depends on."""
    told = json.dumps([version(), MAPPING, SETTINGS], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def name_of(thing: Thing) -> str:
    kind, key = thing
    return f"{kind}:{key}"


def thing_of(name: str) -> Thing:
    kind, _colon, key = name.partition(":")
    return kind, key


# From documents


def entry(thing: Thing, postings: list[Posting]) -> dict[str, Any]:
    documents = [posting.document for posting in postings]
    forms = sorted({form for posting in postings for form in posting.forms})
    facts = {
        "thing": name_of(thing),
        "kind": thing[0],
        "programme": all_of([document.programme] for document in documents),
        "country": all_of(document.countries for document in documents),
        "language": all_of(document.languages for document in documents),
        "told": all_of(document.told for document in documents),
        "date": next((document.date.isoformat() for document in documents if document.date), None),
        "folded": sorted({fold(form) for form in forms}),
        "spelt": [f"{fold(form)} {form}" for form in forms],
        "versions": [told(posting) for posting in postings],
    }
    return {name: value for name, value in facts.items() if value}


def all_of(lists: Iterable[Iterable[str]]) -> list[str]:
    return sorted({value for values in lists for value in values if value})


def told(posting: Posting) -> dict[str, Any]:
    document = posting.document
    sought = {name: " ".join(term for term, _position in getattr(posting, name)) for name in SOUGHT}
    return sought | {"language": document.language, "access": list(document.access), "document": plain(document), "hash": document.hash}


def plain(document: Document) -> dict[str, Any]:
    facts = {field.name: getattr(document, field.name) for field in fields(document)}
    return facts | {"date": document.date.isoformat() if document.date else None}


# And back


def documents(source: dict[str, Any]) -> dict[str, Document]:
    """By language."""
    return {version["language"]: document(version["document"]) for version in source["versions"]}


def document(facts: dict[str, Any]) -> Document:
    lists = {name: tuple(value) for name, value in facts.items() if isinstance(value, list)}
    return Document(**facts | lists | {"date": date.fromisoformat(facts["date"]) if facts["date"] else None})


def hashes(source: dict[str, Any]) -> dict[str, str]:
    return {version["language"]: version["hash"] for version in source["versions"]}
