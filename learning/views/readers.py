"""Who reads a practice: counted for visitors, and shown to those who write it."""

from __future__ import annotations

from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hub.sheets import as_csv
from learning.actions.readings import TooOften, count_visitor
from learning.models import Practice
from learning.readership import Readership, header


@require_POST
def count_reading(request, pk):
    """Sent by a visitor's page after a while (hub/static/learning/reading.js). Whoever has an account is counted by opening the page."""
    found = get_object_or_404(Practice.objects.listed(), pk=pk)
    if not request.user.is_authenticated:
        with suppress(TooOften):
            count_visitor(found, address=get_adapter(request).get_client_ip(request))
    return HttpResponse(status=204)


@login_required
@never_cache
def practice_readers(request, pk):
    found = get_object_or_404(Practice.objects.editable_by(request.user).exclude(published_at=None).with_words(), pk=pk)
    return render(request, "learning/practices/readers.html", {"practice": found, "readership": Readership(found), "header": header()})


@login_required
@never_cache
def practice_readers_csv(request, pk):
    found = get_object_or_404(Practice.objects.editable_by(request.user).exclude(published_at=None), pk=pk)
    return as_csv(f"practice-{found.pk}", header(), Readership(found).table())
