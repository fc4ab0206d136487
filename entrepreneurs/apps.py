from datetime import timedelta

from django.apps import AppConfig


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import circle_notices, feeds, notices, privacy, receivers, reportable  # noqa: F401
        from entrepreneurs.actions import circle_log
        from entrepreneurs.actions.attachments import forget_orphans
        from entrepreneurs.actions.circle_quiet import notice_quiet
        from entrepreneurs.actions.circle_terms import end_due
        from entrepreneurs.actions.circles import remove_words
        from entrepreneurs.actions.conversations import forget_versions
        from entrepreneurs.actions.memberships import forget_joinings
        from entrepreneurs.actions.reports import forget_reports
        from entrepreneurs.actions.tasks import remind
        from entrepreneurs.models import Circle, CircleEntry
        from hub import timetable

        reportable.register("circle", Circle, readable_by=Circle.objects.readable_by, remove=remove_words)
        reportable.register("circle-log", CircleEntry, readable_by=CircleEntry.objects.visible_to, remove=circle_log.remove)
        timetable.register("notice_quiet", timedelta(days=7), notice_quiet)
        timetable.register("end_circles", timedelta(days=1), end_due)
        timetable.register("forget_versions", timedelta(days=1), forget_versions)
        timetable.register("forget_joinings", timedelta(days=1), forget_joinings)
        timetable.register("forget_reports", timedelta(days=1), forget_reports)
        timetable.register("remind_of_tasks", timedelta(hours=1), remind)
        timetable.register("forget_orphans", timedelta(hours=6), forget_orphans)
