"""Discussions: the addresses below /<language>/discussions/."""

from django.urls import path

from entrepreneurs.views import discussions

app_name = "discussions"

urlpatterns = [
    path("in/<str:place>/", discussions.discussion, name="discussion"),
    path("in/<str:place>/say/", discussions.contribute, name="contribute"),
    path("<int:pk>/", discussions.thread, name="thread"),
    path("<int:pk>/answer/", discussions.answer, name="answer"),
    path("<int:pk>/change/", discussions.change, name="change"),
    path("<int:pk>/take-back/", discussions.take_back, name="take_back"),
    path("<int:pk>/remove/", discussions.remove, name="remove"),
]
