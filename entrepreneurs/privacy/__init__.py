"""What is kept of people, by noun."""

from entrepreneurs.privacy import discussions, networks, organisations, workspaces
from entrepreneurs.privacy.people import SECRET, addresses, of

__all__ = ["SECRET", "addresses", "discussions", "networks", "of", "organisations", "workspaces"]
