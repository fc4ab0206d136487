from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class HubConfig(AppConfig):
    name = "hub"
    default = True  # the module holds another config too, and Django would not choose

    def ready(self):
        from hub import receivers, tasks  # noqa: F401
        from hub.privacy import declarations  # noqa: F401


class AdminUsersConfig(WagtailUsersAppConfig):
    user_viewset = "hub.admin_users.UserViewSet"
