"""Limits of how often something may be done, counted in the cache: in all processes where that is Redis, else in each."""

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)


def spend(name: str, *, most: int, seconds: int, refusal: type[Exception]) -> None:
    """Count one more of `name`; raises `refusal` once there were more than `most` since the first of these seconds."""
    if count_of(f"limit:{name}", seconds=seconds) > most:
        raise refusal


def count_of(key: str, *, seconds: int) -> int:
    """How often it was counted in these seconds, now too. While the cache is away nothing is counted, and nobody is kept from anything."""
    try:
        count = cache.incr(key)
        if count == 1:  # it ran out while it was asked for, and Redis began it anew, without an end
            cache.touch(key, seconds)
        return count
    except ValueError:  # it was not counted yet
        cache.add(key, 1, seconds)
        return 1
    except Exception as error:  # whatever the cache raises
        logger.warning("Nothing was counted (%s).", type(error).__name__)
        return 0
