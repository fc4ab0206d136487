"""Guests: somebody without an account, known in this browser by a secret cookie, of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from entrepreneurs.models import User
from events.models import Guest
from hub.live.registry import is_guest

COOKIE = "guest"
YEAR = 365 * 24 * 3600


def guest_in(cookies: Mapping[str, str]) -> Guest | None:
    """The guest whom the browser's cookie knows; one query, none without the cookie. That they were here is noted once a day."""
    token = cookies.get(COOKIE, "")
    guest = Guest.objects.filter(token_hash=hash_of(token)).first() if token else None
    if guest and timezone.now() - guest.seen_at > timedelta(days=1):
        Guest.objects.filter(pk=guest.pk).update(seen_at=timezone.now())
    return guest


def who_asks(request) -> User | Guest | AnonymousUser:
    """Whoever is signed in, or else the guest, or else nobody. A signed-in user is never a guest as well."""
    return request.user if request.user.is_authenticated else guest_in(request.COOKIES) or request.user


def is_known(who) -> bool:
    """Whether it is a user or a guest, and not just anybody."""
    return who.is_authenticated or is_guest(who)


def zone_of(request) -> ZoneInfo | None:
    """The reader's clock: their account's, or the guest's; None of somebody unknown, whose browser alone knows it. Asked once for a request."""
    if not hasattr(request, "_zone"):
        who = who_asks(request)
        request._zone = ZoneInfo(who.time_zone) if hasattr(who, "time_zone") else None
    return request._zone


def on_their_clock(view):
    """What the view shows is on the reader's clock, also where they are a guest."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        with timezone.override(zone_of(request) or timezone.get_current_timezone()):
            return view(request, *args, **kwargs)

    return wrapped


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def remember(response, token: str) -> None:
    """Set the guest's cookie: read by no script, sent to no other site."""
    response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


# Links of events by invitation

LINKS = "event_links"
MOST_LINKS = 50


def keys_in(request) -> list[str]:
    """The keys of events whose link was followed in this browser; without a session's cookie there are none, and no session is opened to see."""
    return request.session.get(LINKS, []) if settings.SESSION_COOKIE_NAME in request.COOKIES else []


def remember_key(request, key) -> None:
    """The newest are kept."""
    request.session[LINKS] = [*(known for known in request.session.get(LINKS, []) if known != str(key)), str(key)][-MOST_LINKS:]
