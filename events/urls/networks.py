"""The networks of an event, and those that work on a challenge."""

from django.urls import path

from events.views import network_events as views

urlpatterns = [
    path("<int:pk>/networks/", views.event_networks, name="event_networks"),
    path("challenges/<int:pk>/networks/", views.challenge_networks, name="challenge_networks"),
]
