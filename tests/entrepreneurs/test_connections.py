"""How people stand to each other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from entrepreneurs.models import Block, Connection
from hub import privacy
from hub.privacy import Person
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn")


def ask(one, other, **facts):
    return Connection.objects.create(asker=one, asked=other, message="Hello, you", language="en", **facts)


def test_two_people_are_connected_once_whoever_asks(ada, bjørn):
    ask(ada, bjørn)

    for one, other in [(ada, bjørn), (bjørn, ada), (ada, ada)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            ask(one, other)


def test_request_waits_until_it_is_answered_or_too_old(ada, bjørn):
    now = timezone.now()
    waiting = ask(ada, bjørn)
    ask(ada, UserFactory(), accepted_at=now)
    ask(ada, UserFactory(), declined_at=now)
    ask(ada, UserFactory(), expires_at=now - timedelta(seconds=1))

    assert list(Connection.objects.of(bjørn).waiting()) == [waiting]
    assert list(Connection.objects.of(ada).waiting()) == [waiting]


def test_block_hides_each_from_the_other(ada, bjørn):
    Block.objects.create(blocker=ada, blocked=bjørn)
    stranger = UserFactory()

    assert Block.objects.hidden_from(ada) == {bjørn.pk}
    assert Block.objects.hidden_from(bjørn) == {ada.pk}
    assert Block.objects.hidden_from(stranger) == set()


def handed_to(user) -> str:
    return str(privacy.export(Person(user=user))[0])


def test_what_somebody_wrote_is_handed_to_them_alone(ada, bjørn):
    ask(ada, bjørn)
    Block.objects.create(blocker=ada, blocked=bjørn)

    assert "Hello, you" in handed_to(ada)
    assert "entrepreneurs.block" in handed_to(ada)
    assert "entrepreneurs.connection" in handed_to(bjørn)
    assert "Hello, you" not in handed_to(bjørn)
    assert "entrepreneurs.block" not in handed_to(bjørn)
