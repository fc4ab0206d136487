"""One's own portfolio: what can be kept, what is kept, in which order, and what one says of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.models import User
from learning.actions import portfolio as actions
from learning.forms.portfolio import OwnPieceForm, PieceForm
from learning.models import PortfolioItem
from learning.portfolio import offers_to, pieces_of
from learning.portfolio.own import Own
from learning.portfolio_readers import readers_of


@never_cache
def portfolio(request):
    """What I keep, who reads it, and what else I have made; a guest reads what a portfolio is, and what becomes of their answers."""
    if not request.user.is_authenticated:
        return render(request, "learning/portfolio/guest.html")
    items = list(mine(request))
    kept = {one.item.pk: one for one in pieces_of(items, reader=request.user)}
    readers = readers_of(request.user, items)
    rows = [(item, kept.get(item.pk), readers.of[item.pk]) for item in items]
    context = {
        "rows": rows,
        "whole": [one for one in readers.whole if not one.share.is_over],
        "offers": offers_to(request.user, kept=items),
        "others": User.objects.filter(pk__in=others(request).values("owner")).order_by("name", "pk"),
    }
    return render(request, "learning/portfolio/mine.html", context)


def mine(request):
    return PortfolioItem.objects.owned_by(request.user).select_related("owner")


def others(request):
    """What others show me."""
    return PortfolioItem.objects.visible_to(request.user).exclude(owner=request.user)


def owned(request, pk) -> PortfolioItem:
    return get_object_or_404(mine(request), pk=pk)


@login_required
@require_POST
def keep(request):
    """One press, from wherever the thing stands; it leads to the piece, where one says why."""
    facts = {"source": request.POST.get("source", "")[:20], "key": request.POST.get("key", "")[:80]}
    try:
        item = actions.keep(request.user, language=get_language(), **facts)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("learning:portfolio")
    messages.success(request, _("Kept in your portfolio. Nobody else sees it until you share it."))
    return redirect(item)


@login_required
def new(request):
    form = OwnPieceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.perform(actions.make, request.user):
        messages.success(request, _("Kept in your portfolio. Nobody else sees it until you share it."))
        return redirect(form.result)
    return render(request, "learning/portfolio/change.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def change(request, pk):
    """What I say of a piece; of one of my own, all that it says."""
    item = owned(request, pk)
    form = (OwnPieceForm if item.source == Own.name else PieceForm)(request.POST or None, request.FILES or None, item=item)
    if request.method == "POST" and form.perform(actions.change, item, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(form.result)
    kept = next(iter(pieces_of([item], reader=request.user)), None)
    return render(request, "learning/portfolio/change.html", {"form": form, "item": item, "kept": kept}, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request, pk):
    item = owned(request, pk)
    actions.move(item, is_up="up" in request.POST)
    return back_to(item)


@login_required
@require_POST
def hide(request, pk):
    """From everybody; or show again."""
    item = owned(request, pk)
    if "show" in request.POST:
        actions.show(item)
    else:
        actions.hide(item)
    return back_to(item)


@login_required
@require_POST
def let_go(request, pk):
    actions.let_go(owned(request, pk))
    messages.success(request, _("Taken out of your portfolio."))
    return redirect("learning:portfolio")


def back_to(item: PortfolioItem):
    return redirect(f"{redirect('learning:portfolio').url}#piece-{item.pk}")
