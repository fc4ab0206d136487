"""What stories keep of those who write them, and of those who agree to be told of."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Membership
from entrepreneurs.privacy.people import SECRET, addresses
from events.privacy.events import of
from hub import notices, pagecache, privacy
from hub.privacy.registry import Basis, Person
from learning.actions.stories import writers_of
from learning.actions.story_consents import withdraw
from learning.models import Story, StoryConsent

Role = StoryConsent.Role


def theirs(person: Person):
    """What they were asked, and answered."""
    return StoryConsent.objects.filter(Q(user=person.user.pk) | Q(email__in=[address.lower() for address in addresses(person)]) & ~Q(email=""))


def theirs_or_recorded(person: Person):
    if not person.user:
        return StoryConsent.objects.none()
    return StoryConsent.objects.filter(Q(pk__in=theirs(person).values("pk")) | Q(recorded_by=person.user.pk))


def of_somebody_else(consent: StoryConsent, person: Person) -> set[str]:
    """Of what they only wrote down, that they did; who agreed to what is not theirs."""
    is_theirs = theirs(person).filter(pk=consent.pk).exists()
    return set() if is_theirs else {field.name for field in StoryConsent._meta.concrete_fields} - {"id", "recorded_by", "recorded_at"}


def explain(consent: StoryConsent) -> dict[str, Any]:
    story = consent.story
    return {_("Title"): story.title, _("Organisation"): story.organisation.name} if story.texts.exists() else {}


def erase_consents(rows, person: Person) -> None:
    """They withdraw, and so nothing is shown any more. What was told of them goes altogether, with its picture."""
    rows.filter(recorded_by=person.user.pk).update(recorded_by=None)
    for consent in theirs(person).select_related("story"):
        withdraw(consent)
    told_of = Story.objects.filter(consents__in=rows.filter(user=person.user.pk, role=Role.TOLD))
    for story in told_of.select_related("organisation"):
        for writer in writers_of(story):
            notices.give(writer, "story_gone", about=f"organisation:{story.organisation_id}")
    told_of.delete()
    theirs(person).delete()


def erase_stories(rows, person: Person) -> None:
    """What others write on stays, and names nobody; drafts that nobody else writes go, with their pictures."""
    others = Membership.objects.accepted().editing().exclude(user=person.user.pk).values("organisation")
    rows.filter(published_at=None).exclude(organisation__in=others).delete()
    rows.update(made_by=None)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Story,
    purpose=gettext_lazy("So that it is known who has written a story for an organisation"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; what is published stays with its organisation, without your name"),
    of=of(Story, "made_by"),
    erase=erase_stories,
    fields=("made_by", "made_at", "proposed_at", "returned_because"),
    explain=lambda row: {_("Title"): row.title} if row.texts.exists() else {},
    is_theirs_alone=False,
)
privacy.register(
    StoryConsent,
    purpose=gettext_lazy("So that nothing is told of you, and no picture shown, to which you do not agree"),
    basis=Basis.CONSENT,
    retention=gettext_lazy(
        "As long as the story is kept. You can withdraw at any time; when you erase your account, what was told of you goes altogether"
    ),
    of=theirs_or_recorded,
    erase=erase_consents,
    withheld={"key": SECRET},
    of_others=of_somebody_else,
    explain=explain,
    is_theirs_alone=False,
)
privacy.nothing_personal(
    "What a story says, for everybody to read who is shown it; whom it tells of stands in its consents",
    "learning.StoryText",
)
