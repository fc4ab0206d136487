"""The list of events, its months, and calendars for programs."""

from django.urls import path

from events.views import calendars as views

urlpatterns = [
    path("", views.events, name="list"),
    path("<int:year>/<int:month>/", views.month, name="month"),
    path("calendar/", views.subscribe, name="subscribe"),
    path("calendar/address/", views.change_address, name="change_address"),
    path("calendar.ics", views.all_events, name="feed"),
    path("calendar/<uuid:key>.ics", views.own, name="own_feed"),
    path("series/<uuid:key>.ics", views.series, name="series_feed"),
    path("<int:pk>.ics", views.event_file, name="file"),
]
