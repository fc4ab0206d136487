from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from entrepreneurs import known_of_circles, reportable
        from events import feeds, notices, privacy, receivers  # noqa: F401
        from events.actions.office_hours import forget_about
        from events.circles import has_met, was_there
        from events.listing import addresses
        from events.models import Booking
        from hub import sitemap

        known_of_circles.register(was_there=was_there, has_met=has_met)
        reportable.register("booking", Booking, readable_by=Booking.objects.visible_to, remove=forget_about, by="user")
        sitemap.register(addresses)
        register_times()


def register_times():
    """What is done by the clock."""
    from events.actions import afterwards, circle_meetings, guests, hours, office_hours, plans, polls, recaps, registrations, reminders, rooms
    from events.demonstration import bring_events
    from hub import timetable

    minute, day = timedelta(minutes=1), timedelta(days=1)
    timetable.register("settle_rooms", minute, rooms.settle_rooms)
    timetable.register("settle_lines", minute, registrations.settle_lines)
    timetable.register("tell_counts", minute, polls.tell_counts)
    timetable.register("remind", 5 * minute, reminders.remind)
    timetable.register("remind_of_office_hours", 5 * minute, office_hours.remind)
    timetable.register("draft_recaps", 10 * minute, recaps.draft_recaps)
    timetable.register("ask_for_feedback", 30 * minute, afterwards.ask_for_feedback)
    timetable.register("ask_for_log", 30 * minute, circle_meetings.ask_for_log)
    timetable.register("settle_hours", day, hours.settle_hours)
    timetable.register("remind_of_steps", day, plans.remind)
    timetable.register("forget_guests", day, guests.forget_guests)
    if settings.DEMONSTRATION:
        timetable.register("load_events", day, bring_events)
