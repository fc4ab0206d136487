"""Addresses of an event's polls."""

from django.urls import path

from events.views import polls as views

urlpatterns = [
    path("<int:pk>/polls/", views.polls, name="polls"),
    path("<int:pk>/polls/<int:poll>/", views.poll, name="poll"),
    path("<int:pk>/room/polls/<int:poll>/vote/", views.vote, name="poll_vote"),
    path("<int:pk>/room/polls/<int:poll>/lead/", views.lead, name="poll_lead"),
    path("<int:pk>/room/polls/<int:poll>/hall/", views.hall, name="poll_hall"),
    path("<int:pk>/room/polls/<int:poll>/group/", views.group, name="poll_group"),
]
