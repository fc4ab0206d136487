"""Who is learning, the account's learner or the guest that the browser's cookie knows; and what editors are told who may not publish yet."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from learning import guests
from learning.models.pages import LacksLanguages


class LearnerMiddleware:
    """Gives every request a `learner`, looked up when it is first asked for; falsy for a visitor who has answered nothing yet."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.learner = SimpleLazyObject(lambda: guests.learner_of(request))
        return self.get_response(request)


class RefusalMiddleware:
    """Publishing has many doors in Wagtail (bulk actions, workflows, translations), and most have no form: the reason is told where one came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, LacksLanguages):
            messages.error(request, f"{exception.page}: {' '.join(exception.messages)}")
            return redirect(came_from(request))


def came_from(request) -> str:
    """The page of ours that the request was sent from; the admin's first page if it does not say."""
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else reverse("wagtailadmin_home")
