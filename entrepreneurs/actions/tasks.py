"""Setting tasks, changing and finishing them, and reminding those who have to do them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Membership, PartnerTask, User, Workspace
from hub import notices

FACTS = ("what", "note", "language", "person", "organisation", "due", "state")


@transaction.atomic
def set_task(workspace: Workspace, *, by: User, **facts: Any) -> PartnerTask:
    """Of what is near when it is set nobody is reminded: they have just agreed on it."""
    require_voice(by)
    task = PartnerTask(workspace=workspace, made_by=by, **facts)
    task.reminded = task.reminder_on(timezone.localdate())
    task.save()
    return task


@transaction.atomic
def change_task(task: PartnerTask, *, by: User, **facts: Any) -> PartnerTask:
    """With another day, or for somebody else, one is reminded anew."""
    require_voice(by)
    task = PartnerTask.objects.select_for_update(no_key=True).get(pk=task.pk)
    was = (task.due, task.person_id, task.organisation_id)
    forget_notices(task)
    for name, value in facts.items():
        setattr(task, name, value)
    if (task.due, task.person_id, task.organisation_id) != was:
        task.reminded = task.reminder_on(timezone.localdate())
    task.changed_at = timezone.now()
    task.save()
    return task


def finish(task: PartnerTask, *, by: User) -> PartnerTask:
    """Done. Pressed twice, it stays so."""
    return change_task(task, by=by, state=PartnerTask.State.DONE)


def forget_notices(task: PartnerTask) -> None:
    for user in those_who_do(task):
        notices.close(user, "task_due", about=about(task))


def about(task: PartnerTask) -> str:
    return f"task:{task.pk}"


def those_who_do(task: PartnerTask) -> list[User]:
    """Those of them who are in the workspace still: the person, or those who write in the organisation's name."""
    if task.person_id:
        return list(task.workspace.people.filter(pk=task.person_id))
    if task.organisation_id is None:
        return []
    writing = Membership.objects.editing().filter(pk__in=task.workspace.memberships.values("pk"), organisation=task.organisation_id)
    return list(User.objects.filter(pk__in=writing.values("user")))


def remind(today: date | None = None) -> None:
    """A week before, on the day, and once when it is past: each once, however often this is done."""
    today = today or timezone.localdate()
    for task in PartnerTask.objects.coming_due(today).select_related("workspace"):
        if task.reminder_on(today) > task.reminded:
            remind_of(task, today)


@transaction.atomic
def remind_of(task: PartnerTask, today: date) -> None:
    """Whoever notes it first reminds them. What they have not read yet is told anew, so that there is a mail for it."""
    if PartnerTask.objects.filter(pk=task.pk, reminded=task.reminded).update(reminded=task.reminder_on(today)):
        forget_notices(task)
        for user in those_who_do(task):
            notices.give(user, "task_due", about=about(task))
