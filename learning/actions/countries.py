"""What the cells of the comparison say: written, handed in, published with a source, given back, withdrawn, translated."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from hub import notices, pagecache
from hub.models import Organisation, Provenance
from learning.models import ComparisonCell, Statement, StatementText
from learning.models.countries import PUBLIC, Standing, coordinates, writing

FACTS = ("language", "source_title", "source_url", "source_print", "dated_on", "seen_on", "organisation", "is_named")


class WithoutSource(ValidationError):
    """What nobody can look up is not published."""


class WrittenMeanwhile(ValidationError):
    """Somebody else has published in the same cell since the form was opened."""


class NotTheirs(ValidationError):
    """An organisation speaks of the countries it works in, through those who write in its name."""


class NotWaiting(ValidationError):
    """It has been decided already, or its author has taken it back."""


class NothingToWithdraw(ValidationError):
    """It is not what the cell says any more."""


def require_source(*, source_title: str, source_url: str, source_print: str, dated_on: date | None, seen_on: date | None, **_facts: Any) -> None:
    """A title, where it is found, and a day: each refusal by its field."""
    missing = {}
    if not source_title:
        missing["source_title"] = _("Name the source: without one, this cannot be published.")
    if not (source_url or source_print):
        missing["source_url"] = _("Say where the source is found: its address on the web, or where it is printed.")
    if not (dated_on or seen_on):
        missing["seen_on"] = _("Say from which day the source is, or on which day you saw it.")
    if missing:
        raise WithoutSource(missing)


def require_right(cell: ComparisonCell, *, author: User, organisation: Organisation | None, is_verified: bool) -> None:
    """Coordinators may speak for the hub, everybody else for an organisation of theirs that works in the country."""
    if organisation is None and coordinates(author):
        return
    mine = [one.organisation for one in (writing(author).of_verified() if is_verified else writing(author)) if one.organisation == organisation]
    if not any(cell.country in one.countries for one in mine):
        raise NotTheirs(_("Choose an organisation in whose name you write, and that works in this country."))


def locked(cell: ComparisonCell) -> ComparisonCell:
    return ComparisonCell.objects.select_for_update(no_key=True).get(pk=cell.pk)


def current(cell: ComparisonCell) -> Statement | None:
    return cell.statements.published().first()


@transaction.atomic
def keep_draft(cell: ComparisonCell, *, author: User, text: str, base: int | None = None, **facts: Any) -> Statement:
    """For its author alone, in place of what they had begun; a source may still be missing."""
    require_right(cell, author=author, organisation=facts["organisation"], is_verified=False)
    return written(locked(cell), author=author, text=text, state=Standing.DRAFT, **facts)


@transaction.atomic
def hand_in(cell: ComparisonCell, *, author: User, text: str, base: int | None = None, **facts: Any) -> Statement:
    """For a coordinator to publish or give back."""
    require_source(**facts)
    require_right(cell, author=author, organisation=facts["organisation"], is_verified=False)
    return written(locked(cell), author=author, text=text, state=Standing.WAITING, **facts)


@transaction.atomic
def publish(cell: ComparisonCell, *, author: User, text: str, base: int | None, **facts: Any) -> Statement:
    """Say it in the cell. `base` is the version that its author had before them: if another stands there now, nothing changes and both are shown.

    Sent again, it is the version that is there already.
    """
    require_source(**facts)
    require_right(cell, author=author, organisation=facts["organisation"], is_verified=True)
    cell = locked(cell)
    there = current(cell)
    if there and is_same(there, author=author, text=text, **facts):
        return there
    if base != (there.pk if there else None):
        raise WrittenMeanwhile(_("Somebody else has written here meanwhile. Read both: what you publish now takes the place of theirs."))
    return make_public(written(cell, author=author, text=text, state=Standing.DRAFT, **facts), there=there)


def is_same(there: Statement, *, author: User, text: str, **facts: Any) -> bool:
    said = there.author_id == author.pk and there.texts.filter(language=there.language, text=text).exists()
    return said and all(getattr(there, name) == facts[name] for name in FACTS)


def written(cell: ComparisonCell, *, author: User, text: str, state: str, **facts: Any) -> Statement:
    """The author's unfinished version, as it is now."""
    own = cell.statements.unfinished_of(author).first() or Statement(cell=cell, author=author)
    for name, value in ({name: facts[name] for name in FACTS} | {"state": state, "reason": "", "made_at": timezone.now()}).items():
        setattr(own, name, value)
    own.save()
    own.texts.all().delete()
    own.texts.create(language=own.language, text=text)
    return own


def make_public(statement: Statement, *, there: Statement | None) -> Statement:
    """In place of what stood there, which stays in the history."""
    now = timezone.now()
    if there:
        Statement.objects.filter(pk=there.pk).update(state=Standing.REPLACED, ended_at=now)
    statement.state, statement.published_at = Standing.PUBLISHED, now
    statement.save()
    transaction.on_commit(pagecache.forget)
    return statement


# What coordinators decide


def about(statement: Statement) -> str:
    return f"statement:{statement.pk}"


def still_waiting(statement: Statement) -> Statement:
    locked(statement.cell)
    found = Statement.objects.waiting().select_related("cell", "author").filter(pk=statement.pk).first()
    if found is None:
        raise NotWaiting(_("It has been decided already, or its author has taken it back."))
    return found


@transaction.atomic
def accept(statement: Statement, *, base: int | None) -> Statement:
    """Publish what was handed in; its author is told."""
    found = still_waiting(statement)
    require_source(**{name: getattr(found, name) for name in FACTS})
    there = current(found.cell)
    if base != (there.pk if there else None):
        raise WrittenMeanwhile(_("Somebody else has written here meanwhile. Read both: what you publish now takes the place of theirs."))
    make_public(found, there=there)
    tell_author(found)
    return found


@transaction.atomic
def give_back(statement: Statement, *, reason: str) -> Statement:
    """Not like this; its author reads why, and can hand it in again."""
    found = still_waiting(statement)
    found.state, found.reason = Standing.RETURNED, reason
    found.save(update_fields=["state", "reason"])
    tell_author(found)
    return found


def tell_author(statement: Statement) -> None:
    if statement.author:
        notices.give(statement.author, "statement_answered", about=about(statement))


@transaction.atomic
def discard(statement: Statement) -> None:
    """What has not been published goes, if its author does not want it any more."""
    Statement.objects.filter(pk=statement.pk).exclude(state__in=PUBLIC).delete()


@transaction.atomic
def withdraw(statement: Statement, *, reason: str) -> None:
    """From now on nothing is known in the cell. The version stays in the history, with the reason."""
    locked(statement.cell)
    facts = {"state": Standing.WITHDRAWN, "reason": reason, "ended_at": timezone.now()}
    if not Statement.objects.published().filter(pk=statement.pk).update(**facts):
        raise NothingToWithdraw(_("It is not what stands here any more."))
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def translate(statement: Statement, *, language: str, text: str, provenance: str) -> StatementText:
    """Never the language it was written in: that would be another version."""
    if language == statement.language or provenance == Provenance.ORIGINAL:
        raise ValidationError(_("It was written in this language."))
    facts = {"text": text, "provenance": provenance}
    said, _is_new = StatementText.objects.update_or_create(statement=statement, language=language, defaults=facts)
    transaction.on_commit(pagecache.forget)
    return said
