"""The addresses of searching, below /<language>/search/."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("", views.search, name="search"),
    path("titles/", views.titles, name="titles"),
    path("saved/", views.saved, name="saved"),
    path("saved/<int:pk>/stop/", views.stop, name="stop"),
]
