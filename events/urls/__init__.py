"""Events: the addresses below /<language>/events/, by noun."""

from events.urls import calendars, challenges, events, planning, polls, recordings, rooms

app_name = "events"

urlpatterns = [
    *calendars.urlpatterns,
    *challenges.urlpatterns,
    *events.urlpatterns,
    *planning.urlpatterns,
    *recordings.urlpatterns,
    *rooms.urlpatterns,
    *polls.urlpatterns,
]
