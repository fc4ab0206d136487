"""What circles keep of those who are in them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.circle_members import stand_up
from entrepreneurs.actions.circles import held
from entrepreneurs.models import Circle, CircleEntry, CircleInvitation, CircleMember
from entrepreneurs.privacy.people import UNTIL_ERASED, of
from hub import privacy
from hub.privacy.registry import Basis, Person


def invitations(person: Person):
    """Those to them, and those by them."""
    return CircleInvitation.objects.filter(Q(user=person.user) | Q(asked_by=person.user)) if person.user else CircleInvitation.objects.none()


def erase_members(rows, person: Person) -> None:
    """Those who stay are told how their circle stands; one in which nobody was but them goes with them."""
    for member in rows.filter(left_at=None).select_related("circle", "user"):
        stand_up(held(member.circle), member)
    circles = list(rows.values_list("circle", flat=True))
    rows.delete()
    for circle in Circle.objects.filter(pk__in=circles, members=None).select_related("conversation"):
        circle.delete()
        circle.conversation.delete()


privacy.register(
    CircleEntry,
    purpose=gettext_lazy("So that your circle knows what you gave and learned, and looks back at it with you"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it away, or erase your account"),
    of=of(CircleEntry, "author"),
)
privacy.register(
    CircleInvitation,
    purpose=gettext_lazy("So that you are asked into circles, and can ask others"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=invitations,
    of_others=lambda row, person: set() if row.asked_by_id == person.user.pk else {"message"},
)
privacy.register(
    CircleMember,
    purpose=gettext_lazy("So that you can be in a circle, and are missed there when you are quiet"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(CircleMember, "user"),
    erase=erase_members,
)
privacy.register(
    Circle,
    purpose=gettext_lazy("So that it is known who made a circle"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; the circle stays with those who are in it"),
    of=of(Circle, "author"),
    erase=privacy.blank("author"),
    fields=("author", "name", "purpose", "language", "spoken", "made_at"),
    stays=("name", "purpose", "language", "spoken"),
    is_theirs_alone=False,
)
