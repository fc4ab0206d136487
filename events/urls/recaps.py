"""The addresses of recaps."""

from django.urls import path

from events.views import recaps

urlpatterns = [
    path("<int:pk>/recap/", recaps.recap, name="recap"),
    path("<int:pk>/plan/recap/", recaps.edit, name="edit_recap"),
    path("<int:pk>/plan/recap/<str:language>/", recaps.translate, name="translate_recap"),
]
