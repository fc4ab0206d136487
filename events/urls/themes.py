"""Addresses of themes that people ask for."""

from django.urls import path

from events.views import themes

urlpatterns = [
    path("themes/", themes.themes, name="themes"),
    path("themes/<int:pk>/", themes.theme, name="theme"),
]
