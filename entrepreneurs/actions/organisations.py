"""Organisations come to the hub, are looked at by a coordinator, say who they are, become part of another, and leave."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.images.models import Image

from entrepreneurs import organisation_tree as tree
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Membership, OrganisationPage, PartnerTask, SharedDocument, User
from entrepreneurs.signals import merged
from hub import mail, notices, pagecache
from hub.models import Organisation, OrganisationAlias

MOST_WAITING = 3  # of one person


class AlreadyHere(ValidationError):
    """An organisation of this name is here: whoever belongs to it asks to be let in."""

    def __init__(self):
        super().__init__(gettext_lazy("An organisation with this name is here already. Open its page, and say that you belong to it."))


class TooManyWait(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Three of your organisations wait for a coordinator already. Please wait until they have been looked at."))


class IsIn(ValidationError):
    """It has been looked at meanwhile, or is not here any more."""

    def __init__(self):
        super().__init__(gettext_lazy("Somebody has decided about this organisation meanwhile."))


def coordinators():
    """Whom it is told that an organisation would like to join."""
    return User.objects.allowed("entrepreneurs.moderate")


# Coming


@transaction.atomic
def ask_to_join(user: User, *, name: str, language: str, **facts: Any) -> Organisation:
    """Somebody brings their organisation, and leads it here. They write from now on; others see it when a coordinator has verified it."""
    require_voice(user)
    require_adult(user)
    if Organisation.objects.named(name).exists():
        raise AlreadyHere
    if Organisation.objects.waiting().filter(memberships__user=user).count() >= MOST_WAITING:
        raise TooManyWait
    organisation = Organisation.objects.create(name=name, languages=language, asked_at=timezone.now(), **facts)
    Membership.objects.create(organisation=organisation, user=user, role=Membership.Role.LEAD, accepted_at=timezone.now())
    tree.plant_pages(organisation)
    tree.empower(organisation)
    for coordinator in coordinators().exclude(pk=user.pk):
        notices.give(coordinator, "organisation_asks", about=place_of(organisation))
    return organisation


@transaction.atomic
def ask_again(organisation: Organisation) -> None:
    """After a no, with what was asked for."""
    organisation = held(organisation)
    if organisation.declined_at is None:
        raise IsIn
    Organisation.objects.filter(pk=organisation.pk).update(declined_at=None, asked_at=timezone.now())
    for coordinator in coordinators():
        notices.give(coordinator, "organisation_asks", about=place_of(organisation))


def place_of(organisation: Organisation) -> str:
    return f"organisation:{organisation.pk}"


def held(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def waiting(organisation: Organisation) -> Organisation:
    """Held until the transaction ends, if nobody has decided about it."""
    organisation = held(organisation)
    if organisation.verified_at or organisation.declined_at:
        raise IsIn
    return organisation


@transaction.atomic
def verify(organisation: Organisation) -> None:
    """A coordinator knows who they are: their page is shown, and they publish by themselves."""
    organisation = waiting(organisation)
    organisation.verify()
    tree.show(organisation)
    tree.empower(organisation)
    decided(organisation, "organisation_verified")


@transaction.atomic
def decline(organisation: Organisation, *, reason: str) -> None:
    """With what is missing, in words; they can ask again."""
    organisation = waiting(organisation)
    Organisation.objects.filter(pk=organisation.pk).update(declined_at=timezone.now())
    decided(organisation, "organisation_declined", reason=reason)


def decided(organisation: Organisation, kind: str, **words: str) -> None:
    """Whoever brought it is told by mail, and coordinators' notices of it go."""
    transaction.on_commit(pagecache.forget)
    for membership in organisation.memberships.accepted().leading().select_related("user"):
        mail.send(kind, membership.user, organisation=organisation, **words)
    for coordinator in coordinators():
        notices.close(coordinator, "organisation_asks", about=place_of(organisation))


# Saying who they are


@transaction.atomic
def change_facts(organisation: Organisation, **facts: Any) -> None:
    """What is the same in every language, but for the name, which a coordinator changes."""
    organisation = held(organisation)
    for name, value in facts.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(facts))
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def write_words(page: OrganisationPage, *, by: User | None, **words: Any) -> None:
    """Its own words in one language, kept as a revision like any page's."""
    page = OrganisationPage.objects.select_for_update(no_key=True, of=["self"]).get(pk=page.pk).get_latest_revision_as_object()
    for name, value in words.items():
        setattr(page, name, value)
    revision = page.save_revision(user=by, log_action=True)
    if page.organisation.is_here:
        revision.publish(user=by)


@transaction.atomic
def set_logo(organisation: Organisation, *, by: User, logo: ContentFile, words: str) -> None:
    """The same on its pages in all languages; `words` are for those who do not see it."""
    facts = {"title": organisation.name, "description": words, "uploaded_by_user": by, "collection": tree.collection_of(organisation)}
    put_logo(organisation, Image.objects.create(file=logo, **facts), by=by)


def drop_logo(organisation: Organisation, *, by: User) -> None:
    put_logo(organisation, None, by=by)


@transaction.atomic
def put_logo(organisation: Organisation, logo: Image | None, *, by: User) -> None:
    earlier = {page.logo for page in organisation.pages.select_related("logo") if page.logo}
    for page in organisation.pages.all():
        write_words(page, by=by, logo=logo)
    for image in earlier:
        image.delete()


# Going


@transaction.atomic
def leave(organisation: Organisation) -> None:
    """It takes part no more: its page goes, nobody writes in its name, and what it published stays with it."""
    Organisation.objects.filter(pk=organisation.pk, left_at=None).update(left_at=timezone.now())
    gone(organisation)


@transaction.atomic
def come_back(organisation: Organisation) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(left_at=None)
    organisation.refresh_from_db()
    if organisation.is_here:
        tree.show(organisation)
    tree.empower(organisation)


@transaction.atomic
def merge(organisation: Organisation, *, into: Organisation) -> None:
    """It becomes part of another: its people, its names, and all that it published go over, and its addresses lead there."""
    if organisation.pk == into.pk or not into.is_here:
        raise ValidationError(gettext_lazy("Choose another organisation that is here."))
    here = set(into.memberships.values_list("user", flat=True))
    organisation.memberships.exclude(user__in=here).update(organisation=into)
    organisation.memberships.all().delete()
    organisation.aliases.update(organisation=into)
    OrganisationAlias.objects.get_or_create(name=organisation.name, defaults={"organisation": into})
    hand_over(organisation, into=into)
    targets = {page.locale_id: page for page in tree.plant_pages(into)}
    for page in organisation.pages.all():
        for child in page.get_children():
            child.move(targets[page.locale_id], pos="last-child")
    Organisation.objects.filter(pk=organisation.pk).update(merged_into=into)
    merged.send(Organisation, organisation=organisation, into=into)
    gone(organisation)
    tree.empower(into)


def hand_over(organisation: Organisation, *, into: Organisation) -> None:
    """What it does as a partner in programmes, and its places in networks."""
    organisation.partnerships.exclude(programme__in=into.partnerships.values("programme")).update(organisation=into)
    organisation.partnerships.all().delete()
    organisation.networks.exclude(network__in=into.networks.values("network")).update(organisation=into)
    organisation.networks.all().delete()
    PartnerTask.objects.filter(organisation=organisation).update(organisation=into)
    SharedDocument.objects.filter(put_for=organisation).update(put_for=into)


def gone(organisation: Organisation) -> None:
    organisation.refresh_from_db()
    tree.hide(organisation)
    tree.empower(organisation)
    transaction.on_commit(pagecache.forget)
