"""The recording of an event: watched or read by those who see it, and put there by its hosts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.actions import recordings as actions
from events.forms.recordings import ChaptersForm, RecordingForm, TranscriptForm
from events.guests import keys_in, who_asks
from events.models import Recording, Watch
from events.views.planning import led
from hub.blocks import EmbedBlock
from hub.pagecache import for_all_visitors
from hub.ranges import in_range


def shown(request, pk) -> Recording:
    found = Recording.objects.visible_to(who_asks(request), keys=keys_in(request)).select_related("event")
    return get_object_or_404(found.prefetch_related("transcripts", "chapters", "event__texts"), event=pk)


def recording(request, pk):
    """The film, its chapters and what was said in it."""
    found = shown(request, pk)
    is_watched = request.user.is_authenticated and Watch.objects.filter(recording=found, user=request.user).exists()
    address = EmbedBlock.PROVIDERS[found.provider].format(found.video) if found.video else ""
    context = {"recording": found, "event": found.event, "address": address, "is_watched": is_watched}
    return for_all_visitors(request, render(request, "events/recording.html", context))


def film(request, pk):
    found = shown(request, pk)
    if not found.film:
        raise Http404
    return in_range(request, found.film, filename=found.film.name.rpartition("/")[2])


def captions(request, pk, language):
    found = get_object_or_404(shown(request, pk).transcripts.exclude(captions=""), language=language)
    response = in_range(request, found.captions, filename="captions.vtt")
    response["Content-Type"] = "text/vtt; charset=utf-8"
    return response


@login_required
@require_POST
def watch(request, pk):
    actions.watch(shown(request, pk), user=request.user)
    messages.success(request, _("It counts for your course as if you had been there."))
    return redirect("events:recording", pk=pk)


# For hosts


@login_required
def edit(request, pk):
    """The film; what was said and the chapters have forms of their own below it."""
    event = led(request, pk)
    found = Recording.objects.filter(event=event).prefetch_related("transcripts", "chapters").first()
    forms = forms_of(request, found)
    if request.method == "POST" and save(request, event, found, forms):
        return redirect("events:edit_recording", pk=pk)
    context = {"event": event, "recording": found, "forms": forms}
    return render(request, "events/recording_edit.html", context, status=422 if request.method == "POST" else 200)


def forms_of(request, found: Recording | None) -> dict:
    """The three forms; that which was sent has what was in it."""
    data = {name: (request.POST, request.FILES) if request.POST.get("what") == name else (None, None) for name in ("film", "said", "chapters")}
    facts = {"minutes": found.minutes, "language": found.language} if found else {"language": request.LANGUAGE_CODE}
    language = request.GET.get("language", found.language if found else request.LANGUAGE_CODE)
    said = found.transcripts.filter(language=language).first() if found else None
    of_text = {"text": said.text, "provenance": said.provenance} if said else {}
    lines = "\n".join(f"{chapter.at} {chapter.title}" for chapter in found.chapters.all()) if found else ""
    return {
        "film": RecordingForm(*data["film"], recording=found, initial=facts),
        "said": TranscriptForm(*data["said"], initial={"language": language} | of_text),
        "chapters": ChaptersForm(*data["chapters"], initial={"rows": lines}),
    }


def save(request, event, found: Recording | None, forms: dict) -> bool:
    what = request.POST.get("what")
    if what == "film":
        return forms["film"].perform(actions.set_recording, event)
    if found is None:
        return False
    if what in {"said", "chapters"}:
        return forms[what].perform(actions.set_transcript if what == "said" else actions.set_chapters, found)
    if what in {"publish", "remove"}:
        settle(request, found, actions.publish_recording if what == "publish" else actions.remove_recording)
    return what in {"publish", "remove"}


def settle(request, found: Recording, action) -> None:
    try:
        action(found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
