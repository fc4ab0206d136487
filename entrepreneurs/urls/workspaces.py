"""Workspaces of partners: the addresses below /<language>/workspaces/."""

from django.urls import path

from entrepreneurs.views import decisions, documents, tasks, workspaces

app_name = "workspaces"

urlpatterns = [
    path("", workspaces.mine, name="mine"),
    path("<slug:key>/", workspaces.front, name="front"),
    path("<slug:key>/documents/", documents.documents, name="documents"),
    path("<slug:key>/documents/new/", documents.share, name="share"),
    path("<slug:key>/documents/<int:pk>/", documents.document, name="document"),
    path("<slug:key>/documents/<int:pk>/remove/", documents.remove, name="remove"),
    path("<slug:key>/files/<uuid:name>/", documents.file, name="file"),
    path("<slug:key>/decisions/", decisions.decisions, name="decisions"),
    path("<slug:key>/decisions/new/", decisions.write_down, name="write_down"),
    path("<slug:key>/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("<slug:key>/decisions/<int:pk>/change/", decisions.reword, name="reword"),
    path("<slug:key>/tasks/", tasks.tasks, name="tasks"),
    path("<slug:key>/tasks/new/", tasks.set_task, name="set_task"),
    path("<slug:key>/tasks/<int:pk>/", tasks.task, name="task"),
    path("<slug:key>/tasks/<int:pk>/done/", tasks.done, name="done"),
    path("<slug:key>/meetings/", workspaces.meetings, name="meetings"),
    path("<slug:key>/translations/", workspaces.translations, name="translations"),
]
