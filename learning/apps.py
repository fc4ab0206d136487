from datetime import timedelta

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self):
        from entrepreneurs import reportable
        from hub import sitemap, timetable
        from learning import bank, dialogue, notices, practices, privacy, receivers, stories  # noqa: F401
        from learning.actions import practices as practice_actions
        from learning.actions import stories as story_actions
        from learning.actions.endorsements import forget_withdrawn, withdraw
        from learning.actions.linkchecks import begin_looking
        from learning.actions.progress import forget_old_guests
        from learning.actions.readings import forget_readers
        from learning.actions.resources import forget_orphans
        from learning.actions.shares import take_back_comment
        from learning.comparison import addresses
        from learning.models import Endorsement, SheetComment

        reportable.register("comment", SheetComment, readable_by=SheetComment.objects.readable_by, remove=take_back_comment)
        reportable.register("endorsement", Endorsement, readable_by=Endorsement.objects.readable_by, remove=withdraw)
        sitemap.register(addresses)
        timetable.register("forget_old_guests", timedelta(days=1), forget_old_guests)
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
