"""Networks: the addresses below /<language>/people/networks/."""

from django.urls import path

from entrepreneurs.views import network_desks as desks
from entrepreneurs.views import networks as views

app_name = "networks"

urlpatterns = [
    path("", views.networks, name="list"),
    path("new/", views.make, name="make"),
    path("waiting/", desks.waiting, name="waiting"),
    path("<slug:slug>/", views.network, name="network"),
    path("<slug:slug>/belong/", views.belong, name="belong"),
    path("<slug:slug>/organisation/", views.organisation, name="organisation"),
    path("<slug:slug>/decide/", desks.decide, name="decide"),
    path("<slug:slug>/desk/", desks.desk, name="desk"),
    path("<slug:slug>/desk/words/<slug:language>/", desks.words, name="words"),
    path("<slug:slug>/desk/subjects/", desks.subjects, name="subjects"),
    path("<slug:slug>/desk/person/", desks.person, name="person"),
    path("<slug:slug>/desk/steps/", desks.write_step, name="write_step"),
    path("<slug:slug>/desk/steps/<int:pk>/", desks.step, name="step"),
    path("<slug:slug>/desk/end/", desks.end, name="end"),
]
