"""What challenges keep of those who raise them, have them too, answer them, take them up and carry out their plans."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from events.actions import adoptions, challenges
from events.models import Adoption, Challenge, ChallengeVote, Guest, PlanStep, Venture, VentureNote
from events.models.challenges import whose
from events.privacy.events import erase_from_pages, of
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person

UNTIL_ERASED = gettext_lazy("Until you erase your account, or your registration is erased")


def done_by(model):
    """What somebody did under their account, or in the name of one of their registrations."""
    return lambda person: model.objects.filter(whose(who)) if (who := person.user or person.as_guest(Guest)) else model.objects.none()


def erase_challenges(rows, person: Person) -> None:
    challenges.forget(rows.order_by("event", "pk"))


def erase_adoptions(rows, person: Person) -> None:
    for adoption in rows.order_by("challenge__event", "challenge"):
        adoptions.take_back(adoption)


def erase_steps(rows, person: Person) -> None:
    """The step stays, because others count on it; who was to do it is not named any more."""
    rows.update(responsible=None, who="")
    transaction.on_commit(pagecache.forget)


def forget_challenges(seats) -> None:
    """What was raised and answered in the name of these registrations goes."""
    erase_challenges(Challenge.objects.filter(seat__in=seats), Person())
    erase_adoptions(Adoption.objects.filter(seat__in=seats), Person())


privacy.register(
    Challenge,
    purpose=gettext_lazy("So that others read what you say is missing, and can answer it"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=done_by(Challenge),
    erase=erase_challenges,
    fields=("user", "seat", "event", "title", "body", "language", "where", "state", "created_at"),
    stays=("language", "where"),
    is_theirs_alone=False,
)
privacy.register(
    ChallengeVote,
    purpose=gettext_lazy("So that it is known how many have a challenge. Nobody sees who"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=done_by(ChallengeVote),
    erase=erase_from_pages,
)
privacy.register(
    Adoption,
    purpose=gettext_lazy("So that everybody reads what you answer to a challenge, and for whom"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you take it back, or erase your account"),
    of=done_by(Adoption),
    erase=erase_adoptions,
)
privacy.register(
    VentureNote,
    purpose=gettext_lazy("So that everybody reads how your venture goes"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you give the venture up, or erase your account"),
    of=of(VentureNote, "venture__user"),
    erase=erase_from_pages,
)
privacy.register(
    Venture,
    purpose=gettext_lazy("So that everybody reads what you make of a challenge"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you give it up, or erase your account"),
    of=of(Venture, "user"),
    erase=erase_from_pages,
)
privacy.register(
    PlanStep,
    purpose=gettext_lazy("So that it is known who does what, and you are reminded of it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Your name, until it is another’s step, or you erase your account; the step stays in the plan"),
    of=lambda person: PlanStep.objects.filter(responsible=person.user) if person.user else PlanStep.objects.none(),
    erase=erase_steps,
    fields=("responsible", "challenge", "who", "what", "due", "state"),
    stays=("what",),
    is_theirs_alone=False,
)
