"""The addresses of recordings."""

from django.urls import path

from events.views import recordings

urlpatterns = [
    path("<int:pk>/recording/", recordings.recording, name="recording"),
    path("<int:pk>/recording/film/", recordings.film, name="film"),
    path("<int:pk>/recording/<slug:language>.vtt", recordings.captions, name="captions"),
    path("<int:pk>/recording/watched/", recordings.watch, name="watch"),
    path("<int:pk>/plan/recording/", recordings.edit, name="edit_recording"),
]
