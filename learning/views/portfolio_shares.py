"""Sharing a piece or a whole portfolio, and reading what others share: by name, in a group, or by a link."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs import reportable
from entrepreneurs.actions.reports import report_said
from entrepreneurs.models import User
from entrepreneurs.views.attachments import handed_out
from entrepreneurs.views.reports import report
from hub.limits import spend
from hub.models import Notice
from hub.notices.actions import mark_read
from learning.actions import portfolio_shares as actions
from learning.forms.portfolio import ShowForm
from learning.models import PortfolioFile, PortfolioItem, PortfolioShare
from learning.papers import Busy, NoPaper
from learning.portfolio import pieces_of
from learning.portfolio_pages import Folio
from learning.portfolio_readers import readers_of
from learning.views.portfolio import back_to, owned
from learning.views.shares import MOST_PAPERS, TooManyPapers

# To whom it is shown


@login_required
@never_cache
def share_piece(request, pk):
    item = owned(request, pk)
    kept = next(iter(pieces_of([item], reader=request.user)), None)
    return share(request, item=item, kept=kept)


@login_required
@never_cache
def share_whole(request):
    return share(request, item=None)


def share(request, *, item: PortfolioItem | None, **shown):
    """Who reads it now, in words, and to whom else it can be shown."""
    form = ShowForm(request.POST or None, user=request.user, item=item)
    if request.method == "POST" and form.perform(actions.share, request.user, item=item):
        messages.success(request, _("Shared. What you change or delete from now on, they see changed or deleted."))
        return redirect(request.path)
    readers = readers_of(request.user, [item] if item else [])
    found = readers.of[item.pk] if item else None
    context = {"form": form, "item": item, "readers": found.alone if found else readers.whole, "others": found.in_whole if found else [], **shown}
    return render(request, "learning/portfolio/share.html", context, status=422 if form.errors else 200)


def owned_share(request, pk) -> PortfolioShare:
    return get_object_or_404(PortfolioShare.objects.filter(owner=request.user).select_related("owner"), pk=pk)


@login_required
@require_POST
def take_back(request, pk):
    found = owned_share(request, pk)
    actions.take_back(found)
    messages.success(request, _("Taken back. They cannot open it any more."))
    return back_to_shares(found)


@login_required
@require_POST
def renew(request, pk):
    found = owned_share(request, pk)
    actions.renew(found)
    messages.success(request, _("There is a new link now. The old one leads nowhere."))
    return back_to_shares(found)


def back_to_shares(found: PortfolioShare):
    return redirect(reverse("learning:share_piece", args=[found.item_id]) if found.item_id else reverse("learning:share_portfolio"))


@login_required
@require_POST
def add_to(request, pk, item):
    """A piece that was kept later, to what somebody sees of the whole."""
    found, piece = owned_share(request, pk), owned(request, item)
    try:
        actions.add_to(found, item=piece)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return back_to(piece)


# Reading


def told(request, shares) -> None:
    """Whoever was told of these has seen them now."""
    news = Notice.objects.visible_to(request.user).filter(kind="portfolio_shared", about__in=[actions.about(one) for one in shares])
    mark_read(request.user, news)


@login_required
@never_cache
def of_person(request, pk):
    """What one person shows me, each piece once; of myself, what is not hidden, as it would be printed."""
    found = folio_of(request, pk)
    told(request, PortfolioShare.objects.reaching(request.user).filter(owner=found.owner))
    return render(request, "learning/portfolio/folio.html", {"folio": found, "pdf": reverse("learning:portfolio_pdf", args=[pk])})


def folio_of(request, pk) -> Folio:
    owner = get_object_or_404(User.objects.filter(is_active=True), pk=pk)
    items = list(PortfolioItem.objects.visible_to(request.user).shown().filter(owner=owner).select_related("owner"))
    if not items and owner != request.user:
        raise Http404
    return Folio(owner, items, reader=request.user)


@login_required
@never_cache
def piece(request, pk):
    """One piece: with what its owner can do about it, or as it is shown to me."""
    item = get_object_or_404(PortfolioItem.objects.visible_to(request.user).select_related("owner"), pk=pk)
    found = Folio(item.owner, [item], reader=request.user)
    if not found.pieces and not found.is_mine:
        raise Http404
    told(request, PortfolioShare.objects.reaching(request.user).filter(owner=item.owner, item=item))
    context = {"folio": found, "item": item, "readers": readers_of(request.user, [item]).of[item.pk] if found.is_mine else None}
    return render(request, "learning/portfolio/piece.html", context)


@login_required
def piece_file(request, pk):
    return handed_out(get_object_or_404(PortfolioFile, item__in=PortfolioItem.objects.visible_to(request.user), item=pk))


@login_required
@never_cache
def pdf(request, pk):
    found = folio_of(request, pk)
    return on_paper(request, found, who=request.user.pk, refused=lambda: redirect("learning:portfolio_of", pk=pk))


def on_paper(request, found: Folio, *, who, refused) -> HttpResponse:
    """Where no PDF can be made, the page says how to print it."""
    try:
        spend(f"papers:{who}", most=MOST_PAPERS, seconds=300, refusal=TooManyPapers)
        content = found.as_pdf()
    except (Busy, NoPaper, TooManyPapers) as refusal:
        messages.error(request, " ".join(refusal.messages))
        return refused()
    name = slugify(found.owner.shown_name)[:60] or "portfolio"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'})


# By a link


def opened(request, key) -> tuple[PortfolioShare, list[PortfolioItem]]:
    """What a link shows now, to whoever has it; nothing to those between whom and its owner a block stands."""
    reaching = PortfolioShare.objects.reaching(request.user, key=key).filter(public_key=key)
    found = get_object_or_404(reaching.select_related("owner"))
    items = PortfolioItem.objects.visible_to(request.user, key=key).shared_by(reaching).select_related("owner")
    return found, [as_read_with(item, key) for item in items]


def as_read_with(item: PortfolioItem, key: str) -> PortfolioItem:
    item.shared_key = key
    return item


@never_cache
def shared(request, key):
    found, items = opened(request, key)
    context = {
        "folio": Folio(found.owner, items, reader=request.user),
        "pdf": reverse("learning:shared_pdf", args=[key]),
        "key": key,
        "is_hidden": not found.may_be_found,
    }
    return kept_from_search(render(request, "learning/portfolio/folio.html", context), found)


def kept_from_search(response: HttpResponse, found: PortfolioShare) -> HttpResponse:
    """The address is the secret, and is not handed on to the pages that a piece links to."""
    response["Referrer-Policy"] = "no-referrer"
    if not found.may_be_found:
        response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
def shared_pdf(request, key):
    found, items = opened(request, key)
    folio = Folio(found.owner, items, reader=request.user)
    back = partial(redirect, "learning:shared_portfolio", key=key)
    return kept_from_search(on_paper(request, folio, who=request.user.pk or f"link-{found.pk}", refused=back), found)


def shared_file(request, key, pk):
    found, items = opened(request, key)
    return kept_from_search(handed_out(get_object_or_404(PortfolioFile, item__in=items, item=pk)), found)


@login_required
def report_shared(request, key, pk):
    """What is read by a link is reported by it, too."""
    _found, items = opened(request, key)
    item = next((one for one in items if one.pk == pk and one.owner != request.user), None)
    if item is None:
        raise Http404
    kind = reportable.kind_named("portfolio")
    about = {"about": kind.key(item), "person": item.owner}
    return report(request, partial(report_said, kind=kind), item, about=about, said=item)
