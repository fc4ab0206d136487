from datetime import timedelta

from django.apps import AppConfig


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import feeds, notices, privacy, receivers, reportable  # noqa: F401
        from entrepreneurs.actions.attachments import forget_orphans
        from entrepreneurs.actions.conversations import forget_versions
        from entrepreneurs.actions.discussions import remove_reported
        from entrepreneurs.actions.memberships import forget_joinings
        from entrepreneurs.actions.reports import forget_reports
        from entrepreneurs.actions.tasks import remind
        from entrepreneurs.models import Contribution
        from hub import timetable

        reportable.register("contribution", Contribution, readable_by=Contribution.objects.readable_by, remove=remove_reported)
        timetable.register("forget_versions", timedelta(days=1), forget_versions)
        timetable.register("forget_joinings", timedelta(days=1), forget_joinings)
        timetable.register("forget_reports", timedelta(days=1), forget_reports)
        timetable.register("remind_of_tasks", timedelta(hours=1), remind)
        timetable.register("forget_orphans", timedelta(hours=6), forget_orphans)
