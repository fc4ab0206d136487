"""What people are told of what they need or offer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Post, User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.models import Pace
from hub.notices import Part, Told


def ending_posts(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """One's own, as long as they are open. What they say stands there alone, and in no mail."""
    found = Post.objects.open().filter(author=user, pk__in=map(key_of, abouts))
    return {
        f"post:{post.pk}": Told(
            _("A need or an offer of yours ends on %(day)s. Should it go on?") % {"day": date_format(post.until)}, post.get_absolute_url()
        )
        for post in found
    }


notices.register("post_ends", Part.PEOPLE, label=gettext_lazy("A need or an offer of mine ends soon"), tell=ending_posts, pace=Pace.DAILY)
