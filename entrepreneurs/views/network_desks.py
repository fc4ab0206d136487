"""The desk of those who look after a network, and what coordinators decide about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import network_members as members
from entrepreneurs.actions import network_steps as steps
from entrepreneurs.actions import networks as actions
from entrepreneurs.forms.networks import NotYetForm, StepForm, SubjectsForm, WordsForm
from entrepreneurs.models import Network
from entrepreneurs.networks import CHALLENGE, SECTOR, Desk, NetworkPage, rows
from entrepreneurs.views.conversations import number
from entrepreneurs.views.networks import refuse
from hub import notices

may_decide = permission_required("entrepreneurs.moderate", raise_exception=True)
KINDS = ("network_moderator", "network_answered", "network_offered", "network_unmoderated")


def led(request, slug) -> Network:
    return get_object_or_404(rows(Network.objects.moderated_by(request.user)), slug=slug)


@login_required
@never_cache
def desk(request, slug):
    found = led(request, slug)
    for kind in KINDS:
        notices.close(request.user, kind, about=actions.place_of(found))
    return show_desk(request, found)


def show_desk(request, found: Network, *, step: StepForm | None = None, status: int = 200):
    languages = [(code, name, code in found.by_language) for code, name in settings.LANGUAGES]
    context = {"network": found, "desk": Desk(found, request.user), "languages": languages, "step_form": step or StepForm()}
    return render(request, "networks/desk.html", context, status=status)


@login_required
@require_POST
def write_step(request, slug):
    found = led(request, slug)
    form = StepForm(request.POST)
    if form.perform(steps.write_step, found, author=request.user):
        messages.success(request, _("It stands on the page of the network, and members are told."))
        return redirect("networks:desk", slug=slug)
    return show_desk(request, found, step=form, status=422)


@login_required
@require_POST
def step(request, slug, pk):
    found = get_object_or_404(led(request, slug).steps, pk=pk)
    wishes = {"done": steps.finish, "again": steps.begin_again, "take_away": steps.take_away}
    if wish := wishes.get(request.POST.get("do")):
        wish(found)
    return redirect("networks:desk", slug=slug)


@login_required
@require_POST
def person(request, slug):
    """Let a member look after it too, take that back (coordinators), or take them off; take an organisation off."""
    found = led(request, slug)
    try:
        arrange(request, found)
    except ValidationError as refusal:
        refuse(request, refusal)
    return redirect("networks:desk", slug=slug)


def arrange(request, found: Network) -> None:
    if key := number(request.POST.get("organisation")):
        return members.send_organisation_away(get_object_or_404(found.organisations.present(), pk=key))
    shown = {member.pk: member for member in Desk(found, request.user).members}
    member, wish = shown.get(number(request.POST.get("member"))), request.POST.get("do")
    if member is None:
        raise Http404
    if wish == "moderate":
        members.make_moderator(found, user=member.user)
    elif wish == "stop" and request.user.has_perm("entrepreneurs.moderate"):
        members.step_down(found, user=member.user)
    elif wish == "send_away" and not member.is_moderator:
        members.send_away(found, user=member.user)


@login_required
@never_cache
def words(request, slug, language):
    found = led(request, slug)
    if language not in dict(settings.LANGUAGES) and language != found.language:
        raise Http404
    text = found.by_language.get(language)
    initial = {name: getattr(text, name) for name in ("name", "lead", "about", "provenance")} if text else {"provenance": "person"}
    form = WordsForm(request.POST or None, initial=initial, is_first=language == found.language)
    if request.method == "POST" and form.perform(actions.write_words, found, by=request.user, language=language):
        messages.success(request, _("Saved."))
        return redirect("networks:desk", slug=slug)
    original = found.by_language[found.language] if found.language in found.by_language and language != found.language else None
    context = {"network": found, "form": form, "told_in": language, "original": original}
    return render(request, "networks/words.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def subjects(request, slug):
    found = led(request, slug)
    initial = {"kind": found.kind, "sectors": found.chosen(SECTOR), "challenges": found.chosen(CHALLENGE)}
    form = SubjectsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(actions.change_subjects, found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("networks:desk", slug=slug)
    return render(request, "networks/subjects.html", {"network": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request, slug):
    """Close it, let it go on, or ask a coordinator again."""
    found = led(request, slug)
    wishes = {"close": actions.close, "again": actions.open_again, "ask": actions.ask_again}
    if wish := wishes.get(request.POST.get("do")):
        wish(found)
    return redirect("networks:desk", slug=slug)


# What coordinators decide


@login_required
@may_decide
@never_cache
def waiting(request):
    """Those that are proposed, those that wait longest first; and those that nobody looks after."""
    context = {"networks": rows(Network.objects.waiting()).select_related("made_by"), "unmoderated": rows(Network.objects.without_moderator())}
    return render(request, "networks/waiting.html", context)


@login_required
@never_cache
def decide(request, slug):
    """Open what is proposed, or say what is missing."""
    if not request.user.has_perm("entrepreneurs.moderate"):
        raise Http404
    found = get_object_or_404(rows(Network.objects.all()).select_related("made_by"), slug=slug)
    form = NotYetForm(request.POST if "decline" in request.POST else None)
    if request.method == "POST" and decided(request, found, form):
        return redirect("networks:waiting")
    context = {"network": found, "page_of": NetworkPage(found, request.user), "form": form}
    return render(request, "networks/decide.html", context, status=422 if form.errors else 200)


def decided(request, found: Network, form: NotYetForm) -> bool:
    if form.is_bound:
        return form.perform(actions.decline, found)
    if "open" not in request.POST:
        return False
    try:
        actions.open_network(found)
    except ValidationError as refusal:
        refuse(request, refusal)
    return True
