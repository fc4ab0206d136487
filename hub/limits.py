"""Limits of how often something may be done, counted in the cache: in all processes where that is Redis, else in each."""

from django.core.cache import cache


def spend(name: str, *, most: int, seconds: int, refusal: type[Exception]) -> None:
    """Count one more of `name`; raises `refusal` once there were more than `most` since the first of these seconds."""
    key = f"limit:{name}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # it has run out just now
        return
    if count > most:
        raise refusal
