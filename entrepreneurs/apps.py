from django.apps import AppConfig


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import privacy, receivers  # noqa: F401
