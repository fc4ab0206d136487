"""Needs and offers as documents: what is open, for everybody or for members."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Block, Post, Profile, User
from entrepreneurs.vocabulary import HELP, SECTORS
from hub.models import Topic
from search.documents.base import MEMBER, PUBLIC, Document, Kind, Watch
from search.documents.pages import in_every_language, joined


class OpenPost(Kind):
    """One whose day has passed is no hit at once, and no count within the hour. Its country is the one that its author shows to all who read it."""

    name, label, one, icon = "post", _("Needs and offers"), pgettext_lazy("a post", "Need or offer"), "messages"
    watched = (
        Watch(Post),
        Watch(Profile, "SELECT id FROM entrepreneurs_post WHERE author_id = {row}.user_id", ("visibility", "shown_country")),
        Watch(User, "SELECT id FROM entrepreneurs_post WHERE author_id = {row}.id", ("is_active",)),
        Watch(Topic, "SELECT id FROM entrepreneurs_post WHERE challenge = {row}.slug"),
    )

    def indexed(self) -> QuerySet:
        return Post.objects.open().filter(author__is_active=True).select_related("author__profile")

    def ready(self, rows: QuerySet) -> list[Post]:
        """Each with the names of its challenge, in all languages."""
        found = list(rows)
        names = defaultdict(list)
        for slug, name in Topic.objects.filter(slug__in={row.challenge for row in found if row.challenge}).values_list("slug", "name"):
            names[slug].append(name)
        for row in found:
            row.challenge_names = names[row.challenge]
        return found

    def visible_to(self, user) -> QuerySet:
        return Post.objects.visible_to(user).open()

    def hidden_from(self, user) -> set[str]:
        blocked = Block.objects.filter(blocked=user).values("blocker"), Block.objects.filter(blocker=user).values("blocked")
        hidden = Post.objects.filter(Q(author__in=blocked[0]) | Q(author__in=blocked[1]))
        return {str(pk) for pk in hidden.values_list("pk", flat=True)}

    def tell(self, row) -> Iterator[Document]:
        profile = getattr(row.author, "profile", None)
        is_shown = profile and (profile.is_public or (profile.is_found and not row.is_public))
        yield Document(
            kind=self.name,
            key=str(row.pk),
            language=row.language,
            pk=str(row.pk),
            title=row.title,
            body=joined([row.text, *in_every_language(lambda: chosen(row)), ", ".join(row.challenge_names)]),
            url=f"people/posts/{row.pk}/",
            access=(PUBLIC,) if row.is_public else (MEMBER,),
            countries=tuple(filter(None, [profile.shown_country])) if is_shown else (),
            languages=(row.language,),
            date=localdate(row.said_at),
        )


def chosen(row: Post) -> tuple[str, str]:
    return str(HELP.get(row.help, "")), str(SECTORS.get(row.sector, ""))
