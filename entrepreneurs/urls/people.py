"""People: the addresses below /<language>/people/."""

from django.urls import path

from entrepreneurs.views import connections, people, reports

app_name = "people"

urlpatterns = [
    path("", people.directory, name="directory"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/ask/", connections.ask_found, name="ask"),
    path("<int:pk>/report/", reports.report_profile, name="report"),
    path("<int:pk>/photo/<str:name>", people.photo, name="photo"),
]
