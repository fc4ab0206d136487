"""Events: who sees them, and when they are."""

import pytest

from events.models import Event, Reach, State
from tests.factories import UserFactory, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db


def test_draft_is_seen_by_its_hosts_alone():
    host = UserFactory()
    event = make_event(host, state=State.DRAFT)

    assert list(Event.objects.visible_to(host)) == [event]
    assert list(Event.objects.visible_to(UserFactory())) == []


def test_event_by_invitation_is_seen_by_those_registered_and_by_whoever_has_its_link(rf):
    from django.contrib.auth.models import AnonymousUser

    event = make_event(reach=Reach.INVITED)
    guest = make_event_guest()
    register(event, guest)

    assert list(Event.objects.visible_to(AnonymousUser())) == []
    assert list(Event.objects.visible_to(AnonymousUser(), keys=[event.key])) == [event]
    assert list(Event.objects.visible_to(guest)) == [event]
