"""The desk of those who lead events."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from events.actions.events import may_make
from events.desk import Desk


@login_required
@never_cache
def desk(request):
    """For advisers and coordinators, and for whoever leads an event or was asked to."""
    if not may_make(request.user) and not request.user.hosting.exists():
        raise Http404
    return render(request, "events/desk.html", {"desk": Desk(request.user), "may_make": may_make(request.user)})
