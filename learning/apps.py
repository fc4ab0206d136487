from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self):
        from events import bookers
        from learning import dialogue, feeds, notices, privacy, receivers  # noqa: F401
        from learning.advisers import followings

        bookers.register(lambda user: followings(user).values("adviser"))
        register_reportable()
        register_addresses()
        register_times()


def register_reportable():
    """What people say and others can report."""
    from entrepreneurs import reportable
    from learning.actions import advising, endorsements, portfolio_shares, shares, submissions
    from learning.models import Advising, Endorsement, PortfolioItem, SheetComment, SubmissionComment, SubmissionVersion

    for kind, model, readable_by, remove in (
        ("comment", SheetComment, SheetComment.objects.readable_by, shares.take_back_comment),
        ("endorsement", Endorsement, Endorsement.objects.readable_by, endorsements.withdraw),
        ("portfolio", PortfolioItem, PortfolioItem.objects.readable_by, portfolio_shares.remove),
        ("version", SubmissionVersion, SubmissionVersion.objects.readable_by, submissions.remove_version),
        ("remark", SubmissionComment, SubmissionComment.objects.readable_by, submissions.remove_comment),
    ):
        reportable.register(kind, model, readable_by=readable_by, remove=remove)
    reportable.register("question", Advising, readable_by=Advising.objects.visible_to, remove=advising.remove_question, by="learner")


def register_addresses():
    """What search engines are told of."""
    from hub import sitemap
    from learning import bank, comparison, practices, stories

    for place in (comparison, bank, practices, stories):
        sitemap.register(place.addresses)


def register_times():
    """What is done by the clock."""
    from hub import timetable
    from learning.actions import advising, endorsements, linkchecks, portfolio, practices, progress, readings, resources, stories
    from learning.advice_demonstration import bring_advising

    minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
    timetable.register("forget_old_guests", day, progress.forget_old_guests)
    timetable.register("release_late_requests", 10 * minute, advising.release_late)
    timetable.register("look_at_links", hour, linkchecks.begin_looking)
    timetable.register("forget_orphans_of_resources", 6 * hour, resources.forget_orphans)
    timetable.register("forget_orphans_of_practices", 6 * hour, practices.forget_orphans)
    timetable.register("forget_orphans_of_stories", 6 * hour, stories.forget_orphans)
    timetable.register("forget_orphans_of_portfolios", 6 * hour, portfolio.forget_orphans)
    timetable.register("forget_readers_of_practices", day, readings.forget_readers)
    timetable.register("forget_withdrawn_endorsements", day, endorsements.forget_withdrawn)
    timetable.register("take_down_stories", minute, stories.take_down_run_out)
    if settings.DEMONSTRATION:
        timetable.register("load_advising", day, bring_advising)
