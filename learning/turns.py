"""A practice task that was handed in, as its two sides read it: each version, what has changed in it, and what was said of it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch

from entrepreneurs.models import User
from hub.live.models import Feed
from learning.differences import Piece, compare
from learning.models import Advising, Submission, SubmissionComment, SubmissionVersion


@dataclass
class Turn:
    """A version, in pieces that say what is new in it and what went."""

    version: SubmissionVersion
    pieces: list[Piece]
    comments: list[SubmissionComment]

    @property
    def has_changes(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)


def turns(submission: Submission, *, reader: User) -> list[Turn]:
    """In their order; two queries."""
    shown = Prefetch("comments", SubmissionComment.objects.visible_to(reader), to_attr="shown")
    versions = list(submission.versions.select_related("author").prefetch_related(shown))
    before = {after.pk: before.body for before, after in pairwise(versions)}
    return [Turn(one, merged(before.get(one.pk), one.body), one.shown) for one in versions]


def merged(before: str | None, after: str) -> list[Piece]:
    """One text: what went stands where it stood, before what came instead. Nothing is marked in a first version, and in one that was removed."""
    if not before or not after:
        return [Piece("same", after)]
    left, right = compare(before, after)
    pieces, left, right = [], list(left), list(right)
    while left or right:
        if left and left[0].kind == "gone":
            pieces.append(left.pop(0))
        elif right and right[0].kind == "new":
            pieces.append(right.pop(0))
        else:
            pieces.append(right.pop(0))
            left.pop(0)
    return pieces


def followed_in(submission: Submission, *, reader: User) -> tuple[str, int]:
    """The feed that tells the reader of it, and how far that is; an adviser's own, or that of the learner's newest adviser."""
    owner = submission.user
    found = Advising.objects.followed().filter(learner=owner) if reader == owner else Advising.objects.followed_by(reader).filter(learner=owner)
    key = found[0].feed_key if found else ""
    return key, Feed.objects.last_seqs([key])[key]
