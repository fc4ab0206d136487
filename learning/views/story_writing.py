"""Writing a story, telling it in another language, publishing it, taking it away, and deciding about what others hand in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub.forms import ActionForm
from learning.actions import stories as actions
from learning.actions.resources import publishes_at_once
from learning.forms.practices import ReturnForm
from learning.forms.stories import NewStoryForm, StoryForm, StoryWordsForm, initial_of
from learning.models import Practice, Story
from learning.views.story_consents import consents_of


def editable(request, pk) -> Story:
    return get_object_or_404(Story.objects.editable_by(request.user).with_words(), pk=pk)


@login_required
@never_cache
def new(request):
    """A story of one's own; of a practice, if it is begun there."""
    asked = number(request.GET.get("practice"))
    practice = get_object_or_404(Practice.objects.listed().with_words(), pk=asked) if asked else None
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    adult = None if request.user.said_adult_at else AdultForm(*data[:1])
    form = NewStoryForm(*data, user=request.user, practice=practice)
    if data and is_adult_now(request, adult) and form.perform(actions.write, request.user):
        messages.success(request, _("Saved as a draft. Now to those who have to agree."))
        return redirect("learning:story_consents", pk=form.result.pk)
    return render(request, "learning/stories/write.html", {"form": form, "adult": adult}, status=422 if data else 200)


@login_required
@never_cache
def write(request, pk):
    found = editable(request, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StoryForm(*data, user=request.user, story=found, initial=initial_of(found))
    if data and form.perform(actions.change, found, by=request.user):
        say_what_became(request, found, form.result)
        return redirect(form.result)
    context = {"form": form, "story": found, "publishes": publishes_at_once(request.user, found.organisation)}
    return render(request, "learning/stories/write.html", context, status=422 if data else 200)


def say_what_became(request, before: Story, now: Story) -> None:
    if before.is_listed and not now.is_listed:
        messages.warning(request, _("Saved. It is not shown until everybody agrees to it as it is now, and whoever decides has looked at it."))
    else:
        messages.success(request, _("Saved."))


@login_required
@never_cache
def words(request, pk, language):
    """In another language, by those who write it."""
    found = editable(request, pk)
    if language not in dict(settings.LANGUAGES) or language == found.language:
        raise Http404
    there = found.by_language.get(language)
    initial = {name: getattr(there, name) for name in (*actions.WORDS, "provenance")} if there else None
    form = StoryWordsForm(request.POST or None, story=found, initial=initial)
    if request.method == "POST" and form.perform(actions.translate, found, language=language, by=request.user):
        say_what_became(request, found, Story.objects.get(pk=found.pk))
        return redirect(found)
    return render(request, "learning/stories/words.html", {"story": found, "form": form, "into": language}, status=422 if form.errors else 200)


@login_required
@require_POST
def lead(request, pk):
    """What those who write it do with it: publish it or hand it in, take it away from readers, throw it away."""
    found, do = editable(request, pk), request.POST.get("do")
    if do == "send":
        return send(request, found)
    if do == "withdraw":
        actions.withdraw(found)
    elif do == "discard" and not found.is_listed:
        actions.discard(found)
        messages.success(request, _("It is gone."))
        return redirect("learning:my_practices")
    return redirect(found)


def send(request, found: Story):
    form = ActionForm(request.POST)
    if not form.perform(actions.send, found, by=request.user):
        return render(request, "learning/stories/consents.html", consents_of(request, found, refused=form), status=422)
    is_there = form.result.is_listed
    words = (
        _("Published: everybody can read it now.") if is_there else _("Handed in. You get a mail when it is published, or what has to be otherwise.")
    )
    messages.success(request, words)
    return redirect(found)


def written_by(user):
    """What somebody writes and has written, for themselves and for their organisations."""
    found = Story.objects.editable_by(user)
    return (found.filter(made_by=user) if user.has_perm("entrepreneurs.moderate") else found).with_words().order_by("-changed_at", "-pk")[:100]


# Deciding


def waiting_for(user):
    """The stories about which somebody decides, for the page on which everything waits."""
    return Story.objects.waiting_for(user).with_words().select_related("made_by").prefetch_related("consents")


@login_required
@require_POST
def decide(request, pk):
    found = get_object_or_404(Story.objects.published_by(request.user).with_words(), pk=pk)
    is_yes = "publish" in request.POST
    form = ActionForm(request.POST) if is_yes else ReturnForm(request.POST)
    if not form.perform(actions.accept if is_yes else actions.give_back, found, by=request.user):
        return render(request, "learning/stories/decide.html", {"form": form, "story": found, "is_yes": is_yes}, status=422)
    messages.success(request, _("Published: everybody can read it now.") if is_yes else _("It is given back, with your reason."))
    return redirect("learning:practices_waiting")
