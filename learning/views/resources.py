"""The resource bank on screen: the list, one thing in it, bringing and changing, and what coordinators decide."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.views.attachments import handed_out
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub import notices
from hub.models import Topic
from hub.pagecache import for_all_visitors
from learning.actions import resources as actions
from learning.bank import Bank
from learning.forms.resources import FORMS, ReturnForm, WordsForm, initial_of
from learning.models import Resource, ResourceFile


def bank(request):
    found = Bank(Resource.objects.listed(), asked=request.GET, number=number(request.GET.get("page")) or 1)
    context = {"listing": found, "canonical": request.path, "waiting": waiting_number(request.user)}
    return for_all_visitors(request, render(request, "learning/resources/bank.html", context))


def waiting_number(user) -> int:
    """How many wait for a coordinator; nobody else is told, or asked for."""
    return Resource.objects.waiting().count() if user.is_authenticated and user.has_perm("entrepreneurs.moderate") else 0


def visible(request, pk) -> Resource:
    return get_object_or_404(Resource.objects.visible_to(request.user).with_words().select_related("checked_by", "made_by", "document"), pk=pk)


def editable(request, pk) -> Resource:
    return get_object_or_404(Resource.objects.editable_by(request.user).with_words(), pk=pk)


def resource(request, pk):
    found = visible(request, pk)
    if found.kind == Resource.Kind.METHOD:
        return redirect(found)
    return shown(request, found, "learning/resources/resource.html")


def shown(request, found: Resource, template: str, **context) -> HttpResponse:
    """Its page; whoever was told of it has seen here what they were told."""
    close_notices(request.user, found)
    context |= {"resource": found, "topics": topics_of(found), "may_edit": may_edit(request.user, found)}
    context |= {"canonical": request.path if found.is_published else "", "is_hidden": not found.is_published}
    response = render(request, template, context)
    return for_all_visitors(request, response) if found.is_published else response


def topics_of(found: Resource) -> list[str]:
    return list(Topic.objects.filter(locale__language_code=get_language(), slug__in=found.chosen("topic")).values_list("name", flat=True))


def may_edit(user, found: Resource) -> bool:
    return user.is_authenticated and Resource.objects.editable_by(user).filter(pk=found.pk).exists()


def close_notices(user, found: Resource) -> None:
    if user.is_authenticated:
        for kind in ("resource_answered", "resource_unreachable"):
            notices.close(user, kind, about=f"resource:{found.pk}")


def document(request, pk):
    """The file, as something to save: it is never shown as a page of the hub's own."""
    found = get_object_or_404(ResourceFile, resource__in=Resource.objects.visible_to(request.user), resource=pk)
    return handed_out(found)


# Bringing and changing


@login_required
def new(request):
    """Which kind of thing it is, and where what one has brought stands."""
    mine = Resource.objects.filter(made_by=request.user).with_words().order_by("-changed_at", "-pk")
    return render(request, "learning/resources/new.html", {"mine": mine})


@login_required
def bring(request, kind):
    form_class = FORMS.get(kind)
    if form_class is None:
        raise Http404
    adult = None if request.user.said_adult_at else AdultForm(request.POST or None)
    form = form_class(request.POST or None, request.FILES or None, user=request.user)
    is_sent = request.method == "POST" and is_adult_now(request, adult)
    if is_sent and form.perform(actions.bring, request.user, kind=kind):
        tell(request, is_published=form.result.is_published)
        return redirect(form.result)
    context = {"form": form, "adult": adult, "kind": kind}
    return render(request, "learning/resources/form.html", context, status=422 if request.method == "POST" else 200)


def tell(request, *, is_published: bool) -> None:
    if is_published:
        messages.success(request, _("It is in the bank."))
    else:
        messages.success(request, _("A coordinator looks at it. You are told when it is in the bank, or what has to be otherwise."))


@login_required
def change(request, pk):
    found = editable(request, pk)
    if found.kind not in FORMS:
        raise Http404
    extra = {"known": found.document} if hasattr(found, "document") else {}
    form = FORMS[found.kind](request.POST or None, request.FILES or None, user=request.user, initial=initial_of(found), **extra)
    if request.method == "POST" and form.perform(actions.change, found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"form": form, "kind": found.kind, "resource": found}
    return render(request, "learning/resources/form.html", context, status=422 if form.errors else 200)


@login_required
def words(request, pk, language):
    """What is told of it in another language, beside its original."""
    found = editable(request, pk)
    if language not in dict(settings.LANGUAGES) or language == found.language:
        raise Http404
    there = found.by_language.get(language)
    initial = {name: getattr(there, name) for name in ("title", "description", "alternative", "provenance")} if there else None
    form = WordsForm(request.POST or None, original=found.by_language[found.language], initial=initial)
    if request.method == "POST" and form.perform(actions.translate, found, language=language):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"resource": found, "form": form, "into": language}
    return render(request, "learning/resources/words.html", context, status=422 if form.errors else 200)


# Deciding


@login_required
@require_POST
def lead(request, pk):
    """What those who may change it do with it: say that they have looked at it, take it out, bring it back."""
    found, do = editable(request, pk), request.POST.get("do")
    if do == "checked":
        actions.say_checked(found, by=request.user)
    elif do == "withdraw":
        actions.withdraw(found)
    elif do == "return":
        actions.bring_back(found, by=request.user)
    return redirect(found)


@login_required
@never_cache
def waiting(request):
    """Proposals and new versions that wait for a coordinator, what waits longest first."""
    if not request.user.has_perm("entrepreneurs.moderate"):
        raise Http404
    notices.close(request.user, "resource_waiting", about="resources")
    versions = Prefetch("versions", to_attr="new_versions")
    found = Resource.objects.waiting().with_words().select_related("made_by").prefetch_related(versions)[:100]
    return render(request, "learning/resources/waiting.html", {"resources": found})


@login_required
@require_POST
def decide(request, pk):
    if not request.user.has_perm("entrepreneurs.moderate"):
        raise Http404
    found = get_object_or_404(Resource.objects.with_words(), pk=pk)
    if "publish" in request.POST:
        actions.accept(found, by=request.user)
        messages.success(request, _("It is in the bank."))
        return redirect("learning:resources_waiting")
    form = ReturnForm(request.POST)
    if form.perform(actions.give_back, found, by=request.user):
        messages.success(request, _("It is given back, with your reason."))
        return redirect("learning:resources_waiting")
    return render(request, "learning/resources/return.html", {"resource": found, "form": form}, status=422)
