"""What many want written in one place at once: written together by one of them, and each is told how it ended for them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, transaction

from hub.groupcommit import GroupCommit
from tests.services import wait_for


class Desk:
    """Work that waits at its first piece until it is told to go on."""

    def __init__(self):
        self.done: list[list[str]] = []
        self.may_go_on = threading.Event()
        self.commit = GroupCommit(self.work)

    def work(self, place: str, whats: list[str]) -> list:
        if whats == ["first"]:
            self.may_go_on.wait(10)
        self.done.append(whats)
        if "away" in whats:
            raise OperationalError("the database is away")
        if "bad" in whats:
            raise ValueError("it cannot be written")
        return [ValueError("refused") if what == "refused" else what.upper() for what in whats]

    def is_waited_for(self, count: int) -> bool:
        return len(self.commit.lines.get("here", [])) == count

    def play(self, *whats: str) -> dict[str, object]:
        """The first at work, the others come in their order; how it ended for each."""
        with ThreadPoolExecutor(len(whats) + 1) as crowd:
            ends = {"first": crowd.submit(self.commit.do, "here", "first")}
            wait_for(lambda: "here" in self.commit.lines)
            for number, what in enumerate(whats, start=1):
                ends[what] = crowd.submit(self.commit.do, "here", what)
                wait_for(lambda number=number: self.is_waited_for(number))
            self.may_go_on.set()
            return {what: end.exception() or end.result() for what, end in ends.items()}


@pytest.fixture
def desk():
    return Desk()


def test_whoever_came_while_one_was_at_work_is_served_together_and_in_order(desk):
    assert desk.play("b", "c", "d") == {"first": "FIRST", "b": "B", "c": "C", "d": "D"}
    assert desk.done == [["first"], ["b", "c", "d"]]
    assert desk.commit.lines == {}


def test_refusal_is_raised_where_it_was_wanted(desk):
    ends = desk.play("b", "refused")

    assert (ends["b"], str(ends["refused"])) == ("B", "refused")
    assert desk.done == [["first"], ["b", "refused"]]


def test_what_cannot_be_written_does_not_hold_up_the_others(desk):
    ends = desk.play("b", "bad", "c")

    assert (ends["b"], str(ends["bad"]), ends["c"]) == ("B", "it cannot be written", "C")
    assert desk.done == [["first"], ["b", "bad", "c"], ["b"], ["bad"], ["c"]]


def test_database_that_is_away_is_asked_once_for_all(desk):
    ends = desk.play("b", "away", "c")

    assert {str(ends[what]) for what in ("b", "away", "c")} == {"the database is away"}
    assert desk.done == [["first"], ["b", "away", "c"]]
    assert desk.commit.lines == {}


def test_other_places_do_not_wait(desk):
    with ThreadPoolExecutor(1) as other:
        first = other.submit(desk.commit.do, "here", "first")
        wait_for(lambda: "here" in desk.commit.lines)

        assert desk.commit.do("there", "b") == "B"

        desk.may_go_on.set()
        assert first.result() == "FIRST"


@pytest.mark.django_db
def test_within_a_transaction_one_writes_alone(desk):
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        first = other.submit(desk.commit.do, "here", "first")
        wait_for(lambda: "here" in desk.commit.lines)

        assert desk.commit.do("here", "b") == "B"

        desk.may_go_on.set()
        assert first.result() == "FIRST"
