"""Stories on screen: the list, one of them, and its picture."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render

from entrepreneurs.views.conversations import number
from hub.pagecache import for_all_visitors
from learning.models import Practice, Story, StoryConsent
from learning.stories import Stories


def stories(request):
    found = Stories(request, number=number(request.GET.get("page")) or 1)
    context = {"listing": found, "canonical": request.path}
    return for_all_visitors(request, render(request, "learning/stories/list.html", context))


def story(request, pk):
    found = get_object_or_404(Story.objects.visible_to(request.user).with_words().select_related("practice"), pk=pk)
    is_shown = found.is_listed and (not request.user.is_authenticated or found.is_agreed)
    context = {
        "story": found,
        "text": found.text,
        "practice": practice_of(found),
        "is_shown": is_shown,
        "canonical": request.path if is_shown else "",
    }
    if request.user.is_authenticated:
        context["may_edit"] = Story.objects.editable_by(request.user).filter(pk=pk).exists()
        context["mine"] = StoryConsent.objects.visible_to(request.user).filter(story=found).first()
    response = render(request, "learning/stories/story.html", context)
    return for_all_visitors(request, response) if is_shown else response


def practice_of(found: Story) -> Practice | None:
    """The practice that it tells of, if everybody may read it."""
    return Practice.objects.listed().with_words().filter(pk=found.practice_id).first() if found.practice_id else None


def picture(request, pk, name):
    return drawn(request, get_object_or_404(Story.objects.visible_to(request.user), pk=pk), name)


def drawn(request, found: Story, name: str) -> HttpResponse:
    """Asked for each time, and sent once: what is withdrawn is not shown from anybody's store. Another picture has another name."""
    if not found.picture or found.picture_name != name:
        raise Http404
    headers = {"Cache-Control": "private, no-cache", "ETag": f'"{name}"'}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    try:
        with found.picture.open("rb") as stored:
            return HttpResponse(stored.read(), content_type="image/webp", headers=headers)
    except FileNotFoundError as lost:
        raise Http404 from lost
