"""What all readers share, kept in this process until something is published: pages as they were fetched, the footer, the list of courses.

Nothing of a person is ever kept here. What is kept is read by many requests at once, so nobody changes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Thing = TypeVar("Thing")

LIFETIME = 60
MOST = 1000

_kept: dict[str, Any] = {"generation": None, "until": 0.0, "things": {}}


def shared(request, key: Hashable, make: Callable[[], Thing]) -> Thing:
    """What `make()` returned when it was first asked for under the request's generation, and 60 seconds ago at most. None is not kept.

    The generation is told by the page cache. A request that did not come through it (a preview, a test) shares nothing.
    """
    generation = getattr(request, "scope", {}).get("generation")
    if generation is None:
        return make()
    things = things_of(generation)
    if key in things:
        return things[key]
    if (thing := make()) is not None:
        things[key] = thing
    return thing


def things_of(generation: int) -> dict[Hashable, Any]:
    """What is kept of this generation; nothing, where it is another, is too old, or has become too much."""
    now = time.monotonic()
    if _kept["generation"] != generation or _kept["until"] < now or len(_kept["things"]) >= MOST:
        _kept.update(generation=generation, until=now + LIFETIME, things={})
    return _kept["things"]
