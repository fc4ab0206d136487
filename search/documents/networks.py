"""Networks as documents, in each language that they are told in."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.db.models.query import QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Network, NetworkOrganisation, NetworkSubject, NetworkText
from hub.models import Organisation
from search.documents.base import Document, Kind, Watch
from search.documents.pages import joined


class OpenNetwork(Kind):
    """What everybody may join. Found by its words and the sectors it is about, where its organisations are; of its members nothing is told."""

    name, label, one, icon = "network", _("Networks"), pgettext_lazy("one of several", "Network"), "people"
    watched = (
        Watch(Network, columns=("opened_at", "closed_at", "slug")),
        Watch(NetworkText, "{row}.network_id"),
        Watch(NetworkSubject, "{row}.network_id"),
        Watch(NetworkOrganisation, "{row}.network_id"),
        Watch(
            Organisation,
            "SELECT network_id FROM entrepreneurs_networkorganisation WHERE organisation_id = {row}.id",
            ("country", "verified_at", "left_at", "merged_into_id"),
        ),
    )

    def indexed(self) -> QuerySet:
        there = Prefetch("organisations", NetworkOrganisation.objects.present().select_related("organisation"), to_attr="present")
        return Network.objects.open().with_words().prefetch_related(there)

    def tell(self, row) -> Iterator[Document]:
        lands = sorted({one.organisation.country.code for one in row.present})
        for text in row.texts.all():
            with translation.override(text.language):
                body = joined([text.lead, text.about, *row.sectors])
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=text.language,
                pk=str(row.pk),
                title=text.name,
                body=body,
                url=f"people/networks/{row.slug}/",
                countries=tuple(lands),
                languages=(text.language,),
                date=localdate(row.opened_at),
            )
