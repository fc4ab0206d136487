from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import circle_notices, feeds, network_notices, network_talk, notices, privacy, receivers, reportable  # noqa: F401
        from entrepreneurs.actions import circle_log
        from entrepreneurs.actions.attachments import forget_orphans
        from entrepreneurs.actions.circle_quiet import notice_quiet
        from entrepreneurs.actions.circle_terms import end_due
        from entrepreneurs.actions.circles import remove_words
        from entrepreneurs.actions.conversations import forget_versions
        from entrepreneurs.actions.discussions import remove_reported
        from entrepreneurs.actions.matches import forget_dismissals
        from entrepreneurs.actions.memberships import forget_joinings
        from entrepreneurs.actions.network_members import look_after
        from entrepreneurs.actions.network_steps import take_away
        from entrepreneurs.actions.networks import take_away_text
        from entrepreneurs.actions.posts import remove_post, settle_posts
        from entrepreneurs.actions.reports import forget_reports
        from entrepreneurs.actions.tasks import remind
        from entrepreneurs.demonstration import bring_posts
        from entrepreneurs.models import Circle, CircleEntry, Contribution, NetworkStep, NetworkText, Post
        from entrepreneurs.networks import addresses as networks
        from entrepreneurs.posts import addresses as posts
        from hub import sitemap, timetable

        reportable.register("contribution", Contribution, readable_by=Contribution.objects.readable_by, remove=remove_reported)
        reportable.register("post", Post, readable_by=Post.objects.visible_to, remove=remove_post)
        reportable.register("circle", Circle, readable_by=Circle.objects.readable_by, remove=remove_words)
        reportable.register("circle-log", CircleEntry, readable_by=CircleEntry.objects.visible_to, remove=circle_log.remove)
        reportable.register("network_text", NetworkText, readable_by=NetworkText.objects.readable_by, remove=take_away_text)
        reportable.register("network_step", NetworkStep, readable_by=NetworkStep.objects.readable_by, remove=take_away)
        sitemap.register(posts)
        sitemap.register(networks)
        timetable.register("notice_quiet", timedelta(days=7), notice_quiet)
        timetable.register("end_circles", timedelta(days=1), end_due)
        timetable.register("forget_versions", timedelta(days=1), forget_versions)
        timetable.register("forget_joinings", timedelta(days=1), forget_joinings)
        timetable.register("forget_reports", timedelta(days=1), forget_reports)
        timetable.register("remind_of_tasks", timedelta(hours=1), remind)
        timetable.register("forget_orphans", timedelta(hours=6), forget_orphans)
        timetable.register("forget_dismissals", timedelta(days=1), forget_dismissals)
        timetable.register("settle_posts", timedelta(hours=1), settle_posts)
        timetable.register("look_after_networks", timedelta(days=1), look_after)
        if settings.DEMONSTRATION:
            timetable.register("bring_posts", timedelta(days=1), bring_posts)
