"""Office hours: to book one in one's own time, and to keep some."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events import appointments
from events.actions import office_hours as actions
from events.forms.office_hours import BookForm, HoursForm
from events.models import Booking, OfficeHour
from events.views.calendars import answer, base_of
from hub import notices

MOST = 100


@login_required
@never_cache
def office_hours(request):
    """What one has booked, and what one can book."""
    booked = Booking.objects.visible_to(request.user).upcoming().filter(user=request.user).select_related("hour__adviser")
    free = OfficeHour.objects.bookable_by(request.user).upcoming().select_related("adviser")[:MOST]
    return render(request, "events/hours/list.html", {"booked": booked, "free": free})


@login_required
@never_cache
def office_hour(request, pk):
    """One of them: to book it, or what was booked, for the two."""
    hour = get_object_or_404(OfficeHour.objects.visible_to(request.user).select_related("adviser"), pk=pk)
    return show(request, hour, BookForm(initial={"language": get_language()}))


def show(request, hour: OfficeHour, form: BookForm):
    booking = Booking.objects.visible_to(request.user).standing().filter(hour=hour).select_related("hour__adviser", "user").first()
    if booking:
        for kind in ("office_hour_booked", "office_hour_reminder"):
            notices.close(request.user, kind, about=f"booking:{booking.pk}")
    can_book = booking is None and OfficeHour.objects.bookable_by(request.user).filter(pk=hour.pk).exists()
    context = {"hour": hour, "booking": booking, "other": booking and booking.other(request.user), "can_book": can_book, "form": form}
    return render(request, "events/hours/hour.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def book(request, pk):
    hour = get_object_or_404(OfficeHour.objects.visible_to(request.user).select_related("adviser"), pk=pk)
    form = BookForm(request.POST)
    if form.perform(actions.book, hour, by=request.user):
        messages.success(request, _("Booked. You are reminded a day and an hour before."))
        return redirect(hour)
    return show(request, hour, form)


@login_required
@require_POST
def cancel(request, pk):
    booking = get_object_or_404(Booking.objects.visible_to(request.user).select_related("hour__adviser", "user"), pk=pk)
    actions.cancel(booking, by=request.user)
    messages.success(request, _("Cancelled. The other is told."))
    return redirect("events:my_hours" if booking.hour.adviser == request.user else "events:office_hours")


@login_required
@never_cache
def file(request, pk):
    """One that is booked, for a calendar program of the two."""
    booking = get_object_or_404(Booking.objects.visible_to(request.user).standing().select_related("hour__adviser", "user"), pk=pk)
    hours = appointments.entries([booking], reader=request.user, base=base_of(request))
    return answer(request, [], name=_("Office hour"), is_public=False, hours=hours)


# Keeping them


@login_required
@never_cache
def mine(request):
    """An adviser's own, and more in rows."""
    if not request.user.has_perm("entrepreneurs.advise"):
        raise Http404
    form = HoursForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.perform(actions.keep_hours, request.user):
        number = len(form.result)
        messages.success(request, ngettext("%(number)d hour can be booked now.", "%(number)d hours can be booked now.", number) % {"number": number})
        return redirect("events:my_hours")
    kept = request.user.office_hours.filter(taken_away_at=None).upcoming().with_bookings()
    return render(request, "events/hours/mine.html", {"form": form, "hours": kept}, status=422 if form.errors else 200)


@login_required
@require_POST
def take_away(request, pk):
    actions.take_away(get_object_or_404(request.user.office_hours.select_related("adviser"), pk=pk))
    messages.success(request, _("Taken away."))
    return redirect("events:my_hours")
