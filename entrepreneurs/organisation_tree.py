"""Where organisations stand in Wagtail: a directory and a page of each in every language, and what its editors may do there and nowhere else."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from entrepreneurs.models import OrganisationPage, OrganisationsPage
from entrepreneurs.roles import FILES, give, permissions
from hub.loading.shapes import key_of
from hub.models import HomePage, Organisation

WRITE = frozenset({"add_page", "change_page"})
PUBLISH = frozenset({"publish_page"})
ADMIN = frozenset({"wagtailadmin.access_admin", "wagtail_localize.submit_translation"})
OWN_FILES = FILES | {"wagtailimages.change_image", "wagtaildocs.change_document"}


def plant() -> None:
    """The directory in every language, and the page of every organisation in each; said again, it adds what is missing."""
    for home in HomePage.objects.select_related("locale"):
        directory_in(home)
    for organisation in Organisation.objects.verified():
        plant_pages(organisation)
        empower(organisation)


def directory_in(home: HomePage) -> OrganisationsPage:
    found = OrganisationsPage.objects.filter(locale=home.locale).first()
    if found is None:
        with translation.override(home.locale.language_code):
            found = OrganisationsPage(title=_("Organisations"), slug="organisations", locale=home.locale, translation_key=key_of("organisations"))
        home.add_child(instance=found)
    return found


def plant_pages(organisation: Organisation) -> list[OrganisationPage]:
    """Its page in every language; shown as soon as it is verified."""
    known = {page.locale_id: page for page in organisation.pages.select_related("locale")}
    key = known[min(known)].translation_key if known else key_of("organisations", organisation.slug)
    for directory in OrganisationsPage.objects.select_related("locale"):
        if directory.locale_id not in known:
            facts = {"title": organisation.name, "slug": organisation.slug, "organisation": organisation}
            page = OrganisationPage(locale=directory.locale, translation_key=key, live=organisation.is_here, **facts)
            known[directory.locale_id] = directory.add_child(instance=page)
    return list(known.values())


def show(organisation: Organisation) -> None:
    """Its page goes live in every language, under its name as it is now."""
    for page in plant_pages(organisation):
        page = page.get_latest_revision_as_object()
        page.title = organisation.name
        page.save_revision().publish()


def hide(organisation: Organisation) -> None:
    for page in organisation.pages.all():
        page.unpublish()


def group_of(organisation: Organisation) -> Group:
    return Group.objects.get_or_create(name=f"Organisation {organisation.pk}")[0]


def collection_of(organisation: Organisation) -> Collection:
    """Its pictures and documents, which nobody else's editors see."""
    name = f"Organisation {organisation.pk}"
    return Collection.objects.filter(name=name).first() or Collection.get_first_root_node().add_child(name=name)


def empower(organisation: Organisation) -> None:
    """Exactly those who write in its name may do exactly what they may in its part of the tree; publish only once it is verified.

    Call it whenever its members, its pages or its standing change.
    """
    group = group_of(organisation)
    writes = organisation.left_at is None and organisation.merged_into_id is None
    editing = organisation.memberships.accepted().editing().values_list("user", flat=True)
    group.user_set.set(editing if writes else [])
    group.permissions.set(permissions(ADMIN))
    granted = permissions(f"wagtailcore.{codename}" for codename in WRITE | (PUBLISH if organisation.is_verified else frozenset()))
    pages = list(organisation.pages.values_list("pk", flat=True))
    GroupPagePermission.objects.filter(group=group).exclude(page__in=pages).delete()
    for pk in pages:
        give(GroupPagePermission, group, granted, page=Page(pk=pk))
    give(GroupCollectionPermission, group, permissions(OWN_FILES), collection=collection_of(organisation))
