"""Messages: the addresses below /<language>/messages/."""

from django.urls import path

from entrepreneurs.views import connections, conversations, reports

app_name = "messages"

urlpatterns = [
    path("", conversations.inbox, name="list"),
    path("new/", conversations.new_group, name="new_group"),
    path("requests/<int:pk>/", connections.answer, name="request"),
    path("requests/<int:pk>/report/", reports.report_request, name="report_request"),
    path("ask/<uuid:key>/", connections.ask, name="ask"),
    path("with/<int:pk>/part/", connections.part, name="part"),
    path("with/<int:pk>/block/", connections.block, name="block"),
    path("with/<int:pk>/unblock/", connections.unblock, name="unblock"),
    path("<int:pk>/", conversations.conversation, name="conversation"),
    path("<int:pk>/people/", conversations.people, name="people"),
    path("<int:pk>/say/", conversations.say, name="say"),
    path("<int:pk>/read/", conversations.read, name="read"),
    path("<int:pk>/<int:message>/", conversations.change, name="change"),
    path("<int:pk>/<int:message>/delete/", conversations.delete, name="delete"),
    path("<int:pk>/<int:message>/report/", reports.report_message, name="report"),
]
