"""Addresses of what comes after an event."""

from django.urls import path

from events.views import afterwards

urlpatterns = [
    path("<int:pk>/feedback/", afterwards.feedback, name="feedback"),
    path("<int:pk>/plan/feedback/", afterwards.feedback_given, name="feedback_given"),
    path("<int:pk>/everything.zip", afterwards.everything, name="everything"),
]
