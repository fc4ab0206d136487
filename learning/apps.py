from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self):
        from entrepreneurs import reportable
        from events import bookers
        from hub import sitemap, timetable
        from learning import bank, dialogue, feeds, notices, practices, privacy, receivers, stories  # noqa: F401
        from learning.actions import practices as practice_actions
        from learning.actions import stories as story_actions
        from learning.actions.advising import release_late, remove_question
        from learning.actions.endorsements import forget_withdrawn, withdraw
        from learning.actions.linkchecks import begin_looking
        from learning.actions.portfolio import forget_orphans as forget_orphans_of_portfolios
        from learning.actions.portfolio_shares import remove
        from learning.actions.progress import forget_old_guests
        from learning.actions.readings import forget_readers
        from learning.actions.resources import forget_orphans
        from learning.actions.shares import take_back_comment
        from learning.actions.submissions import remove_comment, remove_version
        from learning.advice_demonstration import bring_advising
        from learning.advisers import followings
        from learning.comparison import addresses
        from learning.models import Advising, Endorsement, PortfolioItem, SheetComment, SubmissionComment, SubmissionVersion

        reportable.register("comment", SheetComment, readable_by=SheetComment.objects.readable_by, remove=take_back_comment)
        reportable.register("endorsement", Endorsement, readable_by=Endorsement.objects.readable_by, remove=withdraw)
        reportable.register("portfolio", PortfolioItem, readable_by=PortfolioItem.objects.readable_by, remove=remove)
        reportable.register("question", Advising, readable_by=Advising.objects.visible_to, remove=remove_question, by="learner")
        reportable.register("version", SubmissionVersion, readable_by=SubmissionVersion.objects.readable_by, remove=remove_version)
        reportable.register("remark", SubmissionComment, readable_by=SubmissionComment.objects.readable_by, remove=remove_comment)
        bookers.register(lambda user: followings(user).values("adviser"))
        sitemap.register(addresses)
        timetable.register("forget_old_guests", timedelta(days=1), forget_old_guests)
        timetable.register("release_late_requests", timedelta(minutes=10), release_late)
        timetable.register("look_at_links", timedelta(hours=1), begin_looking)
        timetable.register("forget_orphans_of_resources", timedelta(hours=6), forget_orphans)
        timetable.register("forget_orphans_of_practices", timedelta(hours=6), practice_actions.forget_orphans)
        timetable.register("forget_readers_of_practices", timedelta(days=1), forget_readers)
        timetable.register("forget_withdrawn_endorsements", timedelta(days=1), forget_withdrawn)
        sitemap.register(bank.addresses)
        sitemap.register(practices.addresses)
        sitemap.register(stories.addresses)
        timetable.register("take_down_stories", timedelta(minutes=1), story_actions.take_down_run_out)
        timetable.register("forget_orphans_of_stories", timedelta(hours=6), story_actions.forget_orphans)
        timetable.register("forget_orphans_of_portfolios", timedelta(hours=6), forget_orphans_of_portfolios)
        if settings.DEMONSTRATION:
            timetable.register("load_advising", timedelta(days=1), bring_advising)
