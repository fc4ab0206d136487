"""Events: the addresses below /<language>/events/, by noun."""

from events.urls import calendars, events, groups, planning, polls, recordings, rooms

app_name = "events"

urlpatterns = [
    *calendars.urlpatterns,
    *events.urlpatterns,
    *planning.urlpatterns,
    *recordings.urlpatterns,
    *rooms.urlpatterns,
    *polls.urlpatterns,
    *groups.urlpatterns,
]
