"""The addresses of office hours."""

from django.urls import path

from events.views import office_hours as views

urlpatterns = [
    path("office-hours/", views.office_hours, name="office_hours"),
    path("office-hours/mine/", views.mine, name="my_hours"),
    path("office-hours/<int:pk>/", views.office_hour, name="office_hour"),
    path("office-hours/<int:pk>/book/", views.book, name="book_hour"),
    path("office-hours/<int:pk>/take-away/", views.take_away, name="take_hour_away"),
    path("office-hours/booked/<int:pk>/cancel/", views.cancel, name="cancel_hour"),
    path("office-hours/booked/<int:pk>.ics", views.file, name="hour_file"),
]
