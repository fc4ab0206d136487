"""What comes into portfolios from learning with others: logs of circles, practice tasks handed in. Others' words stay where they were said."""

from uuid import uuid4

import pytest

from entrepreneurs.actions import circle_log
from learning.actions import submissions
from learning.actions.portfolio import keep
from learning.models import Scope
from learning.portfolio import pieces_of
from tests.factories import UserFactory, make_course
from tests.factories.advising import follow, hand_in, make_adviser
from tests.factories.circles import make_circle, make_people
from tests.factories.courses import PRACTICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


def shown(item, reader):
    [kept] = pieces_of([item], reader=reader)
    return kept.piece


def test_circle_is_named_to_those_alone_who_are_in_it(ada):
    other, stranger = make_people(2)
    circle = make_circle(ada, other, *make_people(2), name="A closed circle")
    entry = circle_log.write(circle, by=ada, client_id=uuid4(), gave="A rota", learned="Patience", language="en")
    circle_log.write(circle, by=other, client_id=uuid4(), gave="A secret", learned="", language="en")

    item = keep(ada, source="circle", key=str(entry.pk), language="en")

    assert [str(shown(item, reader).title) for reader in (ada, other, stranger)] == ["A closed circle", "A closed circle", "A circle"]
    assert [(part.heading, part.text) for part in shown(item, stranger).parts] == [("What I gave", "A rota"), ("What I learned", "Patience")]
    assert [bool(shown(item, reader).address) for reader in (ada, stranger)] == [True, False]


def test_task_handed_in_shows_every_version_and_to_others_nothing_that_others_said(ada, site_tree):
    lesson, olena, stranger = make_course(site_tree, bodies=[[PRACTICE]]).lesson, make_adviser(), UserFactory()
    follow(ada, olena, scopes=[Scope.PRACTICE])
    task = hand_in(lesson, ada, PRACTICE["id"], "I walked")
    submissions.comment(task, by=olena, body="Whom did you meet?", language="en")
    submissions.comment(task, by=ada, body="The baker", language="en")
    hand_in(lesson, ada, PRACTICE["id"], "I walked, and met the baker")

    item = keep(ada, source="submission", key=str(task.pk), language="en")

    own = ["I walked", "The baker", "I walked, and met the baker"]
    whole = [own[0], "Whom did you meet?", *own[1:]]
    assert [[part.text for part in shown(item, reader).parts] for reader in (ada, olena, stranger)] == [whole, whole, own]
    assert shown(item, ada).parts[1].heading == "Olena"
