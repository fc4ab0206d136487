from datetime import timedelta

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self):
        from hub import timetable
        from learning import notices, privacy, receivers  # noqa: F401
        from learning.actions.progress import forget_old_guests

        timetable.register("forget_old_guests", timedelta(days=1), forget_old_guests)
