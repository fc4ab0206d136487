"""Workspaces on screen: for those who are in them, and for nobody else."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from entrepreneurs.models import Workspace
from entrepreneurs.readiness import Readiness

A_PAGE = 25
SHOWN_FIRST = 5  # of each kind on the front


def for_members(view):
    """Visitors are sent to sign in, whatever they ask for; others than its members find nothing. No cache keeps the page, and no search engine."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, key, **names):
        workspace = get_object_or_404(Workspace.objects.visible_to(request.user), key=key)
        response = view(request, workspace, **names)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def show(request, workspace: Workspace, template: str, *, status: int = 200, **context):
    return render(request, f"workspaces/{template}.html", {"workspace": workspace, "is_hidden": True} | context, status=status)


def show_form(request, workspace: Workspace, form, **context):
    return show(request, workspace, "form", form=form, status=422 if form.errors else 200, **context)


def page_of(request, found):
    return Paginator(found, A_PAGE).get_page(request.GET.get("page"))


@never_cache
@login_required
def mine(request):
    return render(request, "workspaces/mine.html", {"workspaces": Workspace.objects.visible_to(request.user), "is_hidden": True})


@for_members
def front(request, workspace):
    """What is due, what was decided and put here last, the next meeting, what waits for translation, and who is in it."""
    return show(
        request,
        workspace,
        "front",
        tasks=workspace.tasks.unfinished().mine_first(request.user)[:SHOWN_FIRST],
        decisions=workspace.decisions.with_words()[:SHOWN_FIRST],
        documents=workspace.documents.with_versions()[:SHOWN_FIRST],
        readiness=Readiness(workspace, language=get_language()),
        **who_is_in(workspace),
    )


def who_is_in(workspace: Workspace) -> dict:
    """Partners with their people, and everybody else who is in it; three queries."""
    people = {organisation: [] for organisation in workspace.partners}
    for membership in workspace.memberships.select_related("user", "organisation").order_by("user__name", "user"):
        people[membership.organisation].append(membership.user)
    members = {user for found in people.values() for user in found}
    return {"partners": people.items(), "others": [user for user in workspace.people if user not in members]}


@for_members
def meetings(request, workspace):
    return show(request, workspace, "meetings")


@for_members
def translations(request, workspace):
    """What waits; with `?all` everything."""
    readiness = Readiness(workspace, language=get_language()).for_editor(request.user)
    return show(request, workspace, "translations", readiness=readiness, is_all="all" in request.GET)
