"""Me: one's own account, letters and data. What a guest can do is here too."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import accounts as actions
from entrepreneurs.archive import pack
from entrepreneurs.forms import ErasureForm, FactsForm
from entrepreneurs.matching import Matching
from entrepreneurs.models import Report, Workspace
from hub import privacy
from hub.models import Letter, Notice

FIRST = 3  # of the suggestions


@never_cache
def home(request):
    person = privacy.person_behind(request)
    if person.user is None:
        return render(request, "entrepreneurs/guest.html", {"is_known": bool(person)})
    unread = Letter.objects.visible_to(person.user).unread().count()
    news = Notice.objects.visible_to(person.user).unread().count()
    waiting = Report.objects.visible_to(person.user).open().count()
    context = {"unread": unread, "news": news, "waiting": waiting, "workspaces": Workspace.objects.visible_to(person.user)}
    return render(request, "entrepreneurs/home.html", context | {"suggestions": Matching(person.user).suggestions(most=FIRST)})


@login_required
def facts(request):
    form = FactsForm(request.POST) if request.method == "POST" else FactsForm.of(request.user)
    if request.method == "POST" and form.perform(actions.change_facts, request.user):
        with override(form.result.language):
            messages.success(request, _("Saved."))
            return redirect(reverse("me:home"))
    return render(request, "entrepreneurs/facts.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def letters(request):
    return render(request, "entrepreneurs/letters.html", {"letters": Letter.objects.visible_to(request.user)})


@login_required
def letter(request, pk):
    found = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
    return render(request, "entrepreneurs/letter.html", {"letter": actions.read(found)})


@require_POST
def download(request):
    person = privacy.person_behind(request)
    if not person:
        return nothing_stored(request)
    headers = {"Content-Disposition": 'attachment; filename="tvers.zip"', "Cache-Control": "no-store"}
    return HttpResponse(pack(person), content_type="application/zip", headers=headers)


def erase(request):
    """A user proves again who they are, if it is long since; a guest is known by the browser alone."""
    if request.user.is_authenticated:
        return erase_account(request)
    return confirm_erasure(request)


@reauthentication_required
def erase_account(request):
    return confirm_erasure(request)


def confirm_erasure(request):
    person = privacy.person_behind(request)
    if not person:
        return nothing_stored(request)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase(person)
        return gone(request)
    return render(request, "entrepreneurs/erase.html", {"form": form, "is_guest": person.user is None}, status=422 if form.errors else 200)


def gone(request):
    """The last page: without a session, and with a browser that has forgotten."""
    logout(request)
    response = render(request, "entrepreneurs/gone.html")
    privacy.forget_guests(response)
    return response


def nothing_stored(request):
    messages.info(request, _("Nothing is stored about you: this browser has not answered anything here."))
    return redirect("me:home")
