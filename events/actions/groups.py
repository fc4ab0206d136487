"""Rounds of groups: preparing them, sending people out, calling them back; and who is in which group.

Everything here holds the room's feeds first, and then those of groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.actions.rooms import NotOpen, hold, named, require_part
from events.mixing import mixed, origin_of, smallest
from events.models import Event, Group, GroupMember, GroupRound, Registration, Room
from events.tallies import Ticker
from hub.live.models import Feed

Words = Mapping[str, str]  # by language


class HasBegun(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("These groups have begun, so what was prepared stays as it is. Prepare another round."))


class AnotherGoesOn(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Other groups are still talking or reporting. End them first."))


class IsOver(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("These groups are over. What they wrote stays readable, and your text is still here."))


class NotToBeChosen(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Groups cannot be chosen now: either the hub mixes them, or they have ended."))


# Preparing


@transaction.atomic
def save_round(event: Event, *, round_: GroupRound | None = None, groups: Sequence[Words], **facts) -> GroupRound:
    """Make a round, or change one that is prepared. `groups` are their themes by language, in order; an empty one stands for a group without."""
    if round_:
        require_prepared(round_)
    saved, _is_new = GroupRound.objects.update_or_create(pk=round_ and round_.pk, defaults={"event": event, **facts})
    kept = dict(saved.groups.values_list("number", "video"))
    saved.groups.all().delete()
    numbered = enumerate(groups, start=1)
    Group.objects.bulk_create(Group(round=saved, number=number, titles=titles, video=kept.get(number, "")) for number, titles in numbered)
    return saved


def require_prepared(round_: GroupRound) -> None:
    if GroupRound.objects.select_for_update(no_key=True).get(pk=round_.pk).state != GroupRound.State.PREPARED:
        raise HasBegun


@transaction.atomic
def drop_round(round_: GroupRound) -> None:
    """Take away one that is prepared."""
    require_prepared(round_)
    round_.delete()


# Sending people out, and calling them back


def held(round_: GroupRound) -> tuple[Room, GroupRound]:
    """The room and the round as they are now; both stay so until the transaction ends."""
    room = hold(Room.objects.get_or_create(event=round_.event)[0])
    return room, GroupRound.objects.select_for_update(no_key=True).get(pk=round_.pk)


def change(room: Room, round_: GroupRound, **facts) -> None:
    GroupRound.objects.filter(pk=round_.pk).update(**facts)
    Feed.objects.append(room.feed_key, "round.changed", round=round_.pk)


@transaction.atomic
def open_round(round_: GroupRound) -> None:
    """People go to their groups; or go on, if they were called back too early. The hub mixes whoever is here now."""
    room, round_ = held(round_)
    if not room.is_alive:
        raise NotOpen
    if round_.state == GroupRound.State.CLOSED:
        raise IsOver
    if room.event.group_rounds.alive().exclude(pk=round_.pk).exists():
        raise AnotherGoesOn
    if round_.state == GroupRound.State.PREPARED and round_.is_mixed:
        mix(room, round_)
    ends_at = timezone.now() + timedelta(minutes=round_.minutes) if round_.minutes else None
    change(room, round_, state=GroupRound.State.OPEN, ends_at=ends_at, shown=None)


def mix(room: Room, round_: GroupRound) -> None:
    """Hosts go from group to group, and observers read in all of them: neither are dealt out."""
    here = room.presences.here().values("registration")
    seats = Registration.objects.coming().filter(pk__in=here, role=Registration.Role.PARTICIPANT).select_related("user")
    groups = list(round_.groups.all())
    dealt = mixed({seat.pk: origin_of(seat) for seat in seats}, number=len(groups))
    GroupMember.objects.bulk_create(
        GroupMember(round=round_, group=group, registration_id=seat) for group, some in zip(groups, dealt, strict=True) for seat in some
    )


@transaction.atomic
def call_back(round_: GroupRound) -> None:
    """Everybody comes back, and the groups report; what they have written so far is shown to the whole room."""
    room, round_ = held(round_)
    if not round_.is_open:
        raise IsOver
    change(room, round_, state=GroupRound.State.REPORTING, ends_at=None)


@transaction.atomic
def close_round(round_: GroupRound) -> None:
    """Nobody writes any more, and everything stays readable."""
    room, round_ = held(round_)
    if round_.is_alive:
        change(room, round_, state=GroupRound.State.CLOSED, ends_at=None, shown=None)


@transaction.atomic
def show_report(round_: GroupRound, *, group: Group | None) -> None:
    """What this group reports is on now; without a group, none is."""
    room, round_ = held(round_)
    if not round_.shows_reports:
        raise ValidationError(gettext_lazy("Call everybody back first: then the groups report."))
    change(room, round_, shown=group)


# Who is in which group


@transaction.atomic
def choose(group: Group, *, by: Registration) -> None:
    """Somebody goes to a group that they like, or from there to another.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced; and NotToBeChosen.
    """
    room, round_ = held(group.round)
    seat = require_part(room, by)
    if not round_.is_open or round_.is_mixed:
        raise NotToBeChosen
    place(room, seat, group)


@transaction.atomic
def move(group: Group, *, seat: Registration) -> None:
    """A host brings somebody to a group. Hosts and observers are not brought anywhere."""
    room, round_ = held(group.round)
    if not round_.is_open or not Registration.objects.coming().filter(pk=seat.pk, event=room.pk, role=Registration.Role.PARTICIPANT).exists():
        raise ValidationError(gettext_lazy("Nobody is moved now: either these groups have ended, or the person is not here any more."))
    place(room, seat, group)
    Feed.objects.append(room.feed_key, "round.changed", round=round_.pk)


def join_late(room: Room, seat: Registration) -> None:
    """Whoever comes late joins the smallest of the groups that the hub has mixed, at once. One query where there is nothing to join."""
    going_on = room.event.group_rounds.filter(state=GroupRound.State.OPEN, way=GroupRound.Way.MIXED)
    round_ = going_on.exclude(members__registration=seat).first()
    if round_ and room.is_open and seat.role == Registration.Role.PARTICIPANT:
        place_late(round_, seat)


@transaction.atomic
def place_late(round_: GroupRound, seat: Registration) -> None:
    room, round_ = held(round_)
    if not round_.is_open or round_.members.filter(registration=seat).exists():
        return
    groups = {group.pk: [] for group in round_.groups.all()}
    for member in round_.members.select_related("registration__user"):
        groups[member.group_id].append(origin_of(member.registration))
    place(room, seat, Group.objects.get(pk=smallest(groups, origin_of(seat))))


def place(room: Room, seat: Registration, group: Group) -> None:
    """Both groups are told at once, and everybody how many are where, soon."""
    old = GroupMember.objects.filter(round=group.round_id, registration=seat).first()
    if old and old.group_id == group.pk:
        return
    GroupMember.objects.update_or_create(round_id=group.round_id, registration=seat, defaults={"group": group})
    told = [("group.joined", group.pk, {})] + ([("group.left", old.group_id, named(seat))] if old else [])
    for kind, key, whose in sorted(told, key=lambda one: one[1]):
        Feed.objects.append(f"group:{key}", kind, group=key, **whose)
    transaction.on_commit(lambda: ticker.soon(room.feed_key, group.round_id))


@transaction.atomic
def tell_sizes(feed_key: str, rounds: set[int]) -> None:
    for round_ in sorted(rounds):
        Feed.objects.append(feed_key, "round.joined", round=round_)


ticker = Ticker(tell_sizes)
