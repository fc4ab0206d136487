"""Events: the addresses below /<language>/events/, by noun."""

from events.urls import (
    afterwards,
    calendars,
    challenges,
    events,
    groups,
    networks,
    office_hours,
    planning,
    polls,
    recaps,
    recordings,
    registrations,
    rooms,
    themes,
)

app_name = "events"

urlpatterns = [
    *afterwards.urlpatterns,
    *calendars.urlpatterns,
    *challenges.urlpatterns,
    *events.urlpatterns,
    *networks.urlpatterns,
    *office_hours.urlpatterns,
    *planning.urlpatterns,
    *recaps.urlpatterns,
    *recordings.urlpatterns,
    *registrations.urlpatterns,
    *rooms.urlpatterns,
    *polls.urlpatterns,
    *groups.urlpatterns,
    *themes.urlpatterns,
]
