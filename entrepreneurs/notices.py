"""What people are told: that somebody asks to know them, says yes, writes, answers or asks; that a task is due, or what they posted ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs import discussing
from entrepreneurs.actions.discussions import ANSWERED, ASKED
from entrepreneurs.actions.organisations import place_of
from entrepreneurs.models import Block, Connection, Contribution, Conversation, Membership, Message, Participant, PartnerTask, Post, User
from entrepreneurs.talks import titles_of
from hub import notices
from hub.models import Notice, Organisation, Pace
from hub.notices import Told
from hub.notices.timing import PAUSE

FRESH = timedelta(days=14)  # for so long a yes is news
LOOK_BACK = timedelta(days=8)  # to what was said while no mail could go out


def key_of(about: str) -> int:
    return int(about.partition(":")[2])


def unread_talks(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Conversations with something in them that the reader has not read, but for those that are muted. Says who, and never what."""
    keys = {key_of(about) for about in abouts}
    loud = Participant.objects.present().filter(user=user, is_muted=False, conversation__in=keys).values("conversation")
    found = [one for one in Conversation.objects.visible_to(user).with_unread(user).filter(pk__in=loud) if one.unread]
    titles = titles_of(found, user=user, hides=Block.objects.hidden_from(user))
    return {
        one.feed_key: Told(
            ngettext("%(number)d new message: %(title)s", "%(number)d new messages: %(title)s", one.unread)
            % {"number": one.unread, "title": titles[one.pk]},
            reverse("messages:conversation", args=[one.pk]),
        )
        for one in found
    }


def open_requests(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Connection.objects.waiting().filter(asked=user, pk__in=map(key_of, abouts)).exclude(asker__in=Block.objects.hidden_from(user))
    return {
        f"connection:{one.pk}": Told(
            _("%(name)s would like to know you") % {"name": one.asker.shown_name},
            reverse("messages:request", args=[one.pk]),
        )
        for one in found.select_related("asker")
    }


def new_connections(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Connection.objects.filter(asker=user, pk__in=map(key_of, abouts), accepted_at__gt=timezone.now() - FRESH)
    return {
        f"connection:{one.pk}": Told(
            _("%(name)s has said yes: you can write to each other") % {"name": one.asked.shown_name},
            reverse("messages:list"),
        )
        for one in found.exclude(asked__in=Block.objects.hidden_from(user)).select_related("asked")
    }


def gather_unread(user: User | None) -> None:
    """Notices of messages, for one reader at once, or for all readers after a pause in which they may read them anyway.

    Nothing is done for this when somebody writes: who has not read how far is known, and how far they have been told, too.
    """
    ripe = timezone.now() - (PAUSE if user is None else timedelta(0))
    newest = Message.objects.filter(
        Q(seq__gt=OuterRef("read_seq")) & Q(seq__gt=OuterRef("noticed_seq")),
        conversation=OuterRef("conversation"),
        deleted_at=None,
        created_at__lte=ripe,
    ).exclude(author=OuterRef("user"))
    active = Participant.objects.present().filter(
        is_muted=False,
        conversation__touched_at__gt=timezone.now() - LOOK_BACK,
        conversation__said_seq__gt=F("noticed_seq"),
    )
    behind = active.filter(conversation__said_seq__gt=F("read_seq"), **({"user": user} if user else {}))
    waiting = behind.annotate(newest=Subquery(newest.order_by("-seq").values("seq")[:1])).exclude(newest=None)
    for participant in waiting.select_related("user", "conversation"):
        if participant.read_seq >= participant.noticed_seq:  # they have read all that they were told of
            notices.close(participant.user, "message", about=participant.conversation.feed_key)
        notices.give(participant.user, "message", about=participant.conversation.feed_key)
        Participant.objects.filter(pk=participant.pk).update(noticed_seq=participant.newest)


def waiting_organisations(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For coordinators, those that nobody has decided about."""
    found = Organisation.objects.waiting().filter(pk__in=map(key_of, abouts)) if user.has_perm("entrepreneurs.moderate") else ()
    return {place_of(one): Told(_("%(name)s would like to join") % {"name": one.name}, reverse("organisations:waiting")) for one in found}


def asked_to_belong(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For those who lead an organisation, as long as somebody waits for an answer."""
    leading = Membership.objects.of(user).leading().filter(organisation__in=map(key_of, abouts)).values("organisation")
    found = Organisation.objects.filter(pk__in=Membership.objects.asking().filter(organisation__in=leading).values("organisation"))
    return {
        place_of(one): Told(_("Somebody says that they belong to %(name)s") % {"name": one.name}, reverse("organisations:desk", args=[one.slug]))
        for one in found
    }


def taken_in(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Membership.objects.of(user).filter(organisation__in=map(key_of, abouts), accepted_at__gt=timezone.now() - FRESH)
    return {
        place_of(one.organisation): Told(
            _("You belong to %(name)s now") % {"name": one.organisation.name}, reverse("organisations:desk", args=[one.organisation.slug])
        )
        for one in found.select_related("organisation")
    }


def due_tasks(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Of what is not finished, to those who have to do it and are in its workspace still. What it is stands there alone, and in no mail."""
    found = PartnerTask.objects.visible_to(user).of(user).unfinished().filter(pk__in=map(key_of, abouts)).select_related("workspace")
    return {f"task:{task.pk}": Told(words_of(task), task.get_absolute_url()) for task in found}


def words_of(task: PartnerTask) -> str:
    late, due = _("%(programme)s: a task of yours should have been done by %(day)s"), _("%(programme)s: a task of yours is due on %(day)s")
    return (late if task.is_late else due) % {"programme": task.workspace.acronym, "day": date_format(task.due)}


def ending_posts(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """One's own, as long as they are open. What they say stands there alone, and in no mail."""
    found = Post.objects.open().filter(author=user, pk__in=map(key_of, abouts))
    return {
        f"post:{post.pk}": Told(
            _("A need or an offer of yours ends on %(day)s. Should it go on?") % {"day": date_format(post.until)}, post.get_absolute_url()
        )
        for post in found
    }


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


notices.register("message", label=gettext_lazy("Somebody has written to me"), tell=unread_talks, gather=gather_unread)
notices.register("request", label=gettext_lazy("Somebody would like to know me"), tell=open_requests)
notices.register("accepted", label=gettext_lazy("Somebody has said yes to my request"), tell=new_connections)
notices.register("organisation_asks", label=gettext_lazy("An organisation would like to join (for coordinators)"), tell=waiting_organisations)
notices.register("membership_asked", label=gettext_lazy("Somebody says that they belong to my organisation"), tell=asked_to_belong)
notices.register("membership_accepted", label=gettext_lazy("An organisation has let me in"), tell=taken_in)
notices.register("task_due", label=gettext_lazy("A task of mine or of my organisation is due"), tell=due_tasks, pace=Pace.DAILY)
notices.register("post_ends", label=gettext_lazy("A need or an offer of mine ends soon"), tell=ending_posts, pace=Pace.DAILY)
notices.register(ANSWERED, label=gettext_lazy("Somebody has answered where I have spoken, in a lesson or a network"), tell=answered)
notices.register(ASKED, label=gettext_lazy("Somebody has asked something where I facilitate"), tell=questions_asked)
