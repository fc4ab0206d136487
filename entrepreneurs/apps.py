from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class EntrepreneursConfig(AppConfig):
    name = "entrepreneurs"

    def ready(self):
        from entrepreneurs import feeds, network_talk, notices, privacy, receivers  # noqa: F401

        register_reportable()
        register_addresses()
        register_times()


def register_reportable():
    """What people say and others can report."""
    from entrepreneurs import reportable
    from entrepreneurs.actions import circle_log, circles, discussions, network_steps, networks, posts
    from entrepreneurs.models import Circle, CircleEntry, Contribution, NetworkStep, NetworkText, Post

    for kind, model, readable_by, remove in (
        ("contribution", Contribution, Contribution.objects.readable_by, discussions.remove_reported),
        ("post", Post, Post.objects.visible_to, posts.remove_post),
        ("circle", Circle, Circle.objects.readable_by, circles.remove_words),
        ("circle-log", CircleEntry, CircleEntry.objects.visible_to, circle_log.remove),
        ("network_text", NetworkText, NetworkText.objects.readable_by, networks.take_away_text),
        ("network_step", NetworkStep, NetworkStep.objects.readable_by, network_steps.take_away),
    ):
        reportable.register(kind, model, readable_by=readable_by, remove=remove)


def register_addresses():
    """What search engines are told of."""
    from entrepreneurs import networks, posts
    from hub import sitemap

    sitemap.register(posts.addresses)
    sitemap.register(networks.addresses)


def register_times():
    """What is done by the clock."""
    from entrepreneurs.actions import (
        attachments,
        circle_quiet,
        circle_terms,
        conversations,
        matches,
        memberships,
        network_members,
        posts,
        reports,
        tasks,
    )
    from entrepreneurs.demonstration import bring_posts
    from hub import timetable

    hour, day = timedelta(hours=1), timedelta(days=1)
    timetable.register("notice_quiet", timedelta(days=7), circle_quiet.notice_quiet)
    timetable.register("end_circles", day, circle_terms.end_due)
    timetable.register("forget_versions", day, conversations.forget_versions)
    timetable.register("forget_joinings", day, memberships.forget_joinings)
    timetable.register("forget_reports", day, reports.forget_reports)
    timetable.register("forget_dismissals", day, matches.forget_dismissals)
    timetable.register("forget_orphans", 6 * hour, attachments.forget_orphans)
    timetable.register("remind_of_tasks", hour, tasks.remind)
    timetable.register("settle_posts", hour, posts.settle_posts)
    timetable.register("look_after_networks", day, network_members.look_after)
    if settings.DEMONSTRATION:
        timetable.register("bring_posts", day, bring_posts)
