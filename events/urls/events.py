"""The page of an event."""

from django.urls import path

from events.views import events as views

urlpatterns = [
    path("<int:pk>/", views.event, name="event"),
    path("by/<uuid:key>/", views.by_link, name="by_link"),
]
