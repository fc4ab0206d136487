"""What is kept of people, by noun."""

from entrepreneurs.privacy import circles, discussions, matches, networks, organisations, workspaces
from entrepreneurs.privacy.people import SECRET, addresses, of

__all__ = ["SECRET", "addresses", "circles", "discussions", "matches", "networks", "of", "organisations", "workspaces"]
