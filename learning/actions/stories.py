"""Writing a story, handing it in, deciding about it, and taking it down; never shown without everybody's consent (actions/story_consents.py)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.attachments import forget_in
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Membership, User
from hub import limits, mail, notices, pagecache
from hub.models import Organisation, Provenance
from learning.actions.practices import MOST_A_DAY, NothingWaits, NotTaken, TooMany, deciders, taking_from
from learning.actions.resources import publishes_at_once
from learning.models import Story, StoryConsent, StoryText
from learning.models.stories import PICTURES

WORDS = ("title", "lead", "body", "alternative")


class NotAgreed(ValidationError):
    """Somebody who is named, told of or shown has not agreed, or does not agree any more, or not to all of it."""

    def __init__(self):
        super().__init__(
            gettext_lazy("Not everybody in this story has agreed to all that is shown. Look at who agrees: without them it cannot be published.")
        )


class NoPictureWords(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Say in words what is to be seen in the picture, for those who do not see it."))


class IsShown(ValidationError):
    """What everybody reads is taken away from them first."""

    def __init__(self):
        super().__init__(gettext_lazy("Take it away from readers first."))


# Writing


@transaction.atomic
def write(user: User, *, organisation: Organisation, language: str, **told: Any) -> Story:
    """A draft, for which consents are gathered next. ValidationError for whoever may not: NotAdult, Silenced, NotTaken, TooMany, NoPictureWords."""
    require_adult(user)
    require_voice(user)
    if not taking_from(user).filter(pk=organisation.pk).exists():
        raise NotTaken
    limits.spend(f"stories-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    story = Story(organisation=organisation, language=language, made_by=user)
    keep(story, told)
    return story


@transaction.atomic
def change(story: Story, *, by: User, **told: Any) -> Story:
    """What those who write it say now, in the language it was written in first."""
    require_voice(by)
    story = held(story)
    keep(story, told)
    settle(story, by=by)
    return story


@transaction.atomic
def translate(story: Story, *, language: str, by: User, provenance: str, **words: str) -> None:
    require_voice(by)
    story = held(story)
    keep_words(story, language, words | {"provenance": provenance})
    settle(story, by=by)


def held(story: Story) -> Story:
    return Story.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=story.pk)


def keep(story: Story, told: dict[str, Any]) -> None:
    """`picture` is a new one, already drawn anew; `no_picture` takes the old one away. Whoever agreed to another name or picture agreed to that."""
    words = {name: told.pop(name) for name in WORDS if name in told}
    picture, no_picture = told.pop("picture", None), told.pop("no_picture", False)
    was_named = story.person_name
    for name, value in told.items():
        setattr(story, name, value)
    story.changed_at = timezone.now()
    story.full_clean(exclude=["made_by"])
    story.save()
    keep_words(story, story.language, words)
    if picture or no_picture:
        put_picture(story, picture)
    if was_named and story.person_name != was_named:
        story.consents.update(covers_name=False)
    require_picture_words(story)


def keep_words(story: Story, language: str, words: dict[str, str]) -> None:
    text = story.texts.filter(language=language).first() or StoryText(story=story, language=language, provenance=Provenance.ORIGINAL)
    for name, value in words.items():
        setattr(text, name, value)
    text.full_clean()
    text.save()
    transaction.on_commit(pagecache.forget)


def put_picture(story: Story, picture: ContentFile | None) -> None:
    """The new one, or none; the old file goes when that is sure."""
    if story.picture:
        transaction.on_commit(lambda storage=story.picture.storage, name=story.picture.name: storage.delete(name), robust=True)
    story.picture = picture or ""
    story.save(update_fields=["picture"])
    story.consents.update(covers_picture=False)


def require_picture_words(story: Story) -> None:
    if story.picture and not story.texts.filter(language=story.language).exclude(alternative="").exists():
        raise NoPictureWords


def settle(story: Story, *, by: User) -> None:
    """After a change of what is shown: it stays, if whoever changed it publishes and all agree; else it is not shown until that is so."""
    if not story.is_listed:
        return
    for consent in story.consents.exclude(user=None).exclude(user=by).select_related("user"):
        notices.give(consent.user, "story_changed", about=place_of(story))
    if not Story.objects.agreed().filter(pk=story.pk).exists():
        take_down(story)
        tell_writers(story)
    elif not publishes_at_once(by, story.organisation):
        take_down(story)
        propose(story)


def place_of(story: Story) -> str:
    return f"story:{story.pk}"


# Handing in and deciding


@transaction.atomic
def send(story: Story, *, by: User) -> Story:
    """Published by whoever may; handed in by everybody else. Neither without everybody's consent: NotAgreed."""
    require_voice(by)
    story = held(story)
    require_publishable(story)
    return publish(story, by=by) if publishes_at_once(by, story.organisation) else propose(story)


def require_publishable(story: Story) -> None:
    require_picture_words(story)
    if not Story.objects.agreed().filter(pk=story.pk).exists():
        raise NotAgreed


def propose(story: Story) -> Story:
    """Before those who publish in the organisation's name, or the coordinators where nobody does. They are told."""
    story.proposed_at, story.returned_because = timezone.now(), ""
    story.save(update_fields=["proposed_at", "returned_because"])
    for user in deciders(story.organisation):
        notices.give(user, "story_waiting", about="stories")
    return story


def publish(story: Story, *, by: User) -> Story:
    was_handed_in = story.proposed_at is not None
    story.proposed_at, story.returned_because, story.is_listed = None, "", True
    story.published_at = story.published_at or timezone.now()
    story.save(update_fields=["proposed_at", "returned_because", "is_listed", "published_at"])
    transaction.on_commit(pagecache.forget)
    if was_handed_in:
        tell_author(story, "story_published", by=by)
    return story


@transaction.atomic
def accept(story: Story, *, by: User) -> Story:
    """What was handed in is published; NothingWaits if somebody else was quicker, NotAgreed if somebody in it has thought better of it."""
    story = held_waiting(story)
    require_publishable(story)
    return publish(story, by=by)


@transaction.atomic
def give_back(story: Story, *, by: User, because: str) -> None:
    """To whoever wrote it, with the reason: they can mend it, and hand it in again."""
    story = held_waiting(story)
    Story.objects.filter(pk=story.pk).update(proposed_at=None, returned_because=because)
    tell_author(story, "story_returned", by=by, because=because)


def held_waiting(story: Story) -> Story:
    story = held(story)
    if story.proposed_at is None:
        raise NothingWaits
    return story


def tell_author(story: Story, kind: str, *, by: User, **words: str) -> None:
    if story.made_by and story.made_by != by and story.made_by.is_active:
        mail.send(kind, story.made_by, story=story, title=story.original.title, organisation=story.organisation, **words)


# Taking down


@transaction.atomic
def withdraw(story: Story) -> None:
    """Nobody reads it any more; those who write it can bring it back, as long as everybody agrees."""
    take_down(held(story))


def take_down(story: Story) -> None:
    story.is_listed, story.proposed_at = False, None
    story.save(update_fields=["is_listed", "proposed_at"])
    transaction.on_commit(pagecache.forget)


def tell_writers(story: Story) -> None:
    """They hear that somebody in it does not agree, and not who."""
    for user in writers_of(story):
        notices.give(user, "story_down", about=place_of(story))


def writers_of(story: Story):
    """Those who write in the organisation's name, and whoever wrote it."""
    editing = Membership.objects.accepted().editing().filter(organisation=story.organisation)
    return User.objects.filter(Q(pk__in=editing.values("user")) | Q(pk=story.made_by_id), is_active=True)


@transaction.atomic
def discard(story: Story) -> None:
    """With its picture and all consents: nothing of whom it told of stays."""
    story = held(story)
    if story.is_listed:
        raise IsShown
    story.delete()


def take_down_run_out() -> None:
    """Once a minute: nobody reads any more what nobody agrees to any more; here it is only settled, and said."""
    lapsed = StoryConsent.objects.run_out().counting().values("story")
    for story in Story.objects.filter(pk__in=lapsed).filter(Q(is_listed=True) | ~Q(proposed_at=None)):
        with transaction.atomic():
            take_down(story)
            tell_writers(story)


def hand_over(organisation: Organisation, *, into: Organisation) -> None:
    """What an organisation told goes with it when it becomes part of another."""
    Story.objects.filter(organisation=organisation).update(organisation=into)


def forget_orphans() -> None:
    """Pictures that no row names, because a transaction failed or a process was killed just then."""
    forget_in(PICTURES, known=set(Story.objects.exclude(picture="").values_list("picture", flat=True)))
