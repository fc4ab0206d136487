"""What every request passes: its language, its origin, its reader's clock."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from hub.views import errors


class LanguageMiddleware(LocaleMiddleware):
    """The language is the address's; an address without a known one is not found, and never guessed at."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class SameOriginCsrfMiddleware(CsrfViewMiddleware):
    """A request that brings no cookie has nothing that a forger could use: it needs no token, only our own origin.

    So the pages that every visitor shares carry no token, and a visitor's first answer, which makes them a guest, still arrives.
    """

    def process_view(self, request, callback, callback_args, callback_kwargs):
        if request.method == "POST" and not request.COOKIES and self._is_ours(request):
            return self._accept(request)
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def _is_ours(self, request) -> bool:
        return "HTTP_ORIGIN" in request.META and self._origin_verified(request)


class TimeZoneMiddleware:
    """Times are shown on the reader's clock: their account's, or else the operator's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        zone = request.user.time_zone if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated else settings.TIME_ZONE
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)


class ConflictMiddleware:
    """An action's refusal that no view looked for: it was allowed when the page was drawn, and meanwhile something had changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ValidationError):
            return errors.conflict(request, exception)
