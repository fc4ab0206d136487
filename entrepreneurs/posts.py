"""Needs and offers as one reader sees them: the list, and the page of one."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from entrepreneurs.models import Post, PostAnswer
from hub.models.topics import names_of

PAGE = 24


class Posts:
    """`chosen` are the filters by name (PostsForm), `before` the key of the last one seen."""

    def __init__(self, viewer, *, chosen: dict[str, str], before: int | None = None):
        self.viewer, self.chosen, self.before = viewer, chosen, before

    @cached_property
    def page(self) -> list[Post]:
        """The newest first; one more than is shown, where there are more. Two queries."""
        named = {name: self.chosen[name] for name in ("kind", "help", "language") if name in self.chosen}
        found = Post.objects.visible_to(self.viewer).open().filter(**named)
        if country := self.chosen.get("where"):
            found = found.from_country(country, viewer=self.viewer)
        if self.before:
            found = found.filter(pk__lt=self.before)
        return list(found.with_author(self.viewer).order_by("-pk")[: PAGE + 1])

    @property
    def shown(self) -> list[Post]:
        return self.page[:PAGE]

    @property
    def next_before(self) -> int | None:
        return self.shown[-1].pk if len(self.page) > PAGE else None

    @cached_property
    def mine(self) -> list[Post]:
        """One's own, the open ones first."""
        found = Post.objects.written_by(self.viewer).order_by("-pk")[: 2 * PAGE]
        return sorted(found, key=lambda post: not post.is_open)


class PostPage:
    """What the page of one shows to one reader."""

    def __init__(self, post: Post, viewer):
        self.post, self.viewer = post, viewer

    @property
    def is_own(self) -> bool:
        return self.post.author_id == self.viewer.pk

    @cached_property
    def answer(self) -> PostAnswer | None:
        """How the reader has answered it."""
        return PostAnswer.objects.filter(post=self.post, user=self.viewer).first() if self.viewer.is_authenticated else None

    @cached_property
    def answers(self) -> list[PostAnswer]:
        """Of one's own, who has answered."""
        return list(self.post.answers.select_related("user")) if self.is_own else []

    @cached_property
    def challenge(self) -> str:
        """By its name, in the reader's language where there is one."""
        return names_of([self.post.challenge] if self.post.challenge else []).get(self.post.challenge, "")


def addresses() -> list[tuple[str, datetime | None]]:
    """What search engines are told of: the list, and what is open to everybody."""
    found = Post.objects.open().filter(reach=Post.Reach.EVERYONE, author__is_active=True).values_list("pk", "said_at")
    return [("people/posts/", None), *((f"people/posts/{pk}/", said_at) for pk, said_at in found)]
