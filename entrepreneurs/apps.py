from datetime import timedelta

from django.apps import AppConfig


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import feeds, network_notices, network_talk, notices, privacy, receivers, reportable  # noqa: F401
        from entrepreneurs.actions.attachments import forget_orphans
        from entrepreneurs.actions.conversations import forget_versions
        from entrepreneurs.actions.discussions import remove_reported
        from entrepreneurs.actions.memberships import forget_joinings
        from entrepreneurs.actions.network_members import look_after
        from entrepreneurs.actions.network_steps import take_away
        from entrepreneurs.actions.networks import take_away_text
        from entrepreneurs.actions.reports import forget_reports
        from entrepreneurs.actions.tasks import remind
        from entrepreneurs.models import Contribution, NetworkStep, NetworkText
        from entrepreneurs.networks import addresses
        from hub import sitemap, timetable

        reportable.register("contribution", Contribution, readable_by=Contribution.objects.readable_by, remove=remove_reported)
        timetable.register("forget_versions", timedelta(days=1), forget_versions)
        timetable.register("forget_joinings", timedelta(days=1), forget_joinings)
        timetable.register("forget_reports", timedelta(days=1), forget_reports)
        timetable.register("remind_of_tasks", timedelta(hours=1), remind)
        timetable.register("forget_orphans", timedelta(hours=6), forget_orphans)
        timetable.register("look_after_networks", timedelta(days=1), look_after)
        sitemap.register(addresses)
        reportable.register("network_text", NetworkText, readable_by=NetworkText.objects.readable_by, remove=take_away_text)
        reportable.register("network_step", NetworkStep, readable_by=NetworkStep.objects.readable_by, remove=take_away)
