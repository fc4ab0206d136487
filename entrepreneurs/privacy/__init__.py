"""What is kept of people, by noun."""

from entrepreneurs.privacy import matches, organisations, workspaces
from entrepreneurs.privacy.people import SECRET, addresses, of

__all__ = ["SECRET", "addresses", "matches", "of", "organisations", "workspaces"]
