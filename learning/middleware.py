"""Who is learning: the account's learner, or the guest that the browser's cookie knows."""

from django.utils.functional import SimpleLazyObject

from learning import guests


class LearnerMiddleware:
    """Gives every request a `learner`, looked up when it is first asked for; falsy for a visitor who has answered nothing yet."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.learner = SimpleLazyObject(lambda: guests.learner_of(request))
        return self.get_response(request)
