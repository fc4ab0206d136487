"""Addresses by which people come, and by which hosts see who does."""

from django.urls import path

from events.views import people, registrations

urlpatterns = [
    path("mine/", registrations.mine, name="mine"),
    path("<int:pk>/register/", registrations.register, name="register"),
    path("<int:pk>/register/back/", registrations.come_back, name="come_back"),
    path("<int:pk>/register/<uuid:key>/", registrations.prove, name="prove"),
    path("<int:pk>/seat/", registrations.change_seat, name="change_seat"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people.csv", people.people_csv, name="people_csv"),
    path("<int:pk>/people/<int:seat>/", people.person, name="person"),
    path("<int:pk>/people/invitations/<int:invitation>/", people.withdraw, name="withdraw"),
    path("<int:pk>/poster/", people.poster, name="poster"),
]
