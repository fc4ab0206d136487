"""Organisations: the addresses below /<language>/organisations/ that are no pages of Wagtail's."""

from django.urls import path

from entrepreneurs.views import organisation_decisions as decisions
from entrepreneurs.views import organisations as views

app_name = "organisations"

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("mine/", views.mine, name="mine"),
    path("waiting/", decisions.waiting, name="waiting"),
    path("invite/", decisions.bring, name="bring"),
    path("invited/<str:key>/", views.invited, name="invited"),
    path("<slug:slug>/belong/", views.belong, name="belong"),
    path("<slug:slug>/desk/", views.desk, name="desk"),
    path("<slug:slug>/desk/facts/", views.facts, name="facts"),
    path("<slug:slug>/desk/words/", views.words, name="words"),
    path("<slug:slug>/desk/logo/", views.logo, name="logo"),
    path("<slug:slug>/desk/invite/", views.invite, name="invite"),
    path("<slug:slug>/desk/person/", views.person, name="person"),
    path("<slug:slug>/again/", views.again, name="again"),
    path("<slug:slug>/decide/", decisions.decide, name="decide"),
]
