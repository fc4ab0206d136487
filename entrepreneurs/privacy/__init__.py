"""What is kept of people, by noun."""

from entrepreneurs.privacy import discussions, organisations, workspaces
from entrepreneurs.privacy.people import SECRET, addresses, of

__all__ = ["SECRET", "addresses", "discussions", "of", "organisations", "workspaces"]
