"""A poll as one of those in the room sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from events.counts import Counted
from events.forms.polls import BALLOTS, HallForm
from events.models import Poll
from events.words import Words


@dataclass
class PollSeen:
    """A poll with what this reader may know of it. `count` is None as long as it is the hosts' alone."""

    poll: Poll
    has_voted: bool
    chosen: set[int]
    text: str
    count: Counted | None
    voted: int

    @property
    def part(self) -> str:
        return f"poll-{self.poll.pk}"

    @property
    def lines(self) -> list[dict]:
        """The count, line by line; `share` is how long each bar is, of a hundred."""
        if not self.poll.is_text:
            rows = [(f"options:{one.pk}", one.title, self.count.options.get(one.pk, 0)) for one in self.poll.options.all()]
        else:
            rows = [(f"groups:{one.pk}", Words(one.title, one.language), self.count.groups.get(one.pk, 0)) for one in self.poll.groups.all()]
            rows.append(("alone", None, self.count.alone))
        return [{"name": name, "words": words, "number": number, "share": 100 * number // self.count.most} for name, words, number in rows]

    @property
    def hall(self) -> HallForm:
        known = {f"option_{vote.option_id}": vote.count for vote in self.poll.hallvotes.filter(option__isnull=False)}
        return HallForm(poll=self.poll, initial=known, auto_id=f"hall-{self.poll.pk}-%s")

    @cached_property
    def texts(self) -> list[dict]:
        """What people wrote, for hosts, in no order that tells who wrote when."""
        found = [(kind, row) for kind, model in BALLOTS.items() for row in model.objects.filter(poll=self.poll, option=None).select_related("group")]
        rows = [
            {"name": f"{kind}:{row.pk}", "words": row.text, "language": row.language, "group": row.group.title if row.group else ""}
            for kind, row in found
        ]
        return sorted(rows, key=lambda row: (row["group"], row["words"].casefold()))

    @cached_property
    def by_name(self) -> list[dict]:
        """Who answered what in a poll that is not anonymous, answer by answer, for hosts."""
        people = {option: [] for option in self.poll.options.all()}
        for vote in () if self.poll.is_anonymous else self.poll.votes.select_related("option", "by__user", "by__guest").order_by("text"):
            people.setdefault(vote.option or Words(vote.text, vote.language), []).append(vote.by.shown_name)
        said = [(answer if isinstance(answer, Words) else answer.title, names) for answer, names in people.items()]
        return [{"words": words, "names": sorted(names, key=str.casefold)} for words, names in said]
