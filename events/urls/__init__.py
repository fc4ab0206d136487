"""Events: the addresses below /<language>/events/, by noun."""

from events.urls import afterwards, calendars, events, planning, polls, recordings, registrations, rooms, themes

app_name = "events"

urlpatterns = [
    *afterwards.urlpatterns,
    *calendars.urlpatterns,
    *events.urlpatterns,
    *planning.urlpatterns,
    *recordings.urlpatterns,
    *registrations.urlpatterns,
    *rooms.urlpatterns,
    *polls.urlpatterns,
    *themes.urlpatterns,
]
