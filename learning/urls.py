"""The addresses of courses, answers, tools and reports."""

from django.urls import path

from learning.views import answers, courses, reports, shares, tools

app_name = "learning"

urlpatterns = [
    path("", courses.all_courses, name="courses"),
    path("mine/", courses.mine, name="mine"),
    path("mine/<uuid:course_key>/join/", courses.join, name="join"),
    path("mine/<uuid:course_key>/finished/", courses.finished, name="finished"),
    path("answer/<uuid:lesson_key>/<slug:block_id>/", answers.answer, name="answer"),
    path("answers/<uuid:lesson_key>/", answers.state, name="answers"),
    path("read/<uuid:lesson_key>/", answers.read, name="read"),
    path("tools/", tools.tools, name="tools"),
    path("tools/who/", tools.tools_state, name="tools_state"),
    path("tools/<slug:kind>/", tools.new, name="new_sheet"),
    path("tools/in/<uuid:lesson_key>/<slug:block_id>/", tools.in_lesson, name="sheet_in_lesson"),
    path("sheets/<int:pk>/", tools.sheet, name="sheet"),
    path("sheets/<int:pk>/delete/", tools.delete, name="delete_sheet"),
    path("sheets/<int:pk>/share/", shares.share, name="share"),
    path("sheets/<int:pk>/share/<int:share>/", shares.take_back, name="take_back"),
    path("sheets/<int:pk>/comments/", shares.comment, name="comment"),
    path("sheets/<int:pk>/comments/<int:comment>/", shares.take_back_comment, name="take_back_comment"),
    path("sheets/<int:pk>/versions/", shares.versions, name="versions"),
    path("sheets/<int:pk>/versions/<int:number>/", shares.version, name="version"),
    path("sheets/<int:pk>/tool.pdf", shares.pdf, name="sheet_pdf"),
    path("sheets/<int:pk>/tool.xlsx", shares.xlsx, name="sheet_xlsx"),
    path("reports/", reports.report, name="report"),
    path("reports/<uuid:course_key>/feedback/", reports.feedback, name="feedback"),
    path("reports/report.csv", reports.report_csv, name="report_csv"),
]
