"""Meetings of circles: the addresses below /<language>/people/circles/ that are events'."""

from django.urls import path

from events.views import circle_meetings as views

app_name = "meetings"

urlpatterns = [
    path("hours/", views.hours, name="hours"),
    path("<int:pk>/plan/", views.plan, name="plan"),
]
