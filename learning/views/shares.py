"""Sharing a tool, talking about it, its versions, and taking it home."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hub.limits import spend
from learning import guests, sharing
from learning.actions import shares as actions
from learning.actions.tools import bring_back
from learning.desks import Desk
from learning.forms.tools import CommentForm, ShareForm
from learning.models import Sheet, SheetComment
from learning.papers import Busy, NoPaper, as_pdf
from learning.views.tools import show, who_asks
from learning.workbooks import as_xlsx

MOST_PAPERS = 20  # of one person, in five minutes
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TooManyPapers(ValidationError):
    def __init__(self):
        super().__init__(_("You have made very many PDFs just now. Wait a few minutes, or print the page."))


def readable(request: HttpRequest, pk) -> Sheet:
    return get_object_or_404(Sheet.objects.visible_to(who_asks(request)).select_related("owner__user"), pk=pk)


# With whom


@never_cache
def share(request, pk):
    """With whom it is shared, and with whom it can be; a guest reads what to do first."""
    found = get_object_or_404(Sheet.objects.owned_by(who_asks(request)).select_related("owner__user"), pk=pk)
    if not request.user.is_authenticated:
        return render(request, "learning/tools/share.html", {"sheet": found})
    form = ShareForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.perform(actions.share, found, by=request.user):
        messages.success(request, _("Shared. They are told, and find it among their tools."))
        return redirect("learning:share", pk=pk)
    shares = list(found.shares.select_related("user", "conversation"))
    context = {"sheet": found, "form": form, "shares": with_titles(shares, request), "has_anybody": bool(form.fields["whom"].choices)}
    return render(request, "learning/tools/share.html", context, status=422 if form.errors else 200)


def with_titles(shares: list, request: HttpRequest) -> list:
    """Each sharing with the name of the person or the group; groups that one has left say so."""
    talks = dict(label for _kind, labels in sharing.choices(request.user) for label in labels)
    return [
        (
            one,
            one.user.shown_name if one.user_id else talks.get(f"group:{one.conversation_id}", _("A group that you have left: nobody reads it there")),
        )
        for one in shares
    ]


@login_required
@require_POST
def take_back(request, pk, share):
    found = get_object_or_404(Sheet.objects.owned_by(request.user), pk=pk)
    actions.take_back(get_object_or_404(found.shares, pk=share))
    messages.success(request, _("Taken back. They cannot open it any more."))
    return redirect("learning:share", pk=pk)


# What is said of it


@login_required
@require_POST
def comment(request, pk):
    found = readable(request, pk)
    form = CommentForm(request.POST, sheet=found)
    if form.perform(actions.comment, found, by=request.user):
        return redirect(form.result)
    return show(request, Desk.of(found, key=found.key), form=form, status=422)


@login_required
@require_POST
def take_back_comment(request, pk, comment):
    """By whoever said it; and whose tool it is need not keep what others say of it."""
    found = readable(request, pk)
    said = SheetComment.objects.filter(sheet=found) if found.is_of(request.user) else SheetComment.objects.filter(sheet=found, author=request.user)
    actions.take_back_comment(get_object_or_404(said, pk=comment))
    return redirect(f"{found.get_absolute_url()}#comments")


# As it was


@never_cache
def versions(request, pk):
    found = readable(request, pk)
    return render(request, "learning/tools/versions.html", {"sheet": found, "versions": found.versions.select_related("by__user")})


@never_cache
def version(request, pk, number):
    """One to look at; whoever may change the sheet can bring it back."""
    found = readable(request, pk)
    was = get_object_or_404(found.versions.select_related("by__user"), number=number)
    may_edit = Sheet.objects.editable_by(who_asks(request)).filter(pk=pk).exists()
    if request.method == "POST":
        get_object_or_404(Sheet.objects.editable_by(who_asks(request)), pk=pk)
        bring_back(was, by=guests.ensure(request)[0])
        messages.success(request, _("Brought back, as a new version."))
        return redirect(found)
    context = {
        "sheet": found,
        "version": was,
        "tables": found.tool.tables(was.content),
        "may_edit": may_edit,
        "is_now": was == found.versions.first(),
    }
    return render(request, "learning/tools/version.html", context)


# To take home


@never_cache
def pdf(request, pk):
    """In the reader's language; where no PDF can be made, the page says how to print it."""
    found = readable(request, pk)
    try:
        spend(f"papers:{request.user.pk or found.owner_id}", most=MOST_PAPERS, seconds=300, refusal=TooManyPapers)
        return download(as_pdf(found), found, "pdf", "application/pdf")
    except (Busy, NoPaper, TooManyPapers) as refusal:
        desk = Desk.of(found, key=found.key)
        desk.refusal = " ".join(refusal.messages)
        return show(request, desk, status=503)


@never_cache
def xlsx(request, pk):
    found = readable(request, pk)
    return download(as_xlsx(found), found, "xlsx", XLSX)


def download(content: bytes, sheet: Sheet, suffix: str, kind: str) -> HttpResponse:
    name = slugify(sheet.title)[:60] or sheet.kind
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{suffix}"'})
