"""What searching keeps: the editions of the index, what has changed since, and searches that people have saved."""

from search.models.changes import Change, Lease
from search.models.editions import Edition, Entry, Word
from search.models.saved import SavedSearch

__all__ = ["Change", "Edition", "Entry", "Lease", "SavedSearch", "Word"]
