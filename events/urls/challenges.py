"""The addresses of challenges: the board, the page of one, and what is done with it."""

from django.urls import path

from events.views import challenges as views
from events.views import plans

urlpatterns = [
    path("challenges/", views.board, name="challenges"),
    path("challenges/new/", views.raise_on_board, name="raise"),
    path("challenges/<int:pk>/", views.challenge, name="challenge"),
    path("challenges/<int:pk>/vote/", views.vote, name="challenge_vote"),
    path("challenges/<int:pk>/answer/", views.answer, name="answer"),
    path("challenges/<int:pk>/venture/", views.venture, name="venture"),
    path("challenges/<int:pk>/venture/note/", views.note, name="venture_note"),
    path("challenges/<int:pk>/merge/", views.merge, name="merge"),
    path("challenges/<int:pk>/lead/", views.lead, name="challenge_lead"),
    path("challenges/<int:pk>/plan/", plans.plan, name="action_plan"),
    path("challenges/<int:pk>/plan/<int:step>/", plans.report, name="step"),
    path("<int:pk>/challenges/new/", views.raise_before, name="raise_before"),
]
