"""What searching keeps: the editions of the index, what has changed since, searches that people have saved, and what editors call the same."""

from search.models.changes import Change, Lease
from search.models.editions import Edition, Entry, Missed, Word
from search.models.saved import SavedSearch
from search.models.synonyms import SynonymSet

__all__ = ["Change", "Edition", "Entry", "Lease", "Missed", "SavedSearch", "SynonymSet", "Word"]
