"""Whoever can do harm signs in with two factors."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entrepreneurs.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN = {"account_logout", "account_reauthenticate", "health"}


class SecondFactorMiddleware:
    """Leads those who need a second factor, and have none, to set one up; until then nothing else is open to them, but signing out.

    Costs one query for each signed-in request, and a second for those who need it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.REQUIRE_SECOND_FACTOR or is_open(request) or not lacks_second_factor(request):
            return None
        if wants_json(request):
            return JsonResponse({"error": _("Set up a second factor first.")}, status=403)
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        messages.warning(request, _("Your account can change what others see, so it needs a second factor. Set one up, and go on then."))
        return redirect("mfa_index")


def is_open(request) -> bool:
    name = request.resolver_match.url_name or ""
    return name in OPEN or name.startswith("mfa_")


def lacks_second_factor(request) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    return not has_what_it_needs(request.user)


def has_what_it_needs(user) -> bool:
    needs = User.objects.filter(pk=user.pk).able_to_do_harm().exists()
    return not needs or get_adapter().is_mfa_enabled(user, types=FACTORS)


def wants_json(request) -> bool:
    return "application/json" in {request.content_type, *request.headers.get("Accept", "").split(",")}
