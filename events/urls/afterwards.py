"""Addresses of what comes after an event."""

from django.urls import path

from events.views import afterwards, notes

urlpatterns = [
    path("<int:pk>/feedback/", afterwards.feedback, name="feedback"),
    path("<int:pk>/plan/feedback/", afterwards.feedback_given, name="feedback_given"),
    path("<int:pk>/plan/notes/", notes.notes, name="notes"),
    path("<int:pk>/plan/notes/<int:note>/", notes.note, name="note"),
    path("<int:pk>/noting/", notes.say_noting, name="say_noting"),
    path("<int:pk>/everything.zip", afterwards.everything, name="everything"),
]
