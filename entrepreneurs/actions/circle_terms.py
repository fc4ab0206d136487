"""The end of a circle, and a new term. Each change holds the circle's row, so two who end it, or renew it, at once do it once."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import signals
from entrepreneurs.actions.circles import held, member_of, place, require_going_on, require_leading, sit_down, tell
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Circle, CircleInvitation, Conversation, User
from hub import notices


@transaction.atomic
def end(circle: Circle, *, by: User) -> Circle:
    """For everybody, who are told, and look back at it together. Of two who end it at once, one does."""
    circle = held(circle)
    require_leading(circle, by)
    return finish(circle, but=by)


def finish(circle: Circle, *, but: User | None = None) -> Circle:
    """End a circle that is held, and tell those who are in it still, but for one."""
    if circle.is_ended:
        return circle
    circle.state, circle.ended_at, circle.is_open = Circle.State.ENDED, timezone.now(), False
    circle.save()
    signals.circle_ended.send(Circle, circle=circle)
    tell(circle, "circle_ended", but=but)
    return circle


def end_due(today: date | None = None) -> None:
    """Those whose weeks are over end by themselves."""
    for circle in Circle.objects.running().filter(ends_on__lt=today or timezone.localdate()):
        with transaction.atomic():
            finish(held(circle))


KEPT = ("name", "purpose", "language", "spoken", "programme", "weeks_between", "weeks")  # from one term to the next


@transaction.atomic
def renew(circle: Circle, *, by: User) -> Circle:
    """A new term with those who say yes: all others who were there at the end are asked. Whoever comes second finds it made, and sits down in it."""
    require_voice(by)
    circle = held(circle)
    member_of(circle, by)
    if not circle.is_ended:
        raise ValidationError(_("A circle is renewed once it has ended."))
    new = Circle.objects.filter(renewed_from=circle).first() or make_anew(circle, by=by)
    new = held(new)
    require_going_on(new)
    sit_down(new, by)
    new.invitations.filter(user=by, accepted_at=None).update(accepted_at=timezone.now(), declined_at=None)
    notices.close(by, "circle_invited", about=place(new))
    return new


def make_anew(circle: Circle, *, by: User) -> Circle:
    facts = {name: getattr(circle, name) for name in KEPT}
    new = Circle.objects.create(conversation=Conversation.objects.create(title=circle.name), author=by, renewed_from=circle, **facts)
    apart = {by.pk} | Block.objects.hidden_from(by)
    for member in circle.members.present().exclude(user__in=apart).select_related("user"):
        CircleInvitation.objects.create(circle=new, user=member.user, asked_by=by, language=circle.language)
        notices.give(member.user, "circle_invited", about=place(new))
    return new
