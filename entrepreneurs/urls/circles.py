"""Circles: the addresses below /<language>/people/circles/; those of their meetings are events'."""

from django.urls import path

from entrepreneurs.views import circle_members as members
from entrepreneurs.views import circles as views

app_name = "circles"

urlpatterns = [
    path("", views.circles, name="list"),
    path("new/", views.form_circle, name="new"),
    path("invited/<int:pk>/", members.invited, name="invited"),
    path("<int:pk>/", views.circle, name="circle"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/lead/", views.lead, name="lead"),
    path("<int:pk>/invite/", members.invite, name="invite"),
    path("<int:pk>/join/", members.join, name="join"),
    path("<int:pk>/log/", members.log, name="log"),
    path("<int:pk>/log/<int:entry>/", members.entry, name="entry"),
    path("<int:pk>/back/", members.back, name="back"),
    path("<int:pk>/leave/", members.leave, name="leave"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/together/", views.together, name="together"),
    path("<int:pk>/renew/", views.renew, name="renew"),
]
