"""Hours that are settled anew when a law changes."""

from datetime import timedelta

import pytest

from events.actions.hours import settle_hours
from events.models import Event
from hub.models import Generation
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def under_the_old_law(event: Event) -> Event:
    """As it was kept before its clock was put an hour forward."""
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at - timedelta(hours=1), ends_at=event.ends_at - timedelta(hours=1))
    return Event.objects.get(pk=event.pk)


def test_event_keeps_its_hour_and_calendars_hear_of_it(django_capture_on_commit_callbacks):
    kept, old = make_event(), make_event()
    old = under_the_old_law(old)
    generation = Generation.objects.current()

    with django_capture_on_commit_callbacks(execute=True):
        moved = settle_hours()

    new = Event.objects.get(pk=old.pk)
    assert moved == [old.pk]
    assert (new.starts_at, new.ends_at) == (old.starts_at + timedelta(hours=1), old.ends_at + timedelta(hours=1))
    assert (new.sequence, new.changed_at > old.changed_at) == (1, True)
    assert Event.objects.get(pk=kept.pk).sequence == 0
    assert Generation.objects.current() == generation + 1


def test_what_is_over_stays_as_it_was(django_capture_on_commit_callbacks):
    over = under_the_old_law(make_event(days=-3))

    with django_capture_on_commit_callbacks() as callbacks:
        assert settle_hours() == []

    assert Event.objects.get(pk=over.pk).starts_at == over.starts_at
    assert callbacks == []


def test_settled_twice_nothing_moves():
    under_the_old_law(make_event())

    assert [len(settle_hours()), len(settle_hours())] == [1, 0]


def test_timetable_knows_of_it():
    from hub import timetable

    assert timetable.entries["settle_hours"].function is settle_hours
