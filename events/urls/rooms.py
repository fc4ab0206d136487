"""Addresses of an event's room."""

from django.urls import path

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
    path("<int:pk>/room/messages/<int:message>/remove/", views.remove, name="remove_message"),
    path("<int:pk>/room/hands/<int:hand>/", views.speaker, name="speaker"),
]
