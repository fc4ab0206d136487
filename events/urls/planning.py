"""The addresses by which hosts make an event."""

from django.urls import path

from events.views import desk, hosts, planning, translating

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("new/", planning.make, name="make"),
    path("<int:pk>/plan/", planning.plan, name="plan"),
    path("<int:pk>/plan/publish/", planning.publish, name="publish"),
    path("<int:pk>/plan/cancel/", planning.cancel, name="cancel_event"),
    path("<int:pk>/plan/again/", planning.again, name="again"),
    path("<int:pk>/plan/series/", planning.series, name="series"),
    path("<int:pk>/plan/hosts/", hosts.hosts, name="hosts"),
    path("<int:pk>/plan/in/<str:language>/", translating.words, name="words"),
    path("<int:pk>/plan/part/<slug:name>/", planning.part, name="part"),
    path("<int:pk>/plan/list/<slug:name>/", planning.rows, name="rows"),
    path("<int:pk>/host/", hosts.asked_to_host, name="asked_to_host"),
    path("speak/<int:pk>/", hosts.asked_to_speak, name="asked_to_speak"),
]
