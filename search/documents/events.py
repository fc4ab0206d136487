"""Events as documents."""

from collections.abc import Iterator

from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.vocabulary import SPOKEN
from events.models import Event, EventLanguage, EventText, Reach, State
from hub.models import Programme
from search.documents.base import MODERATOR, PUBLIC, Document, Kind, Watch
from search.documents.pages import joined


def token(pk) -> str:
    """Of those who see one event that is not for everybody."""
    return f"event:{pk}"


class Gathering(Kind):
    """Events that are no drafts. What is for those who are invited is found by them, by its hosts and by moderators."""

    name, label, one, icon = "event", _("Events"), pgettext_lazy("one of several", "Event"), "events"
    is_dated = True
    watched = (
        Watch(Event),
        Watch(EventText, "{row}.event_id"),
        Watch(EventLanguage, "{row}.event_id"),
        Watch(Programme, "SELECT id FROM events_event WHERE programme_id = {row}.id", ("key",)),
    )

    def indexed(self) -> QuerySet:
        return Event.objects.exclude(state=State.DRAFT).select_related("programme").prefetch_related("texts", "tongues")

    def visible_to(self, user) -> QuerySet:
        return Event.objects.visible_to(user).exclude(state=State.DRAFT)

    def tokens_of(self, user) -> set[str]:
        mine = (user.event_registrations, user.event_invitations, user.hosting)
        first, *others = (rows.values_list("event", flat=True).order_by() for rows in mine)
        tokens = {token(pk) for pk in first.union(*others)}
        return tokens | ({MODERATOR} if user.has_perm("entrepreneurs.moderate") else set())

    def tell(self, row) -> Iterator[Document]:
        spoken = tuple(sorted({tongue.language for tongue in row.tongues.all()}))
        for text in row.texts.all():
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=text.language,
                pk=str(row.pk),
                title=text.title,
                body=joined([text.lead, text.about, text.access, row.place, *(SPOKEN.get(code, "") for code in spoken)]),
                url=f"events/{row.pk}/",
                access=(PUBLIC,) if row.reach == Reach.EVERYONE else (token(row.pk), MODERATOR),
                programme=row.programme.key if row.programme else "",
                countries=tuple(filter(None, [row.where.partition("/")[0]])),
                languages=spoken,
                date=row.day,
            )
