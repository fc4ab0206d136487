"""A practice in a further language: by those who write it, or offered by somebody else, about which they decide."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from hub import limits, mail, notices
from hub.models import Organisation
from learning.actions.practices import MOST_A_DAY, NothingWaits, TooMany, begin_page, deciders, save_draft
from learning.actions.resources import publishes_at_once
from learning.models import OfferedTranslation, Practice, PracticePage
from learning.models.practice_pages import QUESTIONS


class NotFurther(ValidationError):
    """It stands in this language already, or somebody has offered to tell it in it."""

    def __init__(self):
        super().__init__(gettext_lazy("It is told in this language already, or somebody’s translation waits. Choose another language."))


class HalfTranslated(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Translate the title and all four answers: half a practice helps nobody."))


@transaction.atomic
def translate(practice: Practice, *, language: str, by: User, provenance: str, in_name_of: Organisation | None = None, **words: Any) -> PracticePage:
    """Shown at once if `by` publishes the practice and it is shown; an offer, if `by` is somebody else.

    Whoever writes the practice may change a translation; others translate what is not told in the language yet.
    """
    require_adult(by)
    require_voice(by)
    if language == practice.language:
        raise NotFurther
    if not all(words[name].strip() for name in ("title", *QUESTIONS)):
        raise HalfTranslated
    is_theirs = Practice.objects.editable_by(by).filter(pk=practice.pk).exists()
    page = page_in(practice, language=language, title=words["title"], is_theirs=is_theirs)
    page.declared, page.translated_by = provenance, in_name_of or page.translated_by
    return keep(page, words, by=by, is_theirs=is_theirs)


def page_in(practice: Practice, *, language: str, title: str, is_theirs: bool) -> PracticePage:
    held = Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    there = held.pages.filter(locale__language_code=language).first()
    if there and (not is_theirs or hasattr(there, "offer")):
        raise NotFurther
    return there.get_latest_revision_as_object() if there else begin_page(held, language=language, title=title)


def keep(page: PracticePage, words: dict[str, str], *, by: User, is_theirs: bool) -> PracticePage:
    for name, text in words.items():
        setattr(page, name, text)
    revision = save_draft(page, by=by)
    if not is_theirs:
        offer(page, by=by)
    elif page.practice.is_listed and publishes_at_once(by, page.practice.organisation):
        revision.publish(user=by, skip_permission_checks=True)
    return page


def offer(page: PracticePage, *, by: User) -> None:
    """Before those who decide, with who made it and how on the page itself, where lists find it."""
    limits.spend(f"practices-of-{by.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    PracticePage.objects.filter(pk=page.pk).update(declared=page.declared, translated_by=page.translated_by)
    OfferedTranslation.objects.create(page=page, made_by=by)
    for user in deciders(page.practice.organisation):
        notices.give(user, "practice_waiting", about="practices")


@transaction.atomic
def accept(offered: OfferedTranslation, *, by: User) -> None:
    """It is shown, and says who translated it."""
    page, translator = taken(offered)
    page.latest_revision.publish(user=by, skip_permission_checks=True)
    tell_translator(page, translator, "practice_translation_accepted", by=by)


@transaction.atomic
def decline(offered: OfferedTranslation, *, by: User, because: str) -> None:
    """It goes, and whoever made it has their words back by mail, with the reason."""
    page, translator = taken(offered)
    draft = page.get_latest_revision_as_object()
    tell_translator(page, translator, "practice_translation_declined", by=by, because=because, words=[text for _n, _q, text in draft.answers()])
    page.delete(user=by)


def taken(offered: OfferedTranslation) -> tuple[PracticePage, User | None]:
    """The page and its translator; nobody else decides about it any more."""
    held = OfferedTranslation.objects.select_for_update(no_key=True, of=["self"]).filter(pk=offered.pk).first()
    if held is None:
        raise NothingWaits
    page, translator = held.page, held.made_by
    held.delete()
    return page, translator


def tell_translator(page: PracticePage, translator: User | None, kind: str, *, by: User, **words: Any) -> None:
    if translator and translator != by and translator.is_active:
        title = page.get_latest_revision_as_object().title
        mail.send(kind, translator, practice=page.practice, title=title, organisation=page.practice.organisation, **words)
