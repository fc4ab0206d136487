"""Catching up by HTTP: what a socket would have told, for those who have none, and for those who missed something."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hub.live import registry
from hub.live.reading import encode, read


@require_GET
@never_cache
def catch_up(request):
    """`?after=conversation:7=12&after=person:3=0`: what happened in each feed after that number, and which are closed to the reader."""
    if not (listener := registry.listener_in(request.user, request.COOKIES)):
        return JsonResponse({"error": "signed out"}, status=403)
    after = feeds_in(request.GET.getlist("after")[: registry.MOST_FEEDS])
    since = registry.followable(listener, after)
    batches = read({key: max(after[key], number) for key, number in since.items()})
    hides = registry.hidden_from(listener)
    told = {key: batch.told(hides=hides, since=since[key]) for key, batch in batches.items()}
    return HttpResponse(encode({"feeds": told, "closed": [key for key in after if key not in since]}), content_type="application/json")


def feeds_in(asked: list[str]) -> dict[str, int]:
    """Feed keys and numbers; what is neither is taken for a feed from its beginning, which nobody may follow."""
    pairs = (text.rpartition("=") for text in asked)
    return {key[:80]: int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 16 else 0 for key, _is, seq in pairs}
