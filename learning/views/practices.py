"""Practices on screen: the list, one of them with its family, and how it is cited."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render

from entrepreneurs.views.attachments import handed_out
from entrepreneurs.views.conversations import number
from hub import notices
from hub.pagecache import for_all_visitors
from learning.actions.readings import note_reader
from learning.models import OfferedTranslation, Practice, PracticeFile, Story
from learning.practices import Practices, told
from learning.views.endorsements import beside


def practices(request):
    found = Practices(request, number=number(request.GET.get("page")) or 1)
    context = {"listing": found, "canonical": request.path, "waiting": waiting_number(request.user)}
    return for_all_visitors(request, render(request, "learning/practices/list.html", context))


def waiting_number(user) -> int:
    if not user.is_authenticated:
        return 0
    return Practice.objects.waiting_for(user).count() + offered_to(user).count() + Story.objects.waiting_for(user).count()


def offered_to(user):
    """The translations about which somebody decides."""
    found = OfferedTranslation.objects.filter(page__practice__in=Practice.objects.published_by(user))
    return found.select_related("page__locale", "page__practice__organisation", "page__translated_by", "page__latest_revision", "made_by")


def practice(request, pk):
    found = get_object_or_404(Practice.objects.visible_to(request.user).with_words().select_related("document", "contact", "programme"), pk=pk)
    may_edit = request.user.is_authenticated and Practice.objects.editable_by(request.user).filter(pk=pk).exists()
    if request.user.is_authenticated:
        follow(request.user, found, writes=may_edit)
    context = told(found, text=found.text) | beside(found, request.user)
    context |= {"may_edit": may_edit, "canonical": request.path if found.is_listed else ""}
    response = render(request, "learning/practices/practice.html", context)
    return for_all_visitors(request, response) if found.is_listed else response


def follow(user, found: Practice, *, writes: bool) -> None:
    """Whoever is told of it has seen it now; whoever reads it, and does not write it, is noted as a reader once."""
    for kind in ("practice_adapted", "practice_endorsed"):
        notices.close(user, kind, about=f"practice:{found.pk}")
    if found.is_listed and not writes:
        note_reader(found, user=user)


def document(request, pk):
    return handed_out(get_object_or_404(PracticeFile, practice__in=Practice.objects.visible_to(request.user), practice=pk))
