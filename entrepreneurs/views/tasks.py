"""Tasks of partners on screen."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.actions import tasks as actions
from entrepreneurs.forms.workspaces import ChangeTaskForm, TaskForm
from entrepreneurs.models import PartnerTask
from entrepreneurs.views.workspaces import A_PAGE, for_members, page_of, show, show_form


@for_members
def tasks(request, workspace):
    """What is not finished, one's own first; and what was finished last."""
    unfinished = page_of(request, workspace.tasks.unfinished().mine_first(request.user))
    finished = workspace.tasks.finished().select_related("person", "organisation", "workspace")[:A_PAGE]
    return show(request, workspace, "tasks", tasks=unfinished, finished=finished, here_still=here_still(workspace))


def here_still(workspace) -> set[int]:
    """Those who are in it: a task of somebody who has left needs somebody else."""
    return set(workspace.people.values_list("pk", flat=True))


@for_members
def set_task(request, workspace):
    form = TaskForm(request.POST or None, workspace=workspace)
    if request.method == "POST" and form.perform(actions.set_task, workspace, by=request.user):
        messages.success(request, _("It stands among the tasks."))
        return redirect("workspaces:tasks", key=workspace.key)
    lead = _("Whoever does it is reminded a week before, on the day, and once when it is past.")
    return show_form(request, workspace, form, place="tasks", title=_("Set a task"), lead=lead, button=_("Set it"))


@for_members
def task(request, workspace, pk):
    found = get_object_or_404(PartnerTask.objects.visible_to(request.user), pk=pk, workspace=workspace)
    form = ChangeTaskForm(request.POST or None, initial=ChangeTaskForm.initial_of(found), workspace=workspace)
    if request.method == "POST" and form.perform(actions.change_task, found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("workspaces:tasks", key=workspace.key)
    return show_form(request, workspace, form, place="tasks", title=_("A task"), button=_("Save"))


@for_members
@require_POST
def done(request, workspace, pk):
    """In one press; whoever pressed it by mistake changes it back."""
    found = get_object_or_404(PartnerTask.objects.visible_to(request.user), pk=pk, workspace=workspace)
    actions.finish(found, by=request.user)
    messages.success(request, _("Done: %(what)s") % {"what": found.what})
    return redirect("workspaces:tasks", key=workspace.key)
