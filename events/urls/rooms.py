"""Addresses of an event's room."""

from django.urls import path

from events.views import room_challenges
from events.views import rooms as views

urlpatterns = [
    path("<int:pk>/room/", views.room, name="room"),
    path("<int:pk>/room/say/", views.say, name="say"),
    path("<int:pk>/room/ask/", views.ask, name="ask"),
    path("<int:pk>/room/hand/", views.hand, name="hand"),
    path("<int:pk>/room/here/", views.here, name="here"),
    path("<int:pk>/room/lead/", views.lead, name="lead"),
    path("<int:pk>/room/questions/<int:question>/", views.question, name="question"),
    path("<int:pk>/room/questions/<int:question>/vote/", views.vote, name="question_vote"),
    path("<int:pk>/room/challenges/raise/", room_challenges.raise_here, name="room_raise"),
    path("<int:pk>/room/challenges/lead/", room_challenges.lead, name="room_challenges"),
    path("<int:pk>/room/challenges/<int:challenge>/vote/", room_challenges.vote, name="room_challenge_vote"),
    path("<int:pk>/room/challenges/<int:challenge>/answer/", room_challenges.answer, name="room_answer"),
    path("<int:pk>/room/challenges/<int:challenge>/hide/", room_challenges.hide, name="room_challenge_hide"),
    path("<int:pk>/room/messages/<int:message>/remove/", views.remove, name="remove_message"),
    path("<int:pk>/room/hands/<int:hand>/", views.speaker, name="speaker"),
]
