"""Templates of one's own: written, copied, read from a file; changed, compared, taken along, published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.views.connections import is_adult_now
from learning import methoddifferences, methodfiles, methods
from learning.actions import methods as actions
from learning.forms.methods import Editor, ImportForm, PublishForm
from learning.models import Level, MethodVersion, Resource, Template
from learning.views.methods import as_file
from learning.views.resources import tell


@login_required
@never_cache
def mine(request, form=None):
    found = Template.objects.visible_to(request.user).select_related("copied_from", "published_as")
    context = {"templates": found, "form": form or ImportForm(), "kinds": Resource.Method.choices}
    return render(request, "learning/methods/mine.html", context, status=422 if form else 200)


def own(request, pk) -> Template:
    return get_object_or_404(Template.objects.visible_to(request.user).select_related("copied_from", "published_as"), pk=pk)


@login_required
@never_cache
def template(request, pk):
    found = own(request, pk)
    context = {"template": found, "content": found.content, "newest": newest_of(request, found)}
    return render(request, "learning/methods/template.html", context)


def newest_of(request, found: Template) -> MethodVersion | None:
    """The newest published version of what it was copied from, where that is another than the one copied."""
    if found.copied_from is None:
        return None
    among = MethodVersion.objects.readable_by(request.user).published().filter(resource=found.copied_from.resource_id)
    newest = among.order_by("-number").prefetch_related("texts").first()
    return newest if newest and newest != found.copied_from else None


@login_required
def new(request, kind):
    if kind not in Resource.Method.values:
        raise Http404
    begun = methods.empty(kind, language=get_language()) | {"author": request.user.shown_name}
    return edit(request, begun, action=lambda content: actions.keep(request.user, content=content))


@login_required
@never_cache
def change(request, pk):
    found = own(request, pk)
    return edit(request, found.content, action=lambda content: actions.change(found, content=content), template=found)


def edit(request, content: dict[str, Any], *, action, template: Template | None = None):
    editor = Editor(request.POST or None, content=content)
    if request.method == "POST" and editor.perform(action):
        messages.success(request, _("Saved."))
        return redirect("learning:change_template", editor.result.pk) if "more" in request.POST else redirect(editor.result)
    context = {"editor": editor, "template": template, "kind": Resource.Method(content["kind"])}
    return render(request, "learning/methods/edit.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def read_in(request):
    form = ImportForm(request.POST, request.FILES)
    if form.perform(actions.read_in, request.user):
        messages.success(request, _("It is read in, and yours."))
        return redirect(form.result)
    return mine(request, form)


@login_required
@never_cache
def changes(request, pk):
    """What its owner has changed, and what has changed in the original, since it was copied."""
    found = own(request, pk)
    if found.copied_from is None:
        raise Http404
    before, newest = found.copied_from.text_in(found.language), newest_of(request, found)
    context = {"template": found, "mine": methoddifferences.between(before.content, found.content), "newest": newest}
    if newest:
        context["theirs"] = methoddifferences.between(before.content, newest.text_in(before.language).content)
    return render(request, "learning/methods/changes.html", context)


@login_required
def file(request, pk, ending):
    found = own(request, pk)
    return as_file(found.content, ending, text=methodfiles.to_json(found.content, copied_from=found.copied_from) if ending == "json" else "")


@login_required
@never_cache
def publish(request, pk):
    """For the first time with whom it is for; after that, as a further version."""
    found = own(request, pk)
    if found.published_as:
        return publish_again(request, found)
    adult = None if request.user.said_adult_at else AdultForm(request.POST or None)
    initial = {"description": found.content["aim"], "spoken": [found.language], "level": Level.EDUCATOR}
    form = PublishForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and is_adult_now(request, adult) and form.perform(actions.publish, found):
        tell(request, is_published=form.result.is_published)
        return redirect(form.result)
    context = {"template": found, "form": form, "adult": adult}
    return render(request, "learning/methods/publish.html", context, status=422 if request.method == "POST" else 200)


def publish_again(request, found: Template):
    if request.method != "POST":
        return render(request, "learning/methods/publish_again.html", {"template": found})
    version = actions.publish_again(found)
    tell(request, is_published=version.published_at is not None)
    return redirect(version)


@login_required
@require_POST
def delete(request, pk):
    actions.delete(own(request, pk))
    messages.success(request, _("The template is deleted. What was published from it stays."))
    return redirect("learning:templates")
