"""Challenges of the board, and of events, as documents."""

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.query import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from events.models import Challenge, Event, State
from hub.models import Programme
from search.documents.base import MODERATOR, PUBLIC, Document, Kind, Watch
from search.documents.events import token


class RaisedChallenge(Kind):
    """What is shown: to everybody, or to those who see the event it was raised at. What hosts have hidden is found by nobody."""

    name, label, one, icon = "challenge", pgettext_lazy("of the board", "Challenges"), pgettext_lazy("of the board", "Challenge"), "messages"
    watched = (
        Watch(Challenge),
        Watch(Event, "SELECT id FROM events_challenge WHERE event_id = {row}.id", ("state", "reach")),
        Watch(Programme, "SELECT id FROM events_challenge WHERE programme_id = {row}.id", ("key",)),
    )

    def indexed(self) -> QuerySet:
        of_drafts = Q(event__state=State.DRAFT, is_public=False)
        return Challenge.objects.shown().exclude(title="").exclude(of_drafts).with_reach().select_related("programme")

    def visible_to(self, user) -> QuerySet:
        return Challenge.objects.visible_to(user).filter(pk__in=self.indexed().values("pk"))

    def tell(self, row) -> Iterator[Document]:
        yield Document(
            kind=self.name,
            key=str(row.pk),
            language=row.language,
            pk=str(row.pk),
            title=row.title,
            body=row.body,
            url=f"events/challenges/{row.pk}/",
            access=(PUBLIC,) if row.is_listed else (token(row.event_id), MODERATOR),
            programme=row.programme.key if row.programme else "",
            countries=tuple(filter(None, [row.where.partition("/")[0]])),
            languages=(row.language,),
            date=localdate(row.created_at),
        )
