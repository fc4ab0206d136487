"""Limits of how often something may be done, counted in the cache: in all processes where that is Redis, else in each."""

from django.core.cache import cache


def spend(name: str, *, most: int, seconds: int, refusal: type[Exception]) -> None:
    """Count one more of `name`; raises `refusal` once there were more than `most` since the first of these seconds."""
    key = f"limit:{name}"
    try:
        count = cache.incr(key)
    except ValueError:  # nothing of it was counted yet, in these seconds
        count = 1
        cache.add(key, count, seconds)
    if count > most:
        raise refusal
