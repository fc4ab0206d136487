"""What came of polls: counted from the ballots, whatever kind they are of, in one query."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Sum

from events.models import Poll


@dataclass(frozen=True)
class Counted:
    """How many chose each option, how many free texts stand under each heading and how many alone, and how many have voted."""

    options: dict[int, int]
    groups: dict[int, int]
    alone: int
    voted: int

    @property
    def most(self) -> int:
        return max([1, *self.options.values(), *self.groups.values()])

    def as_json(self) -> dict:
        return {"options": self.options, "groups": self.groups, "alone": self.alone}


def counted(poll: Poll) -> Counted:
    """One query, and one more where several can be chosen: there, hands in the hall are no people."""
    ballots = poll.ballots if poll.is_anonymous else poll.votes
    by_one = ballots.order_by().values_list("option", "group").annotate(number=Count("*"))
    by_hosts = poll.hallvotes.order_by().values_list("option", "group").annotate(number=Sum("count"))
    options, groups, total = Counter(), Counter(), 0
    for option, group, number in by_one.union(by_hosts, all=True):
        total += number
        (groups if option is None else options)[group if option is None else option] += number
    alone = groups.pop(None, 0)
    return Counted(dict(options), dict(groups), alone, people(poll) if poll.takes_several else total)


def people(poll: Poll) -> int:
    return poll.voted.count() if poll.is_anonymous else poll.votes.values("by").distinct().count()
