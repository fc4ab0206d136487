"""Learning before having an account: a guest is made by the first answer, and known by a secret cookie."""

from uuid import UUID

from django.conf import settings

from learning.actions.progress import remember_visit
from learning.models import Learner
from learning.models.progress import hash_of, new_token

COOKIE = "learner"
YEAR = 365 * 24 * 3600


def learner_of(request) -> Learner | None:
    """The request's learner, if it has one; one query, none without cookies."""
    if request.user.is_authenticated:
        return Learner.objects.filter(user=request.user).first()
    return guest_of(request)


def guest_of(request) -> Learner | None:
    """The guest that the browser's cookie knows; that they were here is noted once a day."""
    guest = Learner.objects.with_token(request.COOKIES.get(COOKIE, ""))
    if guest:
        remember_visit(guest)
    return guest


def is_forgotten(request) -> bool:
    """Whether the browser brings a guest's cookie that belongs to nobody any more."""
    return COOKIE in request.COOKIES and not request.learner


def ensure(request) -> tuple[Learner, str | None]:
    """The request's learner, made if need be; with the token to set, for a guest who is new."""
    if learner := learner_of(request):
        return learner, None
    if request.user.is_authenticated:
        return Learner.objects.get_or_create(user=request.user)[0], None
    token = new_token()
    if guest := unheard(request):
        guest.token_hash = hash_of(token)
        guest.save(update_fields=["token_hash"])
        return guest, token
    return Learner.objects.create(token_hash=hash_of(token)), token


def unheard(request) -> Learner | None:
    """The guest whom this very page made, when it never heard back and so has no cookie: it knows two names that nobody else does."""
    attempt, key, source = (as_uuid(request.POST.get(name)) for name in ("attempt", "key", "source"))
    guests = Learner.objects.guests()
    if key and source:
        return guests.filter(sheets__key=key, sheets__source=str(source)).first()
    if attempt and source:
        return guests.filter(enrolments__attempts__pk=attempt, enrolments__attempts__source=str(source)).first()
    return None


def as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def remember(response, token: str | None) -> None:
    """Set the guest's cookie: read by no script, sent to no other site."""
    if token:
        response.set_cookie(COOKIE, token, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
