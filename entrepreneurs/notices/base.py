"""What notices of all nouns have in common."""

from datetime import timedelta

FRESH = timedelta(days=14)  # for so long a yes is news
LOOK_BACK = timedelta(days=8)  # to what was said while no mail could go out


def key_of(about: str) -> int:
    """The primary key in `<noun>:<key>`."""
    return int(about.partition(":")[2])
