"""Wagtail's side doors: whoever edits one part of the tree is told nothing of the others, where Wagtail itself does not ask who they are."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from hub.models import HomePage

PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")  # as Wagtail's addresses name them
FILES = (["wagtailadmin_api", "images"], ["wagtailadmin_api", "documents"])  # the API, which lists everybody's


def is_confined(user) -> bool:
    """Whether somebody's rights begin below the front pages: of all else they see what everybody sees. One query, and those for permissions."""
    if user.is_superuser or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return not GroupPagePermission.objects.filter(group__user=user, page__in=HomePage.objects.values("pk")).exists()


def within_reach(user):
    """The pages that they edit, and those above them."""
    return PagePermissionPolicy().explorable_instances(user)


def choosable(pages, user):
    """What they may link to besides: what is published, under the title that everybody reads."""
    found = Page.objects.filter(Q(live=True, has_unpublished_changes=False) | Q(pk__in=within_reach(user).values("pk")))
    return pages.filter(pk__in=found.values("pk"))


class AdminDoorsMiddleware:
    """Closes them. Costs nothing outside the admin."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith(reverse("wagtailadmin_home")) and request.user.is_authenticated and is_confined(request.user):
            require_open(request.resolver_match)
            require_within_reach(request, {kwargs[name] for name in PAGES if kwargs.get(name)})


def require_open(match) -> None:
    """Reports tell of all pages, and so does the API of all files."""
    if "/reports/" in match.route or match.namespaces in FILES:
        raise Http404


def require_within_reach(request, asked: set) -> None:
    chooses = request.resolver_match.url_name == "wagtailadmin_choose_page_child"
    found = choosable(Page.objects.all(), request.user) if chooses else within_reach(request.user)
    if asked and found.filter(pk__in=asked).count() < len(asked):
        raise Http404
