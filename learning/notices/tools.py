"""What people are told of tools: that one is shared with them, and that somebody has commented on one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from hub import notices
from hub.notices import Part, Told
from learning.models import Advising, Sheet, SheetComment


def key_of(about: str) -> int:
    return int(about.partition(":")[2])


def shared(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it is: what was taken back, or is somebody's whom they do not see, is not told."""
    found = Sheet.objects.shared_with(user).filter(pk__in=map(key_of, abouts)).select_related("owner__user")
    advised = advised_by(user)
    text, bare = _("%(name)s has shared a tool with you: %(title)s"), _("%(name)s has shared a tool with you")
    return {
        f"sheet:{one.pk}": Told(
            (bare if one.owner.user_id in advised else text) % {"name": one.owner.user.shown_name, "title": one.title}, one.get_absolute_url()
        )
        for one in found
    }


def advised_by(user: User) -> set[int]:
    """Those whom they advise: what these have written is named in no notice, so that no mail keeps it when consent is gone."""
    return set(Advising.objects.followed_by(user).values_list("learner", flat=True))


def commented(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as somebody else's comment stands there."""
    others = SheetComment.objects.visible_to(user).exclude(author=user).values("sheet")
    found = Sheet.objects.visible_to(user).filter(pk__in=set(map(key_of, abouts))).filter(pk__in=others)
    advised = advised_by(user)
    text, bare = _("There are new comments on a tool: %(title)s"), _("There are new comments on a tool")
    return {
        f"sheet:{one.pk}": Told((bare if one.owner.user_id in advised else text) % {"title": one.title}, f"{one.get_absolute_url()}#comments")
        for one in found.select_related("owner")
    }


notices.register("sheet_shared", Part.LEARNING, label=gettext_lazy("Somebody shares a tool with me"), tell=shared)
notices.register(
    "sheet_commented", Part.LEARNING, label=gettext_lazy("Somebody comments on a tool of mine, or where I have commented"), tell=commented
)
