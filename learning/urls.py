"""The addresses of courses, answers, reports and the comparison of countries."""

from django.urls import path

from learning.views import answers, countries, courses, reports

app_name = "learning"

urlpatterns = [
    path("", courses.all_courses, name="courses"),
    path("mine/", courses.mine, name="mine"),
    path("mine/<uuid:course_key>/join/", courses.join, name="join"),
    path("mine/<uuid:course_key>/finished/", courses.finished, name="finished"),
    path("answer/<uuid:lesson_key>/<slug:block_id>/", answers.answer, name="answer"),
    path("answers/<uuid:lesson_key>/", answers.state, name="answers"),
    path("read/<uuid:lesson_key>/", answers.read, name="read"),
    path("reports/", reports.report, name="report"),
    path("reports/<uuid:course_key>/feedback/", reports.feedback, name="feedback"),
    path("reports/report.csv", reports.report_csv, name="report_csv"),
    path("countries/", countries.compare, name="countries"),
    path("countries/comparison.csv", countries.as_table, name="countries_csv"),
    path("countries/comparison.json", countries.as_json, name="countries_json"),
    path("countries/waiting/", countries.waiting, name="statements"),
    path("countries/waiting/<int:pk>/", countries.decide, name="statement"),
    path("countries/<slug:country>/<slug:topic>/", countries.cell, name="country_cell"),
    path("countries/<slug:country>/<slug:topic>/write/", countries.write, name="write_cell"),
    path("countries/<slug:country>/<slug:topic>/withdraw/", countries.withdraw, name="withdraw_cell"),
    path("countries/<slug:country>/<slug:topic>/in/<slug:language>/", countries.translate, name="translate_cell"),
]
