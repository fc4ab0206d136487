"""The room on a big screen: hosts alone open it, and nothing on it is theirs alone."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from events.projector import Projector
from events.views.rooms import in_the_room


@in_the_room
@require_GET
def projector(request, page):
    """The whole page, or for its script what stands on it now."""
    if not page.is_leader:
        raise Http404
    shown = Projector(page, site=f"{request.scheme}://{request.get_host()}")
    shown.seqs  # noqa: B018 (read first)
    return render(request, "events/room/projected.html" if "part" in request.GET else "events/projector.html", {"inside": shown})
