"""What people are told of circles. Of somebody who is quiet only they are told, and those who facilitate."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Block, Circle, CircleInvitation, CircleMember, User
from entrepreneurs.models.circles import LEAST
from entrepreneurs.notices.base import FRESH, key_of
from hub import notices
from hub.models import Pace
from hub.notices import Part, Told


def invited(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Until it is answered."""
    found = CircleInvitation.objects.to(user).filter(circle__in=map(key_of, abouts)).select_related("circle")
    return {f"circle:{one.circle_id}": Told(words_of(one), reverse("circles:invited", args=[one.pk])) for one in found}


def words_of(invitation: CircleInvitation) -> str:
    asked, invites = _("You are asked to facilitate a circle: %(name)s"), _("You are invited to a circle: %(name)s")
    return (asked if invitation.as_facilitator else invites) % {"name": invitation.circle.name}


def asked(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as somebody waits for an answer whom the reader does not hide."""
    waiting = CircleInvitation.objects.requests().seen_by(user).filter(circle__in=map(key_of, abouts))
    return told(Circle.objects.visible_to(user).filter(pk__in=waiting.values("circle")), _("Somebody would like to join your circle: %(name)s"))


def told(found: QuerySet, text: str, *, to: str = "circles:circle") -> dict[str, Told]:
    return {f"circle:{one.pk}": Told(text % {"name": one.name}, reverse(to, args=[one.pk])) for one in found}


def of_mine(text: str, *, to: str = "circles:circle", narrow: Callable[[QuerySet], QuerySet] = lambda found: found) -> Callable:
    """How a kind is told of circles in which its reader is."""

    def tell(user: User, abouts: Iterable[str]) -> dict[str, Told]:
        return told(narrow(Circle.objects.visible_to(user).filter(pk__in=map(key_of, abouts))), str(text), to=to)

    return tell


def fresh(name: str) -> Callable[[QuerySet], QuerySet]:
    return lambda found: found.filter(**{f"{name}__gt": timezone.now() - FRESH})


def unled(found: QuerySet) -> QuerySet:
    return found.exclude(state=Circle.State.ENDED).exclude(pk__in=CircleMember.objects.facilitating().values("circle"))


def small(found: QuerySet) -> list[Circle]:
    return [one for one in found.running().with_people() if len(one.here) < LEAST]


def quiet(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as they have not been heard again."""
    mine = CircleMember.objects.present().filter(user=user).exclude(thought_of_at=None)
    found = Circle.objects.running().filter(pk__in=mine.values("circle")).filter(pk__in=map(key_of, abouts))
    return told(found, _("Your circle thinks of you: %(name)s"), to="circles:back")


def member_quiet(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """To those who facilitate, of whom they do not hide; where they can write to them is the circle's page."""
    led = CircleMember.objects.facilitating().filter(user=user, circle__state=Circle.State.RUNNING).values("circle")
    found = CircleMember.objects.present().filter(pk__in=map(key_of, abouts), circle__in=led).exclude(thought_of_at=None)
    text = _("%(person)s may be glad of a kind word from you: %(name)s")
    return {
        f"circle_member:{one.pk}": Told(text % {"person": one.user.shown_name, "name": one.circle.name}, one.circle.get_absolute_url())
        for one in found.exclude(user__in=Block.objects.hidden_from(user)).select_related("user", "circle")
    }


notices.register("circle_invited", Part.TOGETHER, label=gettext_lazy("Somebody invites me to a circle"), tell=invited)
notices.register("circle_asked", Part.TOGETHER, label=gettext_lazy("Somebody would like to join a circle of mine"), tell=asked)
notices.register(
    "circle_let_in",
    Part.TOGETHER,
    label=gettext_lazy("A circle has let me in"),
    tell=of_mine(gettext_lazy("You are in the circle now: %(name)s")),
)
notices.register(
    "circle_begun",
    Part.TOGETHER,
    label=gettext_lazy("A circle of mine begins"),
    tell=of_mine(gettext_lazy("Your circle has begun: %(name)s"), narrow=fresh("began_at")),
)
notices.register(
    "circle_unled",
    Part.TOGETHER,
    label=gettext_lazy("A circle of mine has nobody who facilitates it"),
    tell=of_mine(gettext_lazy("Nobody facilitates your circle now. One of you can, or you ask somebody else: %(name)s"), narrow=unled),
)
notices.register(
    "circle_small",
    Part.TOGETHER,
    label=gettext_lazy("A circle of mine has become small"),
    tell=of_mine(gettext_lazy("Your circle has become small. See what you can do together: %(name)s"), narrow=small),
)
notices.register(
    "circle_ended",
    Part.TOGETHER,
    label=gettext_lazy("A circle of mine ends"),
    tell=of_mine(gettext_lazy("Your circle has come to its end. See what you gave and learned together: %(name)s"), to="circles:together"),
)
notices.register("circle_quiet", Part.TOGETHER, label=gettext_lazy("A circle thinks of me when I have been quiet"), tell=quiet, pace=Pace.DAILY)
notices.register(
    "circle_member_quiet",
    Part.TOGETHER,
    label=gettext_lazy("Somebody in a circle that I facilitate has been quiet"),
    tell=member_quiet,
    pace=Pace.DAILY,
)
