"""What came of an event: its page, and where hosts go over it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from events import markdown
from events.actions import recaps as actions
from events.forms.recaps import RecapForm, RecapTranslationForm
from events.guests import keys_in, who_asks
from events.models import Event, Reach, Recap
from events.views.planning import led
from hub.models import Provenance
from hub.pagecache import for_all_visitors


def recap(request, pk):
    found = Recap.objects.visible_to(who_asks(request), keys=keys_in(request)).select_related("event")
    shown = get_object_or_404(found.prefetch_related("texts", "event__texts"), event=pk)
    is_listed = shown.event.reach == Reach.EVERYONE and shown.published_at is not None
    context = {
        "recap": shown,
        "event": shown.event,
        "words": markdown.render(shown.text.text),
        "canonical": request.path if is_listed else "",
        "is_hidden": not is_listed,
    }
    response = render(request, "events/recap.html", context)
    return for_all_visitors(request, response) if is_listed else response


@login_required
def edit(request, pk):
    """In the event's own language: drafted, changed, published."""
    event = led(request, pk)
    known = Recap.objects.filter(event=event).prefetch_related("texts").first()
    if request.method == "POST" and "draft" in request.POST:
        return make_draft(request, event)
    if known is None:
        return show(request, event, RecapForm())
    form = RecapForm(request.POST or None, initial={"text": own(known, event.language)})
    if request.method == "POST" and form.perform(actions.write, known, language=event.language):
        return arranged(request, known)
    return show(request, event, form, recap=known)


def own(recap: Recap, language: str) -> str:
    return next((text.text for text in recap.texts.all() if text.language == language), "")


def make_draft(request, event: Event):
    try:
        actions.make_draft(event)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("events:edit_recap", pk=event.pk)


def arranged(request, recap: Recap):
    """Saved; and published, or taken back, if that was asked for."""
    if "publish" in request.POST:
        actions.publish(recap)
        messages.success(request, _("It is published."))
    elif "back" in request.POST:
        actions.take_back(recap)
        messages.success(request, _("Saved. Only hosts see it."))
    else:
        messages.success(request, _("Saved."))
    return redirect("events:edit_recap", pk=recap.event_id)


@login_required
def translate(request, pk, language):
    event = led(request, pk)
    known = get_object_or_404(Recap.objects.prefetch_related("texts"), event=event)
    if language not in dict(settings.LANGUAGES) or language == event.language:
        raise Http404
    there = next((text for text in known.texts.all() if text.language == language), None)
    initial = {"text": there.text if there else "", "provenance": there.provenance if there else Provenance.PERSON}
    form = RecapTranslationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(actions.write, known, language=language):
        messages.success(request, _("Saved."))
        return redirect("events:edit_recap", pk=pk)
    return show(request, event, form, recap=known, into=language, original=own(known, event.language))


def show(request, event: Event, form, **context):
    context |= {"event": event, "form": form}
    return render(request, "events/recap_edit.html", context, status=422 if form.errors else 200)
