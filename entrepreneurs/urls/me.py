"""Me: the addresses below /<language>/me/."""

from django.urls import path

from entrepreneurs.views import me as views
from entrepreneurs.views import profiles
from entrepreneurs.views.reports import report_said, reports
from hub.views import notices

app_name = "me"

urlpatterns = [
    path("", views.home, name="home"),
    path("facts/", views.facts, name="facts"),
    path("profile/", profiles.profile, name="profile"),
    path("profile/begin/", profiles.begin, name="begin_profile"),
    path("profile/photo/remove/", profiles.remove_photo, name="remove_photo"),
    path("profile/<slug:name>/", profiles.section, name="section"),
    path("news/", notices.news, name="news"),
    path("news/how/", notices.choices, name="notices"),
    path("news/stop/<str:token>/", notices.stop, name="stop_notices"),
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/", views.letter, name="letter"),
    path("reports/", reports, name="reports"),
    path("reports/<slug:kind>/<int:pk>/", report_said, name="report"),
    path("download/", views.download, name="download"),
    path("erase/", views.erase, name="erase"),
]
