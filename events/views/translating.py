"""The words of an event in another language: everything beside its original, on one page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render

from events.forms.translating import TranslateForm
from events.views.planning import led, saved


@login_required
def words(request, pk, language):
    event = led(request, pk)
    if language not in dict(settings.LANGUAGES) or language == event.language:
        raise Http404
    form = TranslateForm(request.POST or None, event=event, into=language)
    if request.method == "POST" and form.perform(form.save):
        return saved(request, event)
    context = {"event": event, "form": form, "into": language}
    return render(request, "events/words.html", context, status=422 if form.errors else 200)
