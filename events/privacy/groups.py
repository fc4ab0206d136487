"""What groups keep of people: who was in which, and who wrote a report down. What a group wrote together is the group's."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from events.models import Group, GroupMember
from events.privacy.seats import UNTIL_ERASED, of_seat
from hub import privacy
from hub.live.models import Feed
from hub.privacy.registry import Basis, Person


@transaction.atomic
def erase_members(rows, person: Person) -> None:
    """They are in no group any more, also on open pages."""
    for member in rows.select_related("round").order_by("round__event", "group"):
        Feed.objects.append(f"room:{member.round.event_id}", "round.joined", round=member.round_id)
        Feed.objects.append(f"group:{member.group_id}", "group.changed", group=member.group_id)
    rows.delete()


privacy.register(
    GroupMember,
    purpose=gettext_lazy("So that those in a group at a meeting know who is in it with them"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(GroupMember, "registration"),
    erase=erase_members,
)
privacy.register(
    Group,
    purpose=gettext_lazy("So that it is known who wrote down what a group reports. The report is the group’s, and stays"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("That it was you, until you erase your account"),
    of=of_seat(Group, "reported_by"),
    erase=privacy.blank("reported_by"),
    fields=("reported_by", "round", "number"),
    is_theirs_alone=False,
)
privacy.nothing_personal("What hosts let groups talk about, and when", "events.GroupRound")
