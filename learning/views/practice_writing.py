"""Writing a practice, adapting one, translating one, and deciding about what others have written."""

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
from hub import notices
from learning import pdfs
from learning.actions import practice_translations as translations
from learning.actions import practices as actions
from learning.actions.resources import publishes_at_once
from learning.forms.practices import BeginForm, PracticeForm, ReturnForm, TranslationForm, initial_of
from learning.models import Practice
from learning.models.practice_pages import WORDS
from learning.views.practices import offered_to
from learning.views.story_writing import waiting_for, written_by


def editable(request, pk) -> Practice:
    return get_object_or_404(Practice.objects.editable_by(request.user).with_words().select_related("document", "adapted_from"), pk=pk)


@login_required
@never_cache
def mine(request):
    """What somebody writes and has written, for themselves and for their organisations."""
    found = Practice.objects.editable_by(request.user)
    if request.user.has_perm("entrepreneurs.moderate"):
        found = found.filter(made_by=request.user)
    found = found.with_drafts().order_by("-changed_at", "-pk")[:100]
    return render(request, "learning/practices/mine.html", {"practices": found, "stories": written_by(request.user)})


@login_required
@never_cache
def begin(request):
    """A practice of one's own, or one adapted from another that everybody sees."""
    asked = number(request.GET.get("from"))
    original = get_object_or_404(Practice.objects.listed().with_words(), pk=asked) if asked else None
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    adult = None if request.user.said_adult_at else AdultForm(*data[:1])
    form = BeginForm(*data, user=request.user)
    if data and is_adult_now(request, adult) and form.perform(actions.write, request.user, wish="draft", adapted_from=original):
        return redirect("learning:write_practice", pk=form.result.pk)
    return render(request, "learning/practices/begin.html", {"form": form, "adult": adult, "original": original}, status=422 if data else 200)


@login_required
@never_cache
def write(request, pk):
    found = editable(request, pk)
    publishes = publishes_at_once(request.user, found.organisation)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PracticeForm(*data, practice=found, user=request.user, publishes=publishes, initial=initial_of(found))
    if data and form.perform(actions.change, found, by=request.user):
        say_what_became(request, form.result)
        return redirect(form.result)
    original = found.adapted_from and found.adapted_from.text
    context = {"form": form, "practice": found, "publishes": publishes, "original": original, "written": text_of(found)}
    return render(request, "learning/practices/write.html", context, status=422 if data else 200)


def text_of(found: Practice) -> str:
    """What its PDF says, until the four questions are answered."""
    if found.published_at or not hasattr(found, "document"):
        return ""
    try:
        with found.document.file.open("rb") as stored:
            return pdfs.read(stored.read()).text
    except FileNotFoundError:
        return ""


def say_what_became(request, found: Practice) -> None:
    words = {
        "listed": _("Published: everybody can read it now."),
        "waiting": _("Handed in. You get a mail when it is published, or what has to be otherwise."),
        "scheduled": _("Saved. It is published when its time comes."),
    }
    is_draft = request.POST.get("wish") == "draft"
    messages.success(request, _("Saved as a draft.") if is_draft else words.get(found.standing, _("Saved.")))


@login_required
@require_POST
def lead(request, pk):
    """What those who write it do with it: take it away from readers, bring it back, throw a draft away."""
    found, do = editable(request, pk), request.POST.get("do")
    if do == "discard" and not found.published_at:
        actions.discard(found, by=request.user)
        messages.success(request, _("It is gone."))
        return redirect("learning:my_practices")
    if do == "withdraw":
        actions.withdraw(found, by=request.user)
    elif do == "return" and found.published_at:
        actions.bring_back(found, by=request.user)
    return redirect(found)


@login_required
@never_cache
def translate(request, pk, language):
    """By those who write it, or by anybody who knows both languages."""
    found = get_object_or_404(Practice.objects.visible_to(request.user).with_words(), pk=pk)
    if language not in dict(settings.LANGUAGES) or language == found.language:
        raise Http404
    original = found.by_language.get(found.language) or found.newest
    if original is None:
        raise Http404
    is_theirs = Practice.objects.editable_by(request.user).filter(pk=pk).exists()
    there = found.draft(language) if is_theirs else None
    initial = {name: getattr(there, name) for name in WORDS} | {"provenance": there.declared, "in_name_of": there.translated_by_id} if there else None
    form = TranslationForm(request.POST or None, original=original, user=request.user, initial=initial)
    if request.method == "POST" and form.perform(translations.translate, found, language=language, by=request.user):
        messages.success(request, _("Saved.") if is_theirs else _("Thank you. Those who wrote it look at it, and you get a mail."))
        return redirect(found)
    context = {"practice": found, "form": form, "into": language, "original": original, "is_theirs": is_theirs}
    return render(request, "learning/practices/translate.html", context, status=422 if form.errors else 200)


# Deciding


@login_required
@never_cache
def waiting(request):
    """What is handed in to one's organisations, and translations that are offered; of all others, for coordinators."""
    for kind, about in (("practice_waiting", "practices"), ("story_waiting", "stories")):
        notices.close(request.user, kind, about=about)
    found = Practice.objects.waiting_for(request.user).with_drafts().select_related("made_by")[:100]
    context = {"practices": found, "offers": offered_to(request.user)[:100], "stories": waiting_for(request.user)[:100]}
    return render(request, "learning/practices/waiting.html", context)


@login_required
@require_POST
def decide(request, pk):
    found = get_object_or_404(Practice.objects.published_by(request.user).with_words(), pk=pk)
    if "publish" in request.POST:
        actions.accept(found, by=request.user)
        messages.success(request, _("Published: everybody can read it now."))
        return redirect("learning:practices_waiting")
    return give_back(request, actions.give_back, found, title=found.title)


@login_required
@require_POST
def decide_translation(request, pk):
    offered = get_object_or_404(offered_to(request.user), pk=pk)
    if "publish" in request.POST:
        translations.accept(offered, by=request.user)
        messages.success(request, _("Published: everybody can read it now."))
        return redirect("learning:practices_waiting")
    return give_back(request, translations.decline, offered, title=offered.page.title)


def give_back(request, action, thing, *, title: str):
    form = ReturnForm(request.POST)
    if form.perform(action, thing, by=request.user):
        messages.success(request, _("It is given back, with your reason."))
        return redirect("learning:practices_waiting")
    return render(request, "learning/practices/return.html", {"form": form, "title": title}, status=422)
