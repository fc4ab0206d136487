"""Posting a need or an offer, changing, closing and prolonging it, and answering one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from entrepreneurs.actions import conversations, saying
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Conversation, Post, PostAnswer, User
from entrepreneurs.models.posts import SOON, is_open, last_day
from hub import limits, notices, pagecache

MOST_OPEN = 20
POSTS_A_DAY = 10
ANSWERS_A_DAY = 20
KEPT = timedelta(days=365)  # after it was closed
DAY = 24 * 60 * 60


class NotOpen(ValidationError):
    """It was closed, has run out, or is not for this person (any more); which of these is not said."""

    def __init__(self):
        super().__init__(gettext_lazy("This is not open any more. Your text is still here, should you want to keep it."))


class OwnPost(ValidationError):
    """Nobody answers themselves."""

    def __init__(self):
        super().__init__(gettext_lazy("This is your own. Others answer it."))


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That was a lot in a day. Your text is still here: come back with it tomorrow."))


class TooManyOpen(ValidationError):
    def __init__(self):
        message = gettext_lazy("You have %(number)d needs and offers that are open. Close one that nobody has to read any more, and post this then.")
        super().__init__(message, params={"number": MOST_OPEN})


# One's own


@transaction.atomic
def make_post(author: User, *, client_id: UUID, **facts: Any) -> Post:
    """Sent again with the same `client_id`, it is the post already there.

    ValidationError for whoever may not: NotAdult, Silenced, TooMany, TooManyOpen.
    """
    if known := Post.objects.filter(author=author, client_id=client_id).first():
        return known
    require_adult(author)
    require_voice(author)
    if Post.objects.open().filter(author=author).count() >= MOST_OPEN:
        raise TooManyOpen
    limits.spend(f"posts-of-{author.pk}", most=POSTS_A_DAY, seconds=DAY, refusal=TooMany)
    post, _is_new = Post.objects.get_or_create(author=author, client_id=client_id, defaults=facts | {"is_noticed": is_soon(facts.get("until"))})
    forget_pages_if(post.is_public)
    return post


@transaction.atomic
def change_post(post: Post, **facts: Any) -> Post:
    """Say it otherwise, to others, or until another day. What is closed is opened first."""
    require_voice(post.author)
    post = held(post)
    if post.closed_at:
        raise NotOpen
    was_public, was_until = post.is_public, post.until
    for name, value in facts.items():
        setattr(post, name, value)
    if post.until != was_until:
        post.is_noticed = is_soon(post.until)
        notices.close(post.author, "post_ends", about=about(post))
    post.save()
    forget_pages_if(was_public or post.is_public)
    return post


@transaction.atomic
def close_post(post: Post, *, outcome: str) -> Post:
    """It is met, or not needed any more. Closed again, it is as it was closed first."""
    post = held(post)
    if not post.closed_at:
        post.closed_at, post.outcome = timezone.now(), outcome
        post.save(update_fields=["closed_at", "outcome"])
        notices.close(post.author, "post_ends", about=about(post))
        forget_pages_if(post.is_public)
    return post


@transaction.atomic
def prolong_post(post: Post) -> Post:
    """Sixty more days from today, also of one that was closed. Pressed twice, it stays so."""
    require_voice(post.author)
    post = held(post)
    post.closed_at, post.outcome, post.is_noticed = None, "", False
    post.until = max(post.until, last_day())
    post.save(update_fields=["closed_at", "outcome", "is_noticed", "until"])
    notices.close(post.author, "post_ends", about=about(post))
    forget_pages_if(post.is_public)
    return post


@transaction.atomic
def remove_post(post: Post) -> None:
    """For everybody, by moderators, or with its author. Conversations that began with it stay, without the words of its title."""
    for conversation in Conversation.objects.filter(pk__in=post.answers.values("conversation")):
        untitle(conversation)
    notices.close(post.author, "post_ends", about=about(post))
    Post.objects.filter(pk=post.pk).delete()
    forget_pages_if(post.is_public)


def untitle(conversation: Conversation) -> None:
    """In the language of whoever is there still."""
    here = conversation.participants.present().select_related("user").order_by("-pk").first()
    with override(here.user.language if here else None):
        Conversation.objects.filter(pk=conversation.pk).update(title=_("About a need or an offer that is gone"))


def held(post: Post) -> Post:
    """As it is now, until the transaction ends."""
    return Post.objects.select_for_update(no_key=True, of=["self"]).select_related("author").get(pk=post.pk)


def about(post: Post) -> str:
    return f"post:{post.pk}"


def is_soon(until: date | None) -> bool:
    """Of a day that was near when it was chosen nobody is told."""
    return bool(until and until <= timezone.localdate() + SOON)


def forget_pages_if(concerns_visitors: bool) -> None:
    if concerns_visitors:
        transaction.on_commit(pagecache.forget)


# Answering


@transaction.atomic
def answer(post: Post, *, by: User, body: str, language: str, client_id: UUID) -> Conversation:
    """Write to whoever posted it, in a conversation of the two that begins with this. Answered again, it is said in the same conversation.

    ValidationError for whoever may not: NotAdult, Silenced, OwnPost, NotOpen, TooMany.
    """
    require_adult(by)
    require_voice(by)
    post = held(post)
    if post.author_id == by.pk:
        raise OwnPost
    if not Post.objects.visible_to(by).open().filter(pk=post.pk).exists():
        raise NotOpen
    found = PostAnswer.objects.filter(post=post, user=by).select_related("conversation").first()
    conversation = found.conversation if found else begin(post, by)
    conversations.let_in(conversation, by)
    saying.post_message(conversation, author=by, body=body, language=language, client_id=client_id)
    return conversation


def begin(post: Post, by: User) -> Conversation:
    """A group of two, which nobody owns: nobody else is let in."""
    limits.spend(f"answers-of-{by.pk}", most=ANSWERS_A_DAY, seconds=DAY, refusal=TooMany)
    conversation = Conversation.objects.create(title=post.title)
    for user in (by, post.author):
        conversations.let_in(conversation, user)
    PostAnswer.objects.create(post=post, user=by, conversation=conversation)
    return conversation


# By the calendar


def settle_posts(today: date | None = None) -> None:
    """Tells those whose posts end soon, once; notes which have ended, so that search counts them no more; and forgets what was closed a year ago."""
    today = today or timezone.localdate()
    for post in Post.objects.ending(today).select_related("author"):
        tell_of_end(post)
    Post.objects.filter(closed_at=None, until__lt=today).update(closed_at=timezone.now(), outcome=Post.Outcome.RUN_OUT)
    Post.objects.filter(closed_at__lt=timezone.now() - KEPT).delete()


@transaction.atomic
def tell_of_end(post: Post) -> None:
    """Whoever notes it first tells them."""
    if Post.objects.filter(Q(pk=post.pk, is_noticed=False) & is_open()).update(is_noticed=True):
        notices.give(post.author, "post_ends", about=about(post))
