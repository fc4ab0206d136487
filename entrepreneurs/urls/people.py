"""People: the addresses below /<language>/people/."""

from django.urls import path

from entrepreneurs.views import connections, matches, people, posts, reports

app_name = "people"

urlpatterns = [
    path("", people.directory, name="directory"),
    path("matches/", matches.matches, name="matches"),
    path("matches/how/", matches.how, name="how_matches"),
    path("matches/<int:pk>/dismiss/", matches.dismiss, name="dismiss"),
    path("matches/<int:pk>/back/", matches.bring_back, name="bring_back"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.make, name="new_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/answer/", posts.answer, name="answer_post"),
    path("posts/<int:pk>/change/", posts.change, name="change_post"),
    path("posts/<int:pk>/close/", posts.close, name="close_post"),
    path("posts/<int:pk>/prolong/", posts.prolong, name="prolong_post"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/ask/", connections.ask_found, name="ask"),
    path("<int:pk>/report/", reports.report_profile, name="report"),
    path("<int:pk>/photo/<str:name>", people.photo, name="photo"),
]
