"""Notes of a focus group, as its hosts keep them; and consent, as those who come give it and take it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events.actions import noting as actions
from events.forms.notes import NoteForm, ReleaseForm
from events.guests import who_asks
from events.models import Event, FocusNote, Kind, Registration


def noted(request: HttpRequest, pk) -> Event:
    return get_object_or_404(Event.objects.hosted_by(request.user).with_words().select_related("notes_release"), pk=pk, kind=Kind.FOCUS_GROUP)


@login_required
@never_cache
def notes(request, pk):
    """Who has consented, the notes, one more; and showing them, or taking them back."""
    event = noted(request, pk)
    writing = NoteForm(request.POST if "write" in request.POST else None, initial={"language": event.language})
    releasing = ReleaseForm(request.POST if "release" in request.POST else None)
    if writing.is_bound and writing.perform(actions.save_note, event):
        return tell(request, event, writing.result[1])
    if releasing.is_bound and releasing.perform(actions.release_notes, event, by=request.user):
        messages.success(request, _("The notes stand on the event's page now."))
        return redirect("events:notes", pk=pk)
    if "withdraw" in request.POST:
        actions.withdraw_notes(event)
        return redirect("events:notes", pk=pk)
    return show(request, event, writing, releasing)


def show(request: HttpRequest, event: Event, writing: NoteForm, releasing: ReleaseForm):
    coming = list(event.registrations.who_came().select_related("user", "guest"))
    context = {
        "event": event,
        "consented": [seat for seat in coming if seat.may_be_noted],
        "refused": [seat for seat in coming if not seat.may_be_noted and seat.noting_said_at],
        "silent": [seat for seat in coming if not seat.noting_said_at],
        "notes": event.notes.all(),
        "form": writing,
        "releasing": releasing,
    }
    return render(request, "events/afterwards/notes.html", context, status=422 if writing.errors or releasing.errors else 200)


def tell(request: HttpRequest, event: Event, number: int):
    """How many names went; an apology for a word too many is not needed, for hosts read it again."""
    if number:
        messages.success(
            request, ngettext("Saved. %(number)d name was taken out.", "Saved. %(number)d names were taken out.", number) % {"number": number}
        )
    else:
        messages.success(request, _("Saved. No name of anybody who is registered was in it."))
    return redirect("events:notes", pk=event.pk)


@login_required
@never_cache
def note(request, pk, note):
    """Change one, or take it away."""
    event = noted(request, pk)
    found = get_object_or_404(event.notes, pk=note)
    form = NoteForm(request.POST if "write" in request.POST else None, initial=initial_of(found))
    if "drop" in request.POST:
        actions.drop_note(found)
        return redirect("events:notes", pk=pk)
    if form.is_bound and form.perform(actions.save_note, event, note=found):
        return tell(request, event, form.result[1])
    return render(request, "events/afterwards/note.html", {"event": event, "form": form}, status=422 if form.errors else 200)


def initial_of(note: FocusNote) -> dict[str, str]:
    return {"question": note.question, "text": note.text, "language": note.language}


@require_POST
def say_noting(request, pk):
    """Somebody's own consent, which they give or take back at any time, also when it is over."""
    seat = get_object_or_404(Registration.objects.of(who_asks(request)).standing().select_related("event"), event=pk, event__kind=Kind.FOCUS_GROUP)
    actions.say_noting(seat, may_be_noted="yes" in request.POST)
    messages.success(
        request, _("Noted: the hosts see it at once.") if "yes" in request.POST else _("What you say is not noted. The hosts see it at once.")
    )
    return redirect("events:room" if "room" in request.POST else "events:event", pk=pk)
