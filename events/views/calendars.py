"""Events to choose from: the list, a month, and what calendar programs read."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.views.conversations import number
from events import appointments, calendars
from events.actions import calendars as actions
from events.forms.calendars import CalendarForm
from events.guests import keys_in, who_asks
from events.listing import Listing, MonthPage, narrowed, within
from events.models import Booking, CalendarAddress, Event, Registration
from hub.pagecache import LIFETIME, for_all_visitors

KEPT = timedelta(days=60)  # so long calendars show what is over
MOST = 500
YEARS = range(2020, 2101)


def events(request):
    form = CalendarForm(request.GET)
    listing = Listing(Event.objects.in_calendar_of(who_asks(request)), chosen=form.chosen(), number=number(request.GET.get("page")) or 1)
    context = {"form": form, "listing": listing, "this_month": timezone.localdate(), "canonical": request.path}
    return for_all_visitors(request, render(request, "events/list.html", context))


def month(request, year, month):
    if year not in YEARS or month not in range(1, 13):
        raise Http404
    page = MonthPage(Event.objects.in_calendar_of(who_asks(request)), first=date(year, month, 1))
    return for_all_visitors(request, render(request, "events/month.html", {"month": page, "canonical": request.path}))


def event_file(request, pk):
    """One event, for whoever sees its page. The video link is in the room, and in the calendar of those with a seat."""
    who = who_asks(request)
    found = get_object_or_404(Event.objects.visible_to(who, keys=keys_in(request)).prefetch_related("texts"), pk=pk)
    return answer(request, [found], name=found.title, is_public=False)


def all_events(request):
    """What is listed and fits the filters that the address carries, as the list's own form writes them."""
    chosen = CalendarForm(request.GET).chosen()
    found = within(narrowed(Event.objects.listed(), chosen), chosen.get("where", ""))
    return answer(request, recent(found), name=_("Tvers: events"), is_public=True)


def series(request, key):
    found = list(recent(Event.objects.listed().filter(series__key=key)))
    if not found:
        raise Http404
    return answer(request, found, name=found[0].title, is_public=True)


def recent(found):
    return found.filter(ends_at__gt=timezone.now() - KEPT).order_by("starts_at", "pk").prefetch_related("texts")[:MOST]


def answer(request, found, *, name, is_public, **facts):
    """A calendar, told by its bytes whether it has changed; a program that asks again gets it only if it has."""
    made = calendars.calendar(found, name=name, language=get_language(), base=base_of(request), **facts)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="tvers.ics"'})
    response["Cache-Control"] = f"public, max-age={LIFETIME}" if is_public else "private, no-cache"
    if not is_public:
        patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=set_response_etag(response)["ETag"], response=response)


def base_of(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


# One's own


def own(request, key):
    """The events that the address's owner hosts, comes to or waits for. The address is the proof: programs do not sign in."""
    address = get_object_or_404(CalendarAddress.objects.select_related("user"), key=key, user__is_active=True)
    user, states = address.user, Registration.State
    standing = dict(Registration.objects.of(user).exclude(state__in=[states.CANCELLED, states.DECLINED]).values_list("event", "state"))
    hosted = set(user.hosting.values_list("event", flat=True))
    found = recent(Event.objects.visible_to(user).exclude(state="draft").filter(pk__in=[*standing, *hosted]))
    sure = hosted | {event for event, state in standing.items() if state == states.COMING}
    statuses = {event: "CONFIRMED" if event in sure else "TENTATIVE" for event in {*standing, *hosted}}
    hours = appointments.entries(booked_or_kept(user), reader=user, base=base_of(request))
    return answer(request, found, name=_("My events at Tvers"), is_public=False, statuses=statuses, video_of=sure, hours=hours)


def booked_or_kept(user):
    """Office hours that the user has booked, and those of theirs that somebody has."""
    return Booking.objects.visible_to(user).standing().filter(hour__ends_at__gt=timezone.now() - KEPT).select_related("hour__adviser", "user")[:MOST]


def subscribe(request):
    """How to have events in one's own calendar program."""
    address = CalendarAddress.objects.filter(user=request.user).first() if request.user.is_authenticated else None
    context = {"address": address, "base": base_of(request), "canonical": request.path}
    return for_all_visitors(request, render(request, "events/subscribe.html", context))


@login_required
@require_POST
def change_address(request):
    """Make one's own address, make it anew, or take it away."""
    if "remove" in request.POST:
        actions.take_address_away(request.user)
        messages.success(request, _("Your address is gone. Nobody reads your events at it any more."))
    else:
        actions.renew_address(request.user)
        messages.success(request, _("Here is your address. An earlier one leads nowhere from now on."))
    return redirect("events:subscribe")
