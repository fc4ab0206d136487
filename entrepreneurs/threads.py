"""A discussion as one of its readers sees it. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from entrepreneurs import discussing
from entrepreneurs.discussing import Place
from entrepreneurs.models import Contribution, User
from entrepreneurs.models.profiles import FOUND
from hub.live.models import Feed
from hub.live.registry import Row

A_PAGE = 10


@dataclass
class Thread:
    """Something said, and what was answered to it."""

    said: Contribution
    answers: list[Contribution] = field(default_factory=list)


@dataclass
class Discussion:
    """What is said in a place, the newest first. `seq` is how far its feed was before anything else was read: what happens later is told from
    there. Four queries, two of what the reader may do, and what the place's facilitators cost; three where nothing has been said. `only` is one
    thread, on a page of its own."""

    place: Place
    reader: User
    before: int | None = None
    only: int | None = None

    def __post_init__(self):
        self.seq = Feed.objects.last_seqs([self.place.feed_key])[self.place.feed_key]

    @cached_property
    def readable(self):
        return Contribution.objects.visible_to(self.reader, self.place).select_related("author__profile")

    @cached_property
    def found(self) -> list[Contribution]:
        """One more than a page holds, which tells that there are earlier ones."""
        threads = self.readable.threads().order_by("-pk")
        if self.only:
            return list(threads.filter(pk=self.only))
        return list((threads.filter(pk__lt=self.before) if self.before else threads)[: A_PAGE + 1])

    @cached_property
    def threads(self) -> list[Thread]:
        threads = {said.pk: Thread(said) for said in self.found[:A_PAGE]}
        for said in self.readable.filter(answers_to__in=threads).order_by("pk") if threads else ():
            threads[said.answers_to_id].answers.append(said)
        return list(threads.values())

    @property
    def earlier(self) -> int | None:
        """The number before which there is more."""
        return self.threads[-1].said.pk if len(self.found) > A_PAGE else None

    @property
    def is_newest(self) -> bool:
        return not self.before and not self.only

    @cached_property
    def facilitators(self) -> set[int]:
        return self.place.facilitators() if self.threads else set()

    @cached_property
    def can_speak(self) -> bool:
        return self.place.speakable_by(self.reader)

    @cached_property
    def can_moderate(self) -> bool:
        return bool(self.threads) and self.place.moderated_by(self.reader)


def has_shown_profile(said: Contribution) -> bool:
    """To everybody with an account; where a block stands, what they said is hidden altogether."""
    profile = getattr(said.author, "profile", None)
    return bool(profile and profile.visibility in FOUND)


def contributions_by_id(keys: Iterable[int]) -> dict[int, Row]:
    found = list(Contribution.objects.filter(pk__in=keys).select_related("author__profile"))
    facilitators = {name: place.facilitators() for name, place in discussing.places({said.place for said in found}).items()}
    return {said.pk: contribution_as_json(said, facilitators=facilitators.get(said.place, set())) for said in found}


def contribution_as_json(said: Contribution, *, facilitators: set[int]) -> Row:
    """The same for every reader: words about it, and times on their clock, are the page's."""
    facts = {
        "id": said.pk,
        "thread": said.thread_id,
        "author": said.author_id,
        "client_id": said.client_id,
        "kind": said.kind,
        "said_at": said.said_at,
    }
    gone = {"is_gone": said.is_gone, "is_removed": said.is_removed, "has_left": said.has_left}
    if said.is_gone:
        return facts | gone
    told = {"title": said.title, "body": said.body, "language": said.language, "edited_at": said.edited_at}
    of_author = {"name": said.author.name, "has_profile": has_shown_profile(said), "is_facilitator": said.author_id in facilitators}
    return facts | gone | told | of_author
