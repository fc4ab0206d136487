"""Pages for when something is wrong: each in the reader's language, each with a way on."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hub.forms import wants_json


def explain(request, *, status: int, title: str, text: str):
    return render(request, "errors/error.html", {"status": status, "title": title, "text": text}, status=status)


def bad_request(request, exception=None):
    return explain(request, status=400, title=_("That request could not be read"), text=_("Go back, load the page again, and try once more."))


def forbidden(request, exception=None):
    return explain(
        request, status=403, title=_("This page is not open to you"), text=_("You may need to sign in, or to ask the person who sent you here.")
    )


def not_found(request, exception=None):
    return explain(request, status=404, title=_("There is no page here"), text=_("It may have moved, or it may not exist in this language."))


def conflict(request, refusal):
    """What was asked for cannot be done any more; why, in the words of the ValidationError, for a page or for its script."""
    text = " ".join(refusal.messages)
    if wants_json(request):
        return JsonResponse({"message": text}, status=409)
    return explain(request, status=409, title=_("Something changed meanwhile"), text=text)


def server_error(request):
    """Something is broken (500), or the database is away for a while (503). The page needs no database, and nothing else that may be what broke."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    response = HttpResponse(render_to_string("errors/500.html", {"is_away": is_away}), status=503 if is_away else 500)
    if is_away:
        response["Retry-After"] = "10"
    return response


def csrf_failure(request, reason=""):
    """A form that was open too long, or came from a page loaded before its cookie: what was written is given back, to be sent again."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in {"csrfmiddlewaretoken", "password"}]
    return render(request, "errors/send_again.html", {"fields": fields}, status=403)
