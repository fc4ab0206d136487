"""Moderation: the addresses below /<language>/moderation/."""

from django.urls import path

from entrepreneurs.views import moderation

app_name = "moderation"

urlpatterns = [
    path("", moderation.queue, name="queue"),
    path("<int:pk>/", moderation.report, name="report"),
]
