"""What comes after an event: feedback, notes of a focus group, and everything of it to take home."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from events import everything as archive
from events.views.planning import led


@login_required
@never_cache
def everything(request, pk):
    """For its hosts, and for moderators."""
    event = led(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="event-{event.pk}.zip"'}
    return HttpResponse(archive.pack(event), content_type="application/zip", headers=headers)
