"""Practice tasks that were handed in to an adviser: every version, and what was said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from learning.models import LessonPage, Submission, SubmissionComment, SubmissionVersion
from learning.portfolio.base import Part, Piece, Source, numbers
from learning.portfolio.lessons import competences_of, lessons_by_key, titled


class HandedIn(Source):
    """A dialogue of versions and comments. What others said of it is told to those alone who read it there."""

    name = "submission"
    place = 12
    title = gettext_lazy("Practice tasks handed in")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        own, theirs = Q(author=owner, is_removed=False), Q(pk__in=SubmissionComment.objects.readable_by(reader).values("pk"))
        said = Prefetch("versions__comments", SubmissionComment.objects.filter(own | theirs).select_related("author"), to_attr="told")
        tasks = Submission.objects.owned_by(owner).order_by("-moved_at", "-pk").prefetch_related("versions", said)
        found = list(tasks if keys is None else tasks.filter(pk__in=numbers(keys)))
        lessons = lessons_by_key({one.lesson_key for one in found})
        return (self.piece(one, lessons.get(one.lesson_key), is_own=reader == owner) for one in found)

    def piece(self, one: Submission, lesson: LessonPage | None, *, is_own: bool) -> Piece:
        return Piece(
            key=str(one.pk),
            kind=_("Practice task"),
            title=titled(lesson),
            made_at=one.moved_at,
            parts=tuple(part for version in one.versions.all() for part in parts_of(version)),
            address=one.get_absolute_url() if is_own else "",
            competences=competences_of(lesson),
        )


def parts_of(version: SubmissionVersion) -> Iterator[Part]:
    """A version, and what was said of it, in that order."""
    if version.body:
        yield Part(version.body, version.language, _("Version %(number)s") % {"number": version.number})
    for comment in version.told:
        yield Part(comment.body, comment.language, comment.author.shown_name)
