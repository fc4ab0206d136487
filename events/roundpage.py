"""Rounds of groups as one of those in the room sees them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.forms import Form

from events.forms.groups import GroupVideoForm, NoteForm, ReportForm
from events.models import Group, GroupMember, GroupRound, Registration
from events.video import Video, video_of
from hub.live.models import Feed

if TYPE_CHECKING:
    from events.roompage import RoomPage


@dataclass
class GroupSeen:
    """A group with what this reader may know of it; `seq` is how far its feed is."""

    group: Group
    members: list[Registration]
    page: RoomPage
    seq: int

    @property
    def is_mine(self) -> bool:
        return self.page.seat in self.members

    @property
    def is_visible(self) -> bool:
        """Whether its note, and who is in it, are shown: to its people, to hosts, and to observers."""
        return self.is_mine or self.page.is_leader or self.page.is_observing

    @property
    def may_write(self) -> bool:
        return self.group.round.is_alive and self.page.may_speak and (self.is_mine or self.page.is_leader)

    @property
    def people(self) -> list[Registration]:
        return [seat for seat in self.members if seat.user_id not in self.page.hides or seat.user_id is None]

    @property
    def video(self) -> Video | None:
        return video_of(self.group.video) if self.group.video else None

    @property
    def video_form(self) -> Form:
        return GroupVideoForm(initial={"video": self.group.video}, auto_id=f"video-{self.group.pk}-%s")

    @property
    def note(self) -> Form:
        facts = {"text": self.group.note, "version": self.group.note_version}
        return self.page.forms.get(f"note-{self.group.pk}") or NoteForm(initial=facts, auto_id=f"note-{self.group.pk}-%s")

    @property
    def report(self) -> Form:
        facts = {"text": self.group.report, "version": self.group.report_version}
        facts |= {"language": self.group.report_language} if self.group.report_language else {}
        return self.page.forms.get(f"report-{self.group.pk}") or ReportForm(initial=facts, auto_id=f"report-{self.group.pk}-%s")


@dataclass
class RoundSeen:
    round: GroupRound
    groups: list[GroupSeen]
    page: RoomPage

    @property
    def mine(self) -> GroupSeen | None:
        return next((seen for seen in self.groups if seen.is_mine), None)

    @property
    def others(self) -> list[GroupSeen]:
        """Those that somebody looks into who is not in them."""
        return [seen for seen in self.groups if seen.is_visible and not seen.is_mine]

    @property
    def may_choose(self) -> bool:
        return self.round.is_open and not self.round.is_mixed and self.page.may_speak

    @property
    def reports(self) -> list[GroupSeen]:
        """In their order, and first the one that is on now."""
        return sorted(self.groups, key=lambda seen: seen.group.pk != self.round.shown_id)

    @property
    def version(self) -> int:
        """Grows with every report that everybody reads."""
        return sum(seen.group.report_version for seen in self.groups) if self.round.shows_reports else 0

    @cached_property
    def movable(self) -> list[Registration]:
        """Whom a host may bring to a group: who is in one already, and who is here."""
        here = self.page.room.presences.here().values("registration")
        seats = Registration.objects.coming().filter(event=self.round.event_id, role=Registration.Role.PARTICIPANT)
        found = seats.filter(Q(pk__in=here) | Q(group_members__round=self.round)).distinct()
        return sorted(found.select_related("user", "guest"), key=lambda seat: seat.shown_name.casefold())


def rounds_of(page: RoomPage) -> list[RoundSeen]:
    """The newest first; prepared ones for leaders alone. One query where there are none, and five however many there are.

    How far the groups' feeds are is read before what they tell of, so that nothing that happens meanwhile is missed.
    """
    found = page.event.group_rounds.order_by("-pk")
    rounds = list(found if page.is_leader else found.out())
    if not rounds:
        return []
    keys = Group.objects.filter(round__in=rounds).values_list("pk", flat=True)
    seqs = Feed.objects.last_seqs([f"group:{key}" for key in keys])
    groups, members = defaultdict(list), defaultdict(list)
    for member in GroupMember.objects.filter(round__in=rounds).select_related("registration__user", "registration__guest"):
        members[member.group_id].append(member.registration)
    for group in Group.objects.filter(round__in=rounds).select_related("round"):
        groups[group.round_id].append(GroupSeen(group, members[group.pk], page, seqs.get(group.feed_key, 0)))
    return [RoundSeen(round_, groups[round_.pk], page) for round_ in rounds]
