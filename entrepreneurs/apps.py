from datetime import timedelta

from django.apps import AppConfig


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import feeds, notices, privacy, receivers  # noqa: F401
        from entrepreneurs.actions.conversations import forget_versions
        from hub import timetable

        timetable.register("forget_versions", timedelta(days=1), forget_versions)
