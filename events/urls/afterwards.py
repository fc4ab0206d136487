"""Addresses of what comes after an event."""

from django.urls import path

from events.views import afterwards

urlpatterns = [
    path("<int:pk>/everything.zip", afterwards.everything, name="everything"),
]
