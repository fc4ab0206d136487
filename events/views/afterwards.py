"""What comes after an event: feedback, and everything of it to take home."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events import everything as archive
from events.actions import afterwards as actions
from events.feedback import Given
from events.forms.afterwards import FeedbackForm
from events.guests import is_known, who_asks
from events.models import EventFeedback, Registration
from events.views.planning import led
from events.views.registrations import seen
from hub.suppression import FEWEST


@never_cache
def feedback(request, pk):
    """How it was, by somebody who had a seat. A guest in another browser proves their address first."""
    event, who = seen(request, pk), who_asks(request)
    if not is_known(who):
        return redirect("events:come_back", pk=pk)
    seats = Registration.objects.of(who).who_came().filter(event__state="published", event__ends_at__lte=timezone.now())
    seat = get_object_or_404(seats.select_related("user", "guest"), event=pk)
    given = EventFeedback.objects.filter(registration=seat).first()
    form = FeedbackForm(request.POST or None, initial=FeedbackForm.initial_of(given, language=get_language()))
    if request.method == "POST" and "drop" in request.POST:
        actions.take_back_feedback(seat)
        return redirect(event)
    if request.method == "POST" and form.perform(actions.give_feedback, seat):
        messages.success(request, _("Thank you. The hosts read it without your name."))
        return redirect(event)
    context = {"event": event, "form": form, "given": given, "is_hidden": True}
    return render(request, "events/afterwards/feedback.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def feedback_given(request, pk):
    """What was said, for its hosts, without names."""
    event = led(request, pk)
    context = {"event": event, "given": Given(event), "fewest": FEWEST}
    return render(request, "events/afterwards/given.html", context)


@login_required
@never_cache
def everything(request, pk):
    """For its hosts, and for moderators."""
    event = led(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="event-{event.pk}.zip"'}
    return HttpResponse(archive.pack(event), content_type="application/zip", headers=headers)
