"""What practices keep of those who write them, are asked about them, and translate them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Membership
from events.privacy.events import erase_from_pages, of
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person
from learning.models import Endorsement, OfferedTranslation, Practice, PracticeReader


def written_or_answered_for(person: Person):
    user = person.user
    return Practice.objects.filter(Q(made_by=user.pk) | Q(contact=user.pk)) if user else Practice.objects.none()


def erase_practices(rows, person: Person) -> None:
    """What has been published stays, and names nobody; drafts that nobody else writes go, with their files."""
    others = Membership.objects.accepted().editing().exclude(user=person.user.pk).values("organisation")
    alone = rows.filter(made_by=person.user.pk, published_at=None).exclude(organisation__in=others)
    for practice in alone:
        practice.pages.all().delete()
    alone.update(family=None)
    alone.delete()
    rows.filter(made_by=person.user.pk).update(made_by=None)
    rows.filter(contact=person.user.pk).update(contact=None)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Practice,
    purpose=gettext_lazy("So that it is known who has written a practice for an organisation, and who can be asked about it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; what is published stays with its organisation, without your name"),
    of=written_or_answered_for,
    erase=erase_practices,
    fields=("made_by", "contact", "made_at", "proposed_at", "returned_because"),
    explain=lambda row: {_("Title"): row.title} if row.pages.exists() else {},
    is_theirs_alone=False,
)
privacy.register(
    OfferedTranslation,
    purpose=gettext_lazy("So that you are told what becomes of a translation that you offer"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until somebody has decided about it, or you erase your account"),
    of=of(OfferedTranslation, "made_by"),
    erase=privacy.blank("made_by"),
    fields=("made_by", "offered_at"),
    is_theirs_alone=False,
)
privacy.register(
    Endorsement,
    purpose=gettext_lazy("So that others read what happened when you tried a practice, with your name"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you withdraw it or erase your account; that moderators took one away is kept for two years, without your words"),
    of=of(Endorsement, "author"),
    erase=erase_from_pages,
    explain=lambda row: {_("Title"): row.practice.title},
)
privacy.register(
    PracticeReader,
    purpose=gettext_lazy("So that those who write a practice see in which countries it is read; they see numbers, and never who it was"),
    basis=Basis.INTEREST,
    retention=gettext_lazy("Two years, or until you erase your account"),
    of=of(PracticeReader, "user"),
    explain=lambda row: {_("Title"): row.practice.title},
)
privacy.nothing_personal(
    "What a practice says, for everybody to read; who wrote it is told by a page's revisions and its log",
    *("learning.PracticePage", "learning.PracticeFacet", "learning.PracticeFile"),
)
