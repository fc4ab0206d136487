"""Noticing kindly who has been quiet in a circle: once a week, told to that person, and to nobody but those who facilitate."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from entrepreneurs import known_of_circles
from entrepreneurs.models import Block, Circle, CircleEntry, CircleMember, Message
from hub import notices

QUIET = timedelta(weeks=3)

Pairs = set[tuple[int, int]]


def notice_quiet(now: datetime | None = None) -> None:
    """In circles that are under way. Whoever was noticed is noticed again only after having been heard in between."""
    now = now or timezone.now()
    members = asked_after(now)
    heard = heard_since(members, now - QUIET)
    for member in members:
        if (member.circle_id, member.user_id) in heard:
            CircleMember.objects.filter(pk=member.pk).exclude(thought_of_at=None).update(thought_of_at=None)
        elif member.thought_of_at is None:
            think_of(member, now)


def asked_after(now: datetime) -> list[CircleMember]:
    """Those who have been there for three weeks, and are not on a break, nor were in these weeks."""
    then = now - QUIET
    settled = CircleMember.objects.present().filter(joined_at__lte=then, circle__state=Circle.State.RUNNING, circle__began_at__lte=then)
    back = settled.exclude(pauses_until__gt=timezone.localdate(then))
    return list(back.select_related("user", "circle"))


def heard_since(members: list[CircleMember], since: datetime) -> Pairs:
    """As pairs of a circle's and a user's key: who said something, wrote in the log or was at a meeting; three queries."""
    circles = {member.circle_id for member in members}
    said = Message.objects.filter(conversation__circle__in=circles, created_at__gte=since).values_list("conversation__circle", "author")
    logged = CircleEntry.objects.filter(circle__in=circles, said_at__gte=since).values_list("circle", "author")
    return {*said.order_by().distinct(), *logged.order_by().distinct(), *known_of_circles.was_there(circles, since)}


@transaction.atomic
def think_of(member: CircleMember, now: datetime) -> None:
    """Whoever notes it first tells them: once, however many look."""
    if not CircleMember.objects.filter(pk=member.pk, thought_of_at=None).update(thought_of_at=now):
        return
    notices.give(member.user, "circle_quiet", about=f"circle:{member.circle_id}")
    hidden = Block.objects.hidden_from(member.user)
    for one in member.circle.members.facilitating().exclude(user__in={member.user_id} | hidden).select_related("user"):
        notices.give(one.user, "circle_member_quiet", about=f"circle_member:{member.pk}")
