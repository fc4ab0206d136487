"""Events: the addresses below /<language>/events/, by noun."""

from events.urls import calendars, events, planning, polls, recordings, registrations, rooms

app_name = "events"

urlpatterns = [
    *calendars.urlpatterns,
    *events.urlpatterns,
    *planning.urlpatterns,
    *recordings.urlpatterns,
    *registrations.urlpatterns,
    *rooms.urlpatterns,
    *polls.urlpatterns,
]
