"""What is found: a class for each kind of documents. A further kind is one more class, in a module that is named here."""

from search.documents import challenges, countries, events, networks, organisations, pages, people, posts, practices, resources  # noqa: F401
from search.documents.base import MEMBER, MODERATOR, PUBLIC, Asker, Document, Kind, Thing, Watch, seen_by

KINDS = Kind.all

__all__ = ["KINDS", "MEMBER", "MODERATOR", "PUBLIC", "Asker", "Document", "Kind", "Thing", "Watch", "seen_by"]
