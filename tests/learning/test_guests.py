"""Guests: noticed when they come, forgotten when they have been away for long."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hub import timetable
from learning import guests
from learning.actions.answers import Sent, save_answer
from learning.actions.progress import forget_old_guests
from learning.models import Attempt, Learner
from tests.factories import UserFactory, make_course, make_guest
from tests.factories.courses import SINGLE, id_of

pytestmark = pytest.mark.django_db


def last_seen(learner, *, days):
    Learner.objects.filter(pk=learner.pk).update(seen_at=timezone.now() - timedelta(days=days))


def visit(token):
    request = RequestFactory().get("/")
    request.COOKIES[guests.COOKIE] = token
    return guests.guest_of(request)


def test_guest_is_noticed_once_a_day(django_assert_num_queries):
    guest = make_guest("a secret")
    last_seen(guest, days=2)

    with django_assert_num_queries(2):
        visit("a secret")
    with django_assert_num_queries(1):
        visit("a secret")

    assert timezone.now() - Learner.objects.get(pk=guest.pk).seen_at < timedelta(minutes=1)


def test_guests_away_for_thirteen_months_are_forgotten_with_their_answers(site_tree):
    lesson = make_course(site_tree).lesson
    away, here = make_guest("away"), make_guest("here")
    registered = Learner.objects.create(user=UserFactory())
    for learner in (away, here, registered):
        save_answer(lesson, learner=learner, block_id=SINGLE["id"], response={"chosen": [id_of("s1")]}, sent=Sent())
    last_seen(away, days=397)
    last_seen(here, days=395)
    last_seen(registered, days=1000)

    assert forget_old_guests() == 1

    assert set(Learner.objects.all()) == {here, registered}
    assert set(Attempt.objects.values_list("enrolment__learner", flat=True)) == {here.pk, registered.pk}


def test_forgetting_stands_in_the_timetable():
    assert timetable.entries["forget_old_guests"].function is forget_old_guests
    assert timetable.entries["forget_old_guests"].every == timedelta(days=1)
