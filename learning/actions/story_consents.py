"""Asking somebody for their consent to a story, recording what they signed, agreeing oneself, and withdrawing at any time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from hub import limits, mail, notices
from learning.actions.practices import TooMany
from learning.actions.stories import held, place_of, put_picture, settle, take_down, tell_writers
from learning.models import Story, StoryConsent

MOST_ASKED_A_DAY = 20
COVERED = ("words", "name", "picture")
How = StoryConsent.How


class OnlyThemselves(ValidationError):
    """What somebody answers here with their own account, nobody else writes down for them."""

    def __init__(self):
        super().__init__(gettext_lazy("Only they can agree here: it is asked of their own account."))


class SignedBefore(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("They have withdrawn after this day. Only what they have signed since then counts."))


class NotOfAge(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Who is younger than 18 cannot agree to this alone. Ask those who wrote it to write to a guardian."))


class AskedAlready(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("They are asked already, or have answered."))


def covers(what: list[str]) -> dict[str, bool]:
    return {f"covers_{name}": name in what for name in COVERED}


# By those who write


@transaction.atomic
def ask(story: Story, *, by: User, role: str, language: str, member: User | None = None, name: str = "", email: str = "") -> StoryConsent:
    """Somebody of the organisation's, who finds it on the hub; or by mail, with a link that only its reader has."""
    require_voice(by)
    limits.spend(f"stories-asked-by-{by.pk}", most=MOST_ASKED_A_DAY, seconds=24 * 3600, refusal=TooMany)
    story = held(story)
    if story.consents.filter(user=member).exclude(user=None).exists() or (email and story.consents.filter(email=email.lower()).exists()):
        raise AskedAlready
    facts = {"role": role, "how": How.HUB, "user": member, "name": member.shown_name if member else name, "email": "" if member else email.lower()}
    consent = StoryConsent.objects.create(story=story, recorded_by=by, **facts)
    if member:
        notices.give(member, "story_asks", about=place_of(story))
    else:
        send_link(consent, by=by, language=language)
    settle(story, by=by)
    return consent


def send_link(consent: StoryConsent, *, by: User, language: str) -> None:
    organisation = consent.story.organisation
    subject, body = mail.render("story_consent", language=language, consent=consent, organisation=organisation, by=by)
    mail.post("story_consent", subject=subject, body=body, to=consent.email, language=language)


@transaction.atomic
def record(story: Story, *, by: User, agrees_to: list[str], consent: StoryConsent | None = None, **facts: Any) -> StoryConsent:
    """What somebody without an account has signed: for the first time, or anew, in the place of what `consent` said."""
    require_voice(by)
    story = held(story)
    consent = consent or StoryConsent(story=story)
    if consent.how == How.HUB:
        raise OnlyThemselves
    if consent.withdrawn_at and facts["agreed_on"] <= timezone.localdate(consent.withdrawn_at):
        raise SignedBefore
    for name, value in (facts | covers(agrees_to)).items():
        setattr(consent, name, value)
    consent.withdrawn_at, consent.recorded_by, consent.recorded_at = None, by, timezone.now()
    consent.save()
    settle(story, by=by)
    return consent


@transaction.atomic
def remove(consent: StoryConsent) -> None:
    """Somebody who was put down by mistake. Who has withdrawn stays, so that it is not forgotten; whatever is removed, the story is not shown."""
    held(consent.story)
    if not StoryConsent.objects.filter(pk=consent.pk, withdrawn_at=None).exists():
        raise SignedBefore
    consent.delete()


# By the person


@transaction.atomic
def agree(consent: StoryConsent, *, user: User, agrees_to: list[str], until: date | None = None) -> None:
    """By themselves, from now on. Agreeing anew takes the place of what they said before."""
    if not user.said_adult_at:
        raise NotOfAge
    story = held(consent.story)
    consent = taken(consent, user=user)
    now = timezone.now()
    facts = {"agreed_on": timezone.localdate(now), "agreed_at": now, "until": until, "withdrawn_at": None}
    StoryConsent.objects.filter(pk=consent.pk).update(**facts, **covers(agrees_to))
    close_notices(consent, user=user)
    settle(story, by=user)


def taken(consent: StoryConsent, *, user: User) -> StoryConsent:
    """Whoever has the link in the mail is meant by it: from now on it is theirs, and the address is forgotten."""
    consent = StoryConsent.objects.select_for_update(no_key=True, of=("self",)).get(pk=consent.pk)
    if consent.user_id not in (None, user.pk) or consent.story.consents.filter(user=user).exclude(pk=consent.pk).exists():
        raise OnlyThemselves
    StoryConsent.objects.filter(pk=consent.pk).update(user=user, email="")
    return consent


@transaction.atomic
def refuse(consent: StoryConsent, *, user: User) -> None:
    """They have been asked, and say no."""
    withdraw(taken(consent, user=user))
    close_notices(consent, user=user)


def close_notices(consent: StoryConsent, *, user: User) -> None:
    for kind in ("story_asks", "story_changed"):
        notices.close(user, kind, about=f"story:{consent.story_id}")


@transaction.atomic
def withdraw(consent: StoryConsent) -> None:
    """At any time, without a reason: from now on nobody reads the story. A picture that they had agreed to goes for good."""
    story = held(consent.story)
    if not StoryConsent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        return
    if consent.covers_picture or consent.role == StoryConsent.Role.PICTURED:
        put_picture(story, None)
    take_down(story)
    tell_writers(story)
