"""Shared documents on screen, and the one door to their files."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from entrepreneurs.actions import documents as actions
from entrepreneurs.forms.workspaces import ShareForm, VersionForm
from entrepreneurs.models import DocumentVersion, SharedDocument
from entrepreneurs.views.attachments import handed_out
from entrepreneurs.views.workspaces import for_members, page_of, show, show_form


def sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@for_members
def documents(request, workspace):
    used = actions.used(workspace)
    found = page_of(request, workspace.documents.with_versions())
    return show(request, workspace, "documents", documents=found, used=used, room=actions.ROOM)


@for_members
def share(request, workspace):
    form = ShareForm(*sent(request))
    if request.method == "POST" and form.perform(actions.share, workspace, by=request.user):
        messages.success(request, _("It is here now, for everybody in this workspace."))
        return redirect("workspaces:documents", key=workspace.key)
    lead = _("Everybody in this workspace can read it, and nobody else.") + " " + room_left(workspace)
    return show_form(request, workspace, form, place="documents", title=_("Share a document"), lead=lead, button=_("Share it"))


def room_left(workspace) -> str:
    facts = {"used": filesizeformat(actions.used(workspace)), "room": filesizeformat(actions.ROOM)}
    return _("%(used)s of %(room)s are used.") % facts


@for_members
def document(request, workspace, pk):
    """With all its versions, and a form for a new one."""
    found = get_object_or_404(SharedDocument.objects.visible_to(request.user).with_versions(), pk=pk, workspace=workspace)
    form = VersionForm(*sent(request))
    if request.method == "POST" and form.perform(actions.add_version, found, by=request.user):
        messages.success(request, _("The new version is here; the earlier ones stay below."))
        return redirect(found)
    may_remove = SharedDocument.objects.removable_by(request.user).filter(pk=pk).exists()
    facts = {"document": found, "form": form, "may_remove": may_remove, "room_left": room_left(workspace)}
    return show(request, workspace, "document", status=422 if form.errors else 200, **facts)


@for_members
def remove(request, workspace, pk):
    """Asked first, and done then."""
    found = get_object_or_404(SharedDocument.objects.removable_by(request.user).with_versions(), pk=pk, workspace=workspace)
    if request.method == "POST":
        actions.take_away(found)
        messages.success(request, _("It is gone, with all its versions."))
        return redirect("workspaces:documents", key=workspace.key)
    return show(request, workspace, "remove", document=found)


@for_members
def file(request, workspace, name):
    """Saved and never shown; nobody keeps it on the way."""
    return handed_out(get_object_or_404(DocumentVersion.objects.visible_to(request.user), key=name, document__workspace=workspace))
