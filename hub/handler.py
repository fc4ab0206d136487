"""Django's ASGI handler, with a request's whole way through middleware and view in one thread."""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler


class Handler(ASGIHandler):
    """Nothing of ours is async, and each change between the loop and a thread costs time, most of all while the loop tells many sockets.

    Where Django's own handler asks sync views, it changes some ten times for each request.
    """

    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
