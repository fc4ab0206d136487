"""What is kept of people, by noun."""

from entrepreneurs.privacy import circles, matches, organisations, workspaces
from entrepreneurs.privacy.people import SECRET, addresses, of

__all__ = ["SECRET", "addresses", "circles", "matches", "of", "organisations", "workspaces"]
