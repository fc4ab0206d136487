"""The addresses of courses, answers, reports and the comparison of countries."""

from django.urls import path

from learning.views import answers, countries, courses, methods, reports, resources, templates

app_name = "learning"

urlpatterns = [
    path("", courses.all_courses, name="courses"),
    path("mine/", courses.mine, name="mine"),
    path("mine/<uuid:course_key>/join/", courses.join, name="join"),
    path("mine/<uuid:course_key>/finished/", courses.finished, name="finished"),
    path("answer/<uuid:lesson_key>/<slug:block_id>/", answers.answer, name="answer"),
    path("answers/<uuid:lesson_key>/", answers.state, name="answers"),
    path("read/<uuid:lesson_key>/", answers.read, name="read"),
    path("resources/", resources.bank, name="resources"),
    path("resources/new/", resources.new, name="new_resource"),
    path("resources/new/<slug:kind>/", resources.bring, name="bring"),
    path("resources/waiting/", resources.waiting, name="resources_waiting"),
    path("resources/<int:pk>/", resources.resource, name="resource"),
    path("resources/<int:pk>/file/", resources.document, name="resource_file"),
    path("resources/<int:pk>/change/", resources.change, name="change_resource"),
    path("resources/<int:pk>/in/<slug:language>/", resources.words, name="resource_words"),
    path("resources/<int:pk>/lead/", resources.lead, name="lead_resource"),
    path("resources/<int:pk>/decide/", resources.decide, name="decide_resource"),
    path("methods/", methods.library, name="methods"),
    path("methods/<int:pk>/", methods.method, name="method"),
    path("methods/<int:pk>/in/", methods.translation, name="method_translation"),
    path("methods/<int:pk>/<int:number>/", methods.version, name="method_version"),
    path("methods/<int:pk>/<int:number>/copy/", methods.copy, name="copy_method"),
    path("methods/<int:pk>/<int:number>/<slug:ending>/", methods.file, name="method_file"),
    path("methods/mine/", templates.mine, name="templates"),
    path("methods/mine/new/<slug:kind>/", templates.new, name="new_template"),
    path("methods/mine/read/", templates.read_in, name="read_template"),
    path("methods/mine/<int:pk>/", templates.template, name="template"),
    path("methods/mine/<int:pk>/change/", templates.change, name="change_template"),
    path("methods/mine/<int:pk>/changes/", templates.changes, name="template_changes"),
    path("methods/mine/<int:pk>/publish/", templates.publish, name="publish_template"),
    path("methods/mine/<int:pk>/delete/", templates.delete, name="delete_template"),
    path("methods/mine/<int:pk>/<slug:ending>/", templates.file, name="template_file"),
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
