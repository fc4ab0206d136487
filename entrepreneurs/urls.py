"""Me: the addresses below /<language>/me/."""

from django.urls import path

from entrepreneurs.views import me as views
from entrepreneurs.views.reports import reports

app_name = "me"

urlpatterns = [
    path("", views.home, name="home"),
    path("facts/", views.facts, name="facts"),
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("reports/", reports, name="reports"),
    path("download/", views.download, name="download"),
    path("erase/", views.erase, name="erase"),
]
