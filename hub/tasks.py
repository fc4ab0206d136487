"""What runs behind the pages: tasks for the worker."""

from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.signals import task_finished
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

TRIES = 6
LONGEST = timedelta(minutes=15)  # than any task may take
WORKERS = 3  # that may end in the middle of one task, before it is the task that is to blame


class NotDelivered(Exception):
    """The mail server has refused a mail for the last time. Names nobody, so that no log does."""


@task(backend="background")
def deliver(*, subject: str, body: str, to: str, headers: dict[str, str] | None = None, tries: int = 1) -> None:
    """Hand one mail to the mail server; if it cannot take it, again after 2, 4, 8, 16 and 32 minutes."""
    try:
        EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"} | (headers or {})).send()
    except (SMTPException, OSError) as refusal:
        if tries >= TRIES or not deliver.get_backend().supports_defer:
            raise NotDelivered(type(refusal).__name__) from None
        later = deliver.using(run_after=timezone.now() + timedelta(minutes=2**tries))
        later.enqueue(subject=subject, body=body, to=to, headers=headers, tries=tries + 1)


def begin_again() -> None:
    """Queue again what a worker began and never ended, because it was killed. So a mail may come twice, but never not at all."""
    for left in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LONGEST):
        status = TaskResultStatus.READY if len(left.worker_ids) < WORKERS else TaskResultStatus.FAILED
        DBTaskResult.objects.running().filter(pk=left.pk, started_at=left.started_at).update(status=status)


@receiver(task_finished)
def forget_delivered(sender, task_result, **kwargs):
    """A mail that has gone out leaves nothing in the queue: it may have carried a code."""
    is_ours = task_result.task.func is deliver.func and task_result.status == TaskResultStatus.SUCCESSFUL
    if is_ours and isinstance(task_result.task.get_backend(), DatabaseBackend):
        DBTaskResult.objects.filter(pk=task_result.id).delete()
