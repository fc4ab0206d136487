"""Addresses of groups, and of the room on a big screen."""

from django.urls import path

from events.views import groups as views
from events.views import projector

urlpatterns = [
    path("<int:pk>/groups/", views.rounds, name="rounds"),
    path("<int:pk>/groups/<int:round_>/", views.prepared, name="round"),
    path("<int:pk>/room/rounds/<int:round_>/choose/", views.choose, name="choose_group"),
    path("<int:pk>/room/rounds/<int:round_>/lead/", views.lead, name="round_lead"),
    path("<int:pk>/room/groups/<int:group>/note/", views.note, name="group_note"),
    path("<int:pk>/room/groups/<int:group>/report/", views.report, name="group_report"),
    path("<int:pk>/room/groups/<int:group>/video/", views.video, name="group_video"),
    path("<int:pk>/room/projector/", projector.projector, name="projector"),
]
