"""Roles: groups, each with the least that it needs. Only a superuser changes people and their roles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

FILES = frozenset({"wagtailimages.add_image", "wagtailimages.choose_image", "wagtaildocs.add_document", "wagtaildocs.choose_document"})
ALL_FILES = FILES | {
    f"{app}.{action}_{model}" for app, model in [("wagtailimages", "image"), ("wagtaildocs", "document")] for action in ("change", "delete")
}
COORDINATING = frozenset({"entrepreneurs.moderate", "entrepreneurs.enter_workspaces"})
FACTS = frozenset(f"hub.{action}_{model}" for action in ("add", "change", "view") for model in ("programme", "organisation", "topic"))
SYNONYMS = frozenset(f"search.{action}_synonymset" for action in ("add", "change", "delete", "view"))


@dataclass(frozen=True, slots=True)
class Role:
    """Permissions on models everywhere, on files in all collections, and on pages below the front pages."""

    permissions: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()


# In Wagtail, who may add pages below a page may also change those they have added, and no others.
ROLES = {
    "Learner": Role(),
    "Adviser": Role(permissions=frozenset({"entrepreneurs.advise"})),
    "Partner editor": Role(permissions=frozenset({"wagtailadmin.access_admin"})),  # what they edit, their organisation's own group says
    "Translator": Role(
        permissions=frozenset({"wagtailadmin.access_admin", "wagtail_localize.submit_translation"}),
        files=frozenset({"wagtailimages.choose_image", "wagtaildocs.choose_document"}),
        pages=frozenset({"change_page"}),
    ),
    "Coordinator": Role(
        permissions=FACTS | SYNONYMS | {"wagtailadmin.access_admin", "wagtail_localize.submit_translation", "learning.view_enrolment", *COORDINATING},
        files=FILES | {"wagtailimages.change_image", "wagtaildocs.change_document"},
        pages=frozenset({"add_page", "change_page", "publish_page", "lock_page"}),
    ),
    "Administrator": Role(
        permissions=FACTS
        | SYNONYMS
        | {f"hub.delete_{model}" for model in ("programme", "organisation", "topic")}
        | {f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete")}
        | {f"wagtailcore.{action}_collection" for action in ("add", "change", "delete")}
        | {"wagtailadmin.access_admin", "wagtail_localize.submit_translation", "learning.view_enrolment", *COORDINATING},
        files=ALL_FILES,
        pages=frozenset({"add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"}),
    ),
}


@transaction.atomic
def ensure_roles() -> None:
    """Every role as it stands above, whatever was there before. Said again, it changes nothing."""
    root = Collection.get_first_root_node()
    for name, role in ROLES.items():
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions(role.permissions))
        if root:
            give(GroupCollectionPermission, group, permissions(role.files), collection=root)
    retire_wagtails_groups()


@transaction.atomic
def grant_pages(home_pages: Iterable[Page]) -> None:
    """Each role's rights to pages: on the front pages and all that stands below them, and nowhere else."""
    homes = list(home_pages)
    for name, role in ROLES.items():
        group = Group.objects.get(name=name)
        granted = permissions({f"wagtailcore.{codename}" for codename in role.pages})
        GroupPagePermission.objects.filter(group=group).exclude(page__in=homes).delete()
        for home in homes:
            give(GroupPagePermission, group, granted, page=Page(pk=home.pk))


def give(model, group: Group, granted: Iterable[Permission], **place) -> None:
    """Exactly these permissions to a group in a place."""
    model.objects.filter(group=group, **place).exclude(permission__in=granted).delete()
    for permission in granted:
        model.objects.get_or_create(group=group, permission=permission, **place)


def permissions(labels: Iterable[str]) -> list[Permission]:
    """The permissions by their labels, such as hub.add_topic; KeyError for one that does not exist."""
    labels = set(labels)
    apps = {label.partition(".")[0] for label in labels}
    found = Permission.objects.filter(content_type__app_label__in=apps).select_related("content_type")
    by_label = {f"{permission.content_type.app_label}.{permission.codename}": permission for permission in found}
    return [by_label[label] for label in sorted(labels)]


def retire_wagtails_groups() -> None:
    """Wagtail's own two groups hold rights that no role here has: they go, if nobody is in them, and coordinators approve instead."""
    empty = Group.objects.filter(Q(name="Moderators") | Q(name="Editors"), user=None)
    for task in GroupApprovalTask.objects.filter(groups__in=empty).distinct():
        task.groups.set(Group.objects.filter(name="Coordinator"))
    empty.delete()
