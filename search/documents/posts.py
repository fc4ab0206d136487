"""Needs and offers as documents: what is open, for everybody or for members."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Block, Post, Profile, User
from entrepreneurs.vocabulary import HELP, SECTORS
from hub.models import Topic
from search.documents.base import MEMBER, PUBLIC, Document, Kind, Watch
from search.documents.pages import joined


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
            body=joined([row.text, *self.chosen(row)]),
            url=f"people/posts/{row.pk}/",
            access=(PUBLIC,) if row.is_public else (MEMBER,),
            countries=tuple(filter(None, [profile.shown_country])) if is_shown else (),
            languages=(row.language,),
            date=localdate(row.said_at),
        )

    def chosen(self, row) -> Iterator[str]:
        """What is chosen from lists is known in all languages, and so found by those who do not read what was written."""
        for code in sorted(dict(settings.LANGUAGES), key=lambda code: code != row.language):
            with translation.override(code):
                yield ", ".join(filter(None, [str(HELP.get(row.help, "")), str(SECTORS.get(row.sector, ""))]))
        yield ", ".join(Topic.objects.filter(slug=row.challenge).values_list("name", flat=True) if row.challenge else ())
