"""The addresses of courses, answers and reports."""

from django.urls import path

from learning.views import answers, courses, reports

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
]
