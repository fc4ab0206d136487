"""Writing a practice in an organisation's name, handing one in, deciding about it, and how it stands then.

Who may do what is asked of the practice (models/practices.py); Wagtail, which asks of the tree, is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from entrepreneurs import organisation_tree as tree
from entrepreneurs.actions.attachments import TooManyFiles, forget_in
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Membership, User
from hub import limits, mail, notices, pagecache
from hub.models import Organisation
from learning.actions.resources import NothingWaits, publishes_at_once
from learning.models import OfferedTranslation, Practice, PracticeFacet, PracticeFile, PracticePage
from learning.models.documents import PRACTICES
from learning.models.handed_in import deciding
from learning.models.practice_pages import QUESTIONS, WORDS

MOST_A_DAY = 20
FACETS = {"topics": PracticeFacet.Kind.TOPIC, "competences": PracticeFacet.Kind.COMPETENCE}


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That was a lot in a day. Your text is still here: come back with it tomorrow."))


class NotTaken(ValidationError):
    """Nobody there could decide about it."""

    def __init__(self):
        super().__init__(gettext_lazy("This organisation takes no practices. Choose another one."))


class Incomplete(ValidationError):
    def __init__(self):
        super().__init__(
            gettext_lazy("The four questions make a practice: answer each of them, in a sentence at least. You can save it as a draft meanwhile.")
        )


def taking_from(user: User):
    """The organisations for which somebody may write: those they belong to, and all that decide about it; for coordinators, all that are here."""
    theirs = Q(pk__in=Membership.objects.of(user).values("organisation"))
    listed = Organisation.objects.listed()
    taking = listed if user.has_perm("entrepreneurs.moderate") else listed.filter(pk__in=deciding())
    return Organisation.objects.filter(theirs | Q(pk__in=taking.values("pk")))


# Writing


@transaction.atomic
def write(
    user: User,
    *,
    organisation: Organisation,
    language: str,
    wish: str,
    document: Accepted | None = None,
    adapted_from: Practice | None = None,
    **told: Any,
) -> Practice:
    """A practice, its words and its facts as a first draft, and then what the writer wishes: see `send`.

    ValidationError for whoever may not: NotAdult, Silenced, NotTaken, TooMany, Incomplete.
    """
    require_adult(user)
    require_voice(user)
    if not taking_from(user).filter(pk=organisation.pk).exists():
        raise NotTaken
    limits.spend(f"practices-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    practice = Practice(organisation=organisation, language=language, made_by=user, adapted_from=adapted_from)
    practice.family = adapted_from and adapted_from.family
    keep_facts(practice, told)
    begin_page(practice, language=language, title=told["title"])
    return keep(practice, told, document=document, wish=wish, by=user)


@transaction.atomic
def change(practice: Practice, *, by: User, wish: str, document: Accepted | None = None, **told: Any) -> Practice:
    """What those who write it say now, in the language it was written in first."""
    require_voice(by)
    practice = held(practice)
    if practice.is_listed and not publishes_at_once(by, practice.organisation):
        document = None  # facts and file are what readers see: they wait for whoever publishes
    else:
        keep_facts(practice, told)
    return keep(practice, told, document=document, wish=wish, by=by)


def held(practice: Practice) -> Practice:
    return Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)


def keep_facts(practice: Practice, told: dict[str, Any]) -> None:
    """What is the same in every language; `told` keeps the rest."""
    facets = {kind: told.pop(name) for name, kind in FACETS.items() if name in told}
    for name in [name for name in told if name not in (*WORDS, "publish_at")]:
        setattr(practice, name, told.pop(name))
    practice.changed_at = timezone.now()
    practice.full_clean(exclude=["made_by", "family"])
    practice.save()
    if practice.family_id is None:
        practice.family = practice
        practice.save(update_fields=["family"])
    for kind, values in facets.items():
        practice.facets.filter(kind=kind).delete()
        PracticeFacet.objects.bulk_create(PracticeFacet(practice=practice, kind=kind, value=value) for value in dict.fromkeys(values))
    transaction.on_commit(pagecache.forget)


def begin_page(practice: Practice, *, language: str, title: str, **facts: Any) -> PracticePage:
    """Its page in a language, below that of its organisation; not shown yet. All its pages are translations of each other."""
    parent = next(page for page in tree.plant_pages(practice.organisation) if page.locale.language_code == language)
    if other := practice.pages.first():
        facts["translation_key"] = other.translation_key
    page = PracticePage(title=title, slug=f"practice-{practice.pk}", locale=parent.locale, practice=practice, live=False, **facts)
    return parent.add_child(instance=page)


def keep(practice: Practice, told: dict[str, Any], *, document: Accepted | None, wish: str, by: User) -> Practice:
    publish_at = told.pop("publish_at", None)
    page = practice.draft(practice.language)
    for name in WORDS:
        setattr(page, name, told.get(name, getattr(page, name)))
    save_draft(page, by=by)
    if document:
        keep_file(practice, document, by=by)
    return send(practice, wish=wish, by=by, publish_at=publish_at)


def save_draft(page: PracticePage, *, by: User) -> Revision:
    """A revision; what readers do not see yet stands in the row as well, where whoever translates it in Wagtail finds it."""
    page.draft_title = page.title
    if not page.live:
        PracticePage.objects.filter(pk=page.pk).update(draft_title=page.title, **{name: getattr(page, name) for name in WORDS})
    return page.save_revision(user=by, clean=False, log_action=True)


def keep_file(practice: Practice, document: Accepted, *, by: User) -> None:
    """One file: a new one takes the place of the old, which goes when all this has been kept."""
    limits.spend(f"files-of-{by.pk}", most=settings.FILES_A_DAY, seconds=24 * 3600, refusal=TooManyFiles)
    PracticeFile.objects.filter(practice=practice).delete()
    content = ContentFile(document.content, name=document.name)
    PracticeFile.objects.create(practice=practice, file=content, name=document.name, kind=document.kind, size=len(document.content))


def send(practice: Practice, *, wish: str, by: User, publish_at: datetime | None = None) -> Practice:
    """`wish` is "draft", which nobody else sees, or "send": published by whoever may, on their day; handed in by everybody else."""
    if wish == "draft":
        Practice.objects.filter(pk=practice.pk).update(proposed_at=None)
        return practice
    require_complete(practice)
    if publishes_at_once(by, practice.organisation):
        return publish(practice, by=by, publish_at=publish_at)
    return propose(practice)


def require_complete(practice: Practice) -> None:
    page = practice.draft(practice.language)
    if page is None or not all(getattr(page, name).strip() for name in QUESTIONS):
        raise Incomplete


def propose(practice: Practice) -> Practice:
    """Before those who publish in the organisation's name, or the coordinators where nobody does. They are told."""
    practice.proposed_at, practice.returned_because = timezone.now(), ""
    practice.save(update_fields=["proposed_at", "returned_because"])
    for user in deciders(practice.organisation):
        notices.give(user, "practice_waiting", about="practices")
    return practice


def deciders(organisation: Organisation) -> Iterable[User]:
    """Those who publish in the organisation's name; where there are none, the coordinators of the hub."""
    editing = Membership.objects.accepted().editing().filter(organisation=organisation, organisation__in=deciding())
    found = User.objects.filter(pk__in=editing.values("user"), is_active=True)
    return found if found.exists() else User.objects.allowed("entrepreneurs.moderate")


# Deciding


@transaction.atomic
def publish(practice: Practice, *, by: User, publish_at: datetime | None = None) -> Practice:
    """As it was written last, at once or at a moment to come. Whoever wrote it is told by mail, if somebody else decided."""
    practice = held(practice)
    require_complete(practice)
    was_handed_in = practice.proposed_at is not None
    practice.proposed_at, practice.returned_because = None, ""
    practice.save(update_fields=["proposed_at", "returned_because"])
    page = practice.draft(practice.language)
    page.go_live_at, page.expired = publish_at, False
    page.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)
    if was_handed_in:
        tell_author(practice, "practice_published", by=by)
    practice.refresh_from_db()
    return practice


@transaction.atomic
def accept(practice: Practice, *, by: User) -> Practice:
    """What was handed in is published; NothingWaits if somebody else was quicker."""
    require_waiting(practice)
    return publish(practice, by=by)


@transaction.atomic
def give_back(practice: Practice, *, by: User, because: str) -> None:
    """To whoever wrote it, with the reason: they can mend it, and hand it in again."""
    require_waiting(practice)
    Practice.objects.filter(pk=practice.pk).update(proposed_at=None, returned_because=because)
    tell_author(practice, "practice_returned", by=by, because=because)


def require_waiting(practice: Practice) -> None:
    if held(practice).proposed_at is None:
        raise NothingWaits


def tell_author(practice: Practice, kind: str, *, by: User, **words: str) -> None:
    if practice.made_by and practice.made_by != by and practice.made_by.is_active:
        title = practice.draft(practice.language).title
        mail.send(kind, practice.made_by, practice=practice, title=title, organisation=practice.organisation, **words)


@transaction.atomic
def withdraw(practice: Practice, *, by: User) -> None:
    """Nobody reads it any more, in any language; what was adapted from it stays, and says that it has gone."""
    Practice.objects.filter(pk=practice.pk).update(proposed_at=None)
    for page in practice.pages.all():
        page.revisions.update(approved_go_live_at=None)
        UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)


@transaction.atomic
def bring_back(practice: Practice, *, by: User) -> Practice:
    """What was withdrawn is there again, in all the languages in which it was shown; whoever may not publish hands it in."""
    practice = send(practice, wish="send", by=by)
    if practice.is_listed:
        for page in practice.pages.filter(live=False, offer=None).exclude(latest_revision=None):
            page.latest_revision.publish(user=by, skip_permission_checks=True)
    return practice


@transaction.atomic
def discard(practice: Practice, *, by: User) -> None:
    """What nobody has read goes, with its file; what was published once is withdrawn instead."""
    practice = held(practice)
    if practice.published_at:
        raise NothingWaits
    practice.pages.all().delete()
    Practice.objects.filter(pk=practice.pk).update(family=None)
    practice.delete()


def settle(practice: Practice) -> None:
    """Whether everybody sees it follows from its pages, whoever published, unpublished or deleted one, here or in Wagtail."""
    is_listed = practice.pages.live().exists()
    since = practice.published_at or (timezone.now() if is_listed else None)
    is_new = is_listed and practice.published_at is None
    waits = {} if practice.pages.exists() else {"proposed_at": None}
    Practice.objects.filter(pk=practice.pk).update(is_listed=is_listed, published_at=since, **waits)
    OfferedTranslation.objects.filter(page__practice=practice, page__live=True).delete()
    transaction.on_commit(pagecache.forget)
    if is_new and practice.adapted_from:
        tell_of_adaptation(practice)


def told_of(practice: Practice):
    """Who hears what becomes of a practice: those who write in its organisation's name, and who wrote it."""
    editing = Membership.objects.accepted().editing().filter(organisation=practice.organisation)
    return User.objects.filter(Q(pk__in=editing.values("user")) | Q(pk=practice.made_by_id), is_active=True)


def tell_of_adaptation(practice: Practice) -> None:
    """Those who wrote the original hear what has become of it elsewhere."""
    for user in told_of(practice.adapted_from):
        notices.give(user, "practice_adapted", about=f"practice:{practice.pk}")


def hand_over(organisation: Organisation, *, into: Organisation) -> None:
    """What an organisation published goes with it when it becomes part of another."""
    Practice.objects.filter(organisation=organisation).update(organisation=into)
    PracticePage.objects.filter(translated_by=organisation).update(translated_by=into)


def forget_orphans() -> None:
    """Files that no row names, because a transaction failed or a process was killed just then."""
    forget_in(PRACTICES, known=set(PracticeFile.objects.values_list("file", flat=True)))
