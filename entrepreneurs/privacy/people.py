"""What accounts keep of people: who they are, how they sign in, and mail on its way to them."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from entrepreneurs.actions import conversations
from entrepreneurs.models import (
    Attachment,
    Block,
    Connection,
    Decision,
    Facet,
    Message,
    MessageVersion,
    Participant,
    Profile,
    Quote,
    QuotedFile,
    Report,
    Silence,
    Tag,
    User,
)
from hub import pagecache, privacy
from hub.live.models import Feed, FeedEvent
from hub.live.registry import personal
from hub.privacy.registry import Basis, Person

UNTIL_ERASED = gettext_lazy("Until you erase your account")
SECRET = gettext_lazy("A secret by which somebody could act as you")
SECRETS = {"_auth_user_hash", "_csrftoken", "code", "key", "password", "state"}


def addresses(person: Person) -> set[str]:
    """Every address that the person has, has asked for, or has proven as a guest, in lower case."""
    known = [guest.email for guest in person.guests if hasattr(guest, "email")]
    if person.user:
        known += [person.user.email, *EmailAddress.objects.filter(user=person.user).values_list("email", flat=True)]
    return {address.lower() for address in known}


def sessions(person: Person):
    """The sessions in which the person is signed in, and those that know one of their addresses. Sessions are sealed: each is opened to see."""
    if not person.user:
        return Session.objects.none()
    known = addresses(person)
    found = [session.pk for session in Session.objects.iterator() if is_of(session.get_decoded(), person, known)]
    return Session.objects.filter(pk__in=found)


def is_of(content: dict[str, Any], person: Person, known: set[str]) -> bool:
    written = str(content).lower()
    return str(content.get("_auth_user_id")) == str(person.user.pk) or any(address in written for address in known)


def explain_session(session: Session) -> dict[str, Any]:
    return {_("In it"): without_secrets(session.get_decoded())}


def without_secrets(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: without_secrets(value) for name, value in content.items() if name not in SECRETS}
    return [without_secrets(item) for item in content] if isinstance(content, list) else content


def tasks(person: Person):
    """What is queued, or failed, and names one of the person's addresses: mail, above all."""
    naming, known = Q(), addresses(person)
    if not known:
        return DBTaskResult.objects.none()
    for address in known:
        naming |= Q(written__icontains=address) | Q(traceback__icontains=address)
    return DBTaskResult.objects.annotate(written=Cast("args_kwargs", TextField())).filter(naming)


def explain_authenticator(authenticator: Authenticator) -> dict[str, Any]:
    return {_("Name"): authenticator.data.get("name", "")}


def of(model, path: str):
    return lambda person: model.objects.filter(**{path: person.user.pk}) if person.user else model.objects.none()


def connections(person: Person):
    return Connection.objects.of(person.user) if person.user else Connection.objects.none()


def told_to(model, path: str):
    """The rows of the feed that is the person's own."""
    return lambda person: model.objects.filter(**{path: personal(person.user)}) if person.user else model.objects.none()


def erase_participations(rows, person: Person) -> None:
    """Those who stay are told that somebody has gone, and sockets are closed by the same word."""
    for participant in rows.filter(left_at=None).select_related("conversation"):
        conversations.part_with(participant)
    rows.delete()


def erase_messages(rows, person: Person) -> None:
    """That something was said here stays, so that answers to it make sense; what, and by whom, goes."""
    for message in rows.select_related("conversation").order_by("conversation", "seq"):
        MessageVersion.objects.filter(message=message).delete()
        Message.objects.filter(pk=message.pk).update(author=None, body="", deleted_at=timezone.now())
        Feed.objects.append(message.conversation.feed_key, "message.deleted", message=message.pk)


def erase_profiles(rows, person: Person) -> None:
    """Also from what all visitors were shown."""
    privacy.delete(rows, person)
    transaction.on_commit(pagecache.forget)


privacy.register(
    User,
    purpose=gettext_lazy("So that you have an account, and the hub speaks your language on your clock"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(User, "pk"),
    withheld={"password": SECRET},
)
privacy.register(
    EmailAddress,
    purpose=gettext_lazy("So that you can sign in, and we can reach you"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(EmailAddress, "user"),
)
privacy.register(
    EmailConfirmation,
    purpose=gettext_lazy("So that nobody can register an address that is not theirs"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Three days, or until you erase your account"),
    of=of(EmailConfirmation, "email_address__user"),
    withheld={"key": SECRET},
)
privacy.register(
    Authenticator,
    purpose=gettext_lazy("So that you can sign in with a passkey or a second factor"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you remove it, or erase your account"),
    of=of(Authenticator, "user"),
    withheld={"data": SECRET},
    explain=explain_authenticator,
)
privacy.register(
    Session,
    purpose=gettext_lazy("So that you stay signed in"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you sign out; two weeks at the most"),
    of=sessions,
    withheld={"session_key": SECRET, "session_data": gettext_lazy("Sealed with a secret; what is in it is shown opened")},
    explain=explain_session,
)
privacy.register(
    DBTaskResult,
    purpose=gettext_lazy("So that mail reaches you, even when the mail server is away for a while"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until it is sent; where that fails, two weeks"),
    of=tasks,
)
privacy.register(
    Profile,
    purpose=gettext_lazy("So that those whom you choose can find you, and know whom they write to"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you change it, or erase your account"),
    of=of(Profile, "pk"),
    erase=erase_profiles,
)
for model in (Facet, Tag):
    privacy.register(
        model,
        purpose=gettext_lazy("So that people can see what you two have in common"),
        basis=Basis.CONSENT,
        retention=gettext_lazy("Until you change it, or erase your account"),
        of=of(model, "profile"),
    )
privacy.register(
    Connection,
    purpose=gettext_lazy("So that those alone can write to you whom you have agreed to know"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until one of you ends it, or erases their account"),
    of=connections,
    of_others=lambda row, person: set() if row.asker_id == person.user.pk else {"message"},
)
privacy.register(
    Block,
    purpose=gettext_lazy("So that nothing reaches you from whom you have blocked"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it back, or one of you erases their account"),
    of=of(Block, "blocker"),
)
privacy.register(
    Participant,
    purpose=gettext_lazy("So that you take part in conversations, and others know how far you have read"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Participant, "user"),
    erase=erase_participations,
)
privacy.register(
    Message,
    purpose=gettext_lazy("So that those you write to can read it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it back, or erase your account"),
    of=of(Message, "author"),
    erase=erase_messages,
    fields=("author", "conversation", "body", "language", "created_at", "edited_at", "deleted_at", "is_removed"),
    stays=("language",),
)
privacy.register(
    MessageVersion,
    purpose=gettext_lazy("So that a complaint can be looked into, though the message has been changed"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Ninety days, or until you erase your account"),
    of=of(MessageVersion, "message__author"),
)
privacy.register(
    Attachment,
    purpose=gettext_lazy("So that those you write to can have the files you send"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take the message back, or erase your account"),
    of=of(Attachment, "message__author"),
)
privacy.register(
    Report,
    purpose=gettext_lazy("So that moderators can look into what you have reported, and tell you what became of it"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Two years after it is closed; your name and your words, until you erase your account"),
    of=of(Report, "reporter"),
    erase=privacy.blank("reporter", text=""),
    fields=("reporter", "reason", "text", "language", "reported_at", "closed_at", "outcome"),
    stays=("language",),
)
for model, path in [(QuotedFile, "quote__author"), (Quote, "author")]:
    privacy.register(
        model,
        purpose=gettext_lazy("So that moderators can look into what was reported, though it has been changed or taken back"),
        basis=Basis.DUTY,
        retention=gettext_lazy("Ninety days after a report is closed, or until you erase your account"),
        of=of(model, path),
        concealed=gettext_lazy("Whether yours are among them is not said, because it would tell who complained; what you sent is in this file"),
    )
privacy.register(
    Decision,
    purpose=gettext_lazy("So that it can be looked into what moderators did, and why"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Two years after the report is closed; your name, until you erase your account"),
    of=of(Decision, "moderator"),
    erase=privacy.blank("moderator"),
    fields=("moderator", "kind", "reason", "made_at"),
    stays=("reason",),
    is_theirs_alone=False,
)
privacy.register(
    Silence,
    purpose=gettext_lazy("So that whoever has done others harm cannot write to them"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Until moderators take it back, or you erase your account"),
    of=of(Silence, "user"),
)
for model, path in [(FeedEvent, "feed"), (Feed, "pk")]:
    privacy.register(
        model,
        purpose=gettext_lazy("So that your open pages are told what concerns you"),
        basis=Basis.CONTRACT,
        retention=gettext_lazy("What happened, for a week; how often, until you erase your account"),
        of=told_to(model, path),
    )
privacy.nothing_personal("Who talks with whom is said by those who take part; a title is a group's own", "entrepreneurs.Conversation")
