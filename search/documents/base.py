"""What a document is, and what a kind of documents has to say of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast

PUBLIC, MEMBER, MODERATOR = "public", "member", "moderator"  # who may see a document; besides event:7, org:5, user:3

Thing = tuple[str, str]  # a kind, and the key by which all versions of one thing are known


@dataclass(frozen=True, slots=True)
class Document:
    """One thing told in one language. `pk` is the row that is asked whether somebody may see it.

    `url` begins with a slash where it has a language of its own; else it stands after the reader's. `languages`, `countries`, `programme` and
    `date` are what the thing is narrowed by, the same in all its versions; `told` are the languages of its versions.
    """

    kind: str
    key: str
    language: str
    pk: str
    title: str
    body: str
    url: str
    access: tuple[str, ...] = (PUBLIC,)
    programme: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    date: date | None = None
    told: tuple[str, ...] = ()

    @property
    def thing(self) -> Thing:
        return self.kind, self.key

    @property
    def hash(self) -> str:
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Watch:
    """A table whose changes change documents. `keys` says of which things, in SQL, of a row called {row}: a column of it, or a SELECT."""

    model: type[Model]
    keys: str = "{row}.id"
    columns: tuple[str, ...] = ()  # that matter when a row is changed; all, unless named

    @property
    def select(self) -> str:
        return self.keys if self.keys.startswith("SELECT") else f"SELECT {self.keys}"


class Kind:
    """A kind of documents. A subclass with a `name` is all that it takes: it is indexed, kept up to date, searched and shown.

    `label` names several of them, `one` one of them; `icon` is one of templates/components/icons.
    """

    name: ClassVar[str] = ""
    label: ClassVar[Any] = ""
    one: ClassVar[Any] = ""
    icon: ClassVar[str] = "find"
    is_dated: ClassVar[bool] = False  # whether its day is shown
    key: ClassVar[str] = "pk"  # the field by which all versions of one thing are known
    watched: ClassVar[Iterable[Watch]] = ()

    all: ClassVar[dict[str, Kind]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.name:
            Kind.all[cls.name] = cls()

    # What a kind says

    def indexed(self) -> QuerySet:
        """The rows that may stand in the index at all."""
        raise NotImplementedError

    def ready(self, rows: QuerySet) -> Iterable:
        """The rows with what else they need to be told, where no join or prefetch brings it: looked up for all of them at once."""
        return rows

    def tell(self, row: Any) -> Iterator[Document]:
        """A row as documents, one for each language that it is told in."""
        raise NotImplementedError

    def visible_to(self, user) -> QuerySet:
        """Those of the indexed rows that somebody may see."""
        return self.indexed()

    def tokens_of(self, user) -> set[str]:
        """By which somebody with an account sees what is not for everybody."""
        return set()

    def hidden_from(self, user) -> set[str]:
        """Keys of what somebody does not see, whatever tokens they have."""
        return set()

    # What follows from that

    def all_keys(self) -> list[str]:
        """Of everything there is: read at once, for what is done with each takes long."""
        found = self.indexed().select_related(None).prefetch_related(None)
        return [plain(key) for key in found.order_by(self.key).values_list(self.key, flat=True).distinct()]

    def documents(self, keys: Iterable[str]) -> dict[str, list[Document]]:
        """The documents of these things as they are now, in all their languages; an empty list for what is not to be found any more."""
        told: dict[str, list[Document]] = {key: [] for key in keys}
        for row in self.ready(self.indexed().filter(**{f"{self.key}__in": list(told)})):
            for document in self.tell(row):
                told.setdefault(document.key, []).append(document)
        return {key: alike(found) for key, found in told.items()}


def seen_by(user, pks: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Of these rows, by kind, those that somebody may see, asked of the database itself: kind and key. One query."""
    asked = [Kind.all[name].visible_to(user).filter(pk__in=set(some)).order_by() for name, some in pks.items()]
    found = [rows.values_list(Value(name), Cast("pk", CharField())) for name, rows in zip(pks, asked, strict=True)]
    return {(name, pk) for name, pk in found[0].union(*found[1:], all=True)} if found else set()


def alike(versions: list[Document]) -> list[Document]:
    """Versions of one thing know of each other, and are narrowed by the same; one for each language."""
    by_language = {version.language: version for version in versions}
    told = tuple(sorted(by_language))
    spoken = tuple(sorted({code for version in versions for code in version.languages}))
    return [replace(by_language[code], told=told, languages=spoken) for code in told]


def plain(key: Any) -> str:
    """As triggers write it: without the hyphens of a UUID."""
    return str(key).replace("-", "")


@dataclass(frozen=True)
class Asker:
    """Who asks: the tokens they have, and what is hidden from them all the same."""

    user: Any
    tokens: frozenset[str]
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)  # keys by kind

    @classmethod
    def of(cls, user) -> Asker:
        """For somebody with an account, as many queries as the kinds need."""
        if not user.is_authenticated:
            return cls(user, frozenset({PUBLIC}))
        tokens = {PUBLIC, MEMBER, f"user:{user.pk}"}.union(*(kind.tokens_of(user) for kind in Kind.all.values()))
        hidden = {name: frozenset(keys) for name, kind in Kind.all.items() if (keys := kind.hidden_from(user))}
        return cls(user, frozenset(tokens), hidden)

    def may_find(self, document: Document) -> bool:
        return bool(self.tokens.intersection(document.access)) and document.key not in self.hidden.get(document.kind, ())
