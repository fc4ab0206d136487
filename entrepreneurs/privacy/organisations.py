"""What organisations keep of those who belong to them, and are asked to."""

from __future__ import annotations

from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Joining, Membership
from entrepreneurs.privacy.people import SECRET, addresses, of
from hub import privacy
from hub.privacy.registry import Basis, Person


def joinings(person: Person):
    """Invitations to an organisation that went to one of the person's addresses."""
    return Joining.objects.annotate(written=Lower("email")).filter(written__in=addresses(person))


privacy.register(
    Membership,
    purpose=gettext_lazy("So that you can speak for the organisation you belong to"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you leave it, or erase your account"),
    of=of(Membership, "user"),
)
privacy.register(
    Joining,
    purpose=gettext_lazy("So that an organisation can ask you to join it here"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you answer, for ninety days at most, or until you erase your account"),
    of=joinings,
    withheld={"key": SECRET},
)
privacy.nothing_personal(
    "What organisations say of themselves; who wrote it is told by a page's revisions and its log",
    *("entrepreneurs.OrganisationsPage", "entrepreneurs.OrganisationPage"),
)
