"""What courses keep of those who facilitate them, and lessons of those who report mistakes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from entrepreneurs.privacy import of
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person
from learning.models import CoursePage, Facilitator, LessonPage, Mistake
from learning.privacy.progress import titled


def erase_facilitators(rows, person: Person) -> None:
    """Also from what all visitors were shown."""
    privacy.delete(rows, person)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Facilitator,
    purpose=gettext_lazy("So that those who take a course know who facilitates it, and you are told of their questions"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you step down, a coordinator lets you go, or you erase your account"),
    of=of(Facilitator, "user"),
    erase=erase_facilitators,
    explain=lambda row: {gettext_lazy("Course"): titled(CoursePage.objects.all(), row.course_key)},
)
privacy.register(
    Mistake,
    purpose=gettext_lazy("So that editors can mend the lesson, and tell you what became of it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; reports of visitors are nobody's"),
    of=of(Mistake, "reporter"),
    explain=lambda row: {gettext_lazy("Lesson"): titled(LessonPage.objects.all(), row.lesson_key)},
)
