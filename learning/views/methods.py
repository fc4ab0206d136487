"""The method library: the list, one method and its versions, as pages to print and files to take along."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.views.conversations import number
from hub.pagecache import for_all_visitors
from learning import methodfiles
from learning.actions import methods as actions
from learning.bank import Library
from learning.forms.methods import TranslationForm
from learning.models import MethodVersion, Resource
from learning.views.resources import editable, shown, visible

METHOD = Resource.Kind.METHOD
KINDS = {"json": "application/json", "md": "text/markdown; charset=utf-8"}


def library(request):
    among = Resource.objects.listed().filter(kind=METHOD)
    found = Library(among, asked=request.GET, number=number(request.GET.get("page")) or 1)
    context = {"listing": found, "canonical": request.path}
    return for_all_visitors(request, render(request, "learning/methods/library.html", context))


def method(request, pk):
    """Its newest version."""
    found = visible(request, pk)
    if found.kind != METHOD:
        return redirect(found)
    return page_of(request, found, latest(request, found))


def latest(request, found: Resource) -> MethodVersion:
    """The newest that is published; of what waits, the one that waits."""
    versions = list(MethodVersion.objects.readable_by(request.user).filter(resource=found).prefetch_related("texts"))
    published = [version for version in versions if version.published_at]
    if not versions:
        raise Http404
    return (published or versions)[-1]


def version(request, pk, number):
    """One that was once, or waits to be."""
    return page_of(request, visible(request, pk), version_of(request, pk, number))


def version_of(request, pk, number) -> MethodVersion:
    return get_object_or_404(MethodVersion.objects.readable_by(request.user).prefetch_related("texts"), resource=pk, number=number)


def page_of(request, found: Resource, chosen: MethodVersion) -> HttpResponse:
    versions = list(MethodVersion.objects.readable_by(request.user).filter(resource=found).order_by("-number"))
    published = [one for one in versions if one.published_at]
    context = {"version": chosen, "versions": versions, "is_newest": bool(published) and published[0] == chosen}
    return shown(request, found, "learning/methods/method.html", **context)


def file(request, pk, number, ending):
    """In the reader's language, or the nearest."""
    chosen = version_of(request, pk, number)
    content = chosen.text_in(get_language()).content
    return as_file(content, ending, text=methodfiles.to_json(content, copied_from=chosen) if ending == "json" else "")


def as_file(content, ending: str, *, text: str = "") -> HttpResponse:
    """Something to save. Nothing of it is ever shown as a page of the hub's own."""
    if ending not in KINDS:
        raise Http404
    response = HttpResponse(text or methodfiles.to_markdown(content), content_type=KINDS[ending])
    response["Content-Disposition"] = f'attachment; filename="{methodfiles.file_name(content, ending)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_POST
def copy(request, pk, number):
    made = actions.copy(version_of(request, pk, number), owner=request.user, language=get_language())
    messages.success(request, _("This copy is yours. Nobody else sees it, and you can change everything in it."))
    return redirect(made)


@login_required
def translation(request, pk):
    """The newest version in a further language, from a file."""
    found = editable(request, pk)
    if found.kind != METHOD:
        raise Http404
    newest = latest(request, found)
    form = TranslationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.perform(actions.translate, newest):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"resource": found, "version": newest, "form": form}
    return render(request, "learning/methods/translation.html", context, status=422 if form.errors else 200)
