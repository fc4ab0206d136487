"""What people are told of discussions: that somebody has answered, or asked where they facilitate."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs import discussing
from entrepreneurs.actions.discussions import ANSWERED, ASKED
from entrepreneurs.models import Block, Contribution, User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.models import Notice
from hub.notices import Part, Told


def close_shown(user: User, threads: Iterable[int]) -> None:
    """The reader sees these threads now: what is new in them is no news any more. One query, and one more where there was any."""
    abouts = [f"contribution:{pk}" for pk in threads]
    unread = Notice.objects.filter(recipient=user, kind__in=[ANSWERED, ASKED], about__in=abouts).unread() if abouts else ()
    for notice in unread:
        notices.close(user, notice.kind, about=notice.about)


def threads_seen(user: User, abouts: Iterable[str]):
    """Those of the threads that `user` reads, each with its place; two queries, and what their places cost."""
    found = Contribution.objects.threads().filter(pk__in=map(key_of, abouts)).exclude(author__in=Block.objects.hidden_from(user))
    threads = list(found.select_related("author"))
    places = discussing.places({said.place for said in threads})
    return [(said, place) for said in threads if (place := places.get(said.place)) and place.readable_by(user)]


def answered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """In which place, and not what: as long as an answer of somebody else stands there."""
    threads = threads_seen(user, abouts)
    others = Contribution.objects.standing().exclude(author__in={user.pk} | Block.objects.hidden_from(user))
    standing = set(others.filter(answers_to__in=[said.pk for said, _place in threads]).order_by().values_list("answers_to", flat=True))
    return {
        f"contribution:{said.pk}": Told(_("There is an answer in %(title)s, where you have spoken") % {"title": place.title}, said.get_absolute_url())
        for said, place in threads
        if said.pk in standing
    }


def questions_asked(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """To those who facilitate the place still, as long as the question stands."""
    return {
        f"contribution:{said.pk}": Told(_("There is a question in %(title)s") % {"title": place.title}, said.get_absolute_url())
        for said, place in threads_seen(user, abouts)
        if not said.is_gone and user.pk in place.facilitators()
    }


notices.register(ANSWERED, Part.TOGETHER, label=gettext_lazy("Somebody has answered where I have spoken, in a lesson or a network"), tell=answered)
notices.register(ASKED, Part.TOGETHER, label=gettext_lazy("Somebody has asked something where I facilitate"), tell=questions_asked)
