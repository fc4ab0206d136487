from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from entrepreneurs import known_of_circles, reportable
        from events import feeds, notices, privacy, receivers  # noqa: F401
        from events.actions.afterwards import ask_for_feedback
        from events.actions.circle_meetings import ask_for_log
        from events.actions.guests import forget_guests
        from events.actions.hours import settle_hours
        from events.actions.office_hours import forget_about
        from events.actions.office_hours import remind as remind_of_office_hours
        from events.actions.plans import remind as remind_of_steps
        from events.actions.polls import tell_counts
        from events.actions.recaps import draft_recaps
        from events.actions.registrations import settle_lines
        from events.actions.reminders import remind
        from events.actions.rooms import settle_rooms
        from events.circles import has_met, was_there
        from events.demonstration import bring_events
        from events.listing import addresses
        from events.models import Booking
        from hub import sitemap, timetable

        known_of_circles.register(was_there=was_there, has_met=has_met)
        timetable.register("ask_for_log", timedelta(minutes=30), ask_for_log)
        timetable.register("settle_hours", timedelta(days=1), settle_hours)
        timetable.register("remind_of_steps", timedelta(days=1), remind_of_steps)
        timetable.register("settle_rooms", timedelta(minutes=1), settle_rooms)
        timetable.register("settle_lines", timedelta(minutes=1), settle_lines)
        timetable.register("remind", timedelta(minutes=5), remind)
        timetable.register("remind_of_office_hours", timedelta(minutes=5), remind_of_office_hours)
        timetable.register("draft_recaps", timedelta(minutes=10), draft_recaps)
        timetable.register("ask_for_feedback", timedelta(minutes=30), ask_for_feedback)
        timetable.register("forget_guests", timedelta(days=1), forget_guests)
        timetable.register("tell_counts", timedelta(minutes=1), tell_counts)
        reportable.register("booking", Booking, readable_by=Booking.objects.visible_to, remove=forget_about, by="user")
        sitemap.register(addresses)
        if settings.DEMONSTRATION:
            timetable.register("load_events", timedelta(days=1), bring_events)
