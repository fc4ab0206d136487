"""Countries compared: the table, a cell with its history, and where those who know write what they know."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepreneurs.views.conversations import number
from hub import notices
from hub.models import Provenance
from hub.pagecache import for_all_visitors
from hub.sheets import as_csv
from learning.actions import countries as actions
from learning.cellpage import CellPage, Sides
from learning.comparison import Comparison, as_facts, header, rows
from learning.forms.countries import ReasonForm, StatementForm, TranslationForm, WithdrawForm
from learning.models import ComparisonCell, Statement
from learning.models.countries import coordinates


def chosen(request) -> Comparison:
    """What the address chooses; what is not there is passed over, so that an old address still leads somewhere."""
    return Comparison(countries=request.GET.getlist("country"), topics=request.GET.getlist("topic"), reader=request.user)


def compare(request):
    comparison = chosen(request)
    context = {"comparison": comparison, "canonical": request.path, "waiting": Statement.objects.to_be_decided_by(request.user).count()}
    return for_all_visitors(request, render(request, "learning/countries/compare.html", context))


def as_table(request):
    return as_csv("countries", header(), rows(chosen(request)))


def as_json(request):
    return JsonResponse(as_facts(chosen(request)), json_dumps_params={"ensure_ascii": False, "indent": 1})


# A cell


def found(cells, country: str, topic: str) -> ComparisonCell:
    return get_object_or_404(cells.select_related("topic"), country=country, topic__key=topic)


def cell(request, country, topic):
    """What it says, and all that it has said; two versions beside each other, if the address names them."""
    shown = CellPage(found(ComparisonCell.objects.all(), country, topic), reader=request.user)
    close_notices(request.user, shown.own)
    sides = shown.beside(old=number(request.GET.get("old")), new=number(request.GET.get("new")))
    context = {"page_of": shown, "cell": shown.cell, "sides": sides, "canonical": request.path, "is_hidden": bool(request.GET)}
    return for_all_visitors(request, render(request, "learning/countries/cell.html", context))


def close_notices(user, statement: Statement | None) -> None:
    if statement:
        notices.close(user, "statement_answered", about=actions.about(statement))


WAYS = {"publish": actions.publish, "hand_in": actions.hand_in, "draft": actions.keep_draft}


@login_required
def write(request, country, topic):
    """A new version, by whoever works in the country. What was begun is gone on with."""
    where = found(ComparisonCell.objects.open_to(request.user), country, topic)
    page = CellPage(where, reader=request.user)
    if "discard" in request.POST and page.own:
        actions.discard(page.own)
        return redirect(where)
    way = next((name for name in WAYS if name in request.POST), "publish")
    form = StatementForm(request.POST or None, cell=where, author=request.user, is_draft=way == "draft", initial=begun(page))
    if request.method == "POST" and form.perform(WAYS[way], where, author=request.user):
        return said(request, form.result, way=way)
    return show_form(request, page, form)


def begun(page: CellPage) -> dict:
    """One's own draft, or else what stands there, with the version that it begins from."""
    from_ = page.own or page.said
    base = {"base": page.said.pk if page.said else None, "language": get_language()}
    if from_ is None:
        return base
    facts = {name: getattr(from_, name) for name in ("language", "source_title", "source_url", "source_print", "dated_on", "seen_on")}
    own = {"organisation": from_.organisation_id or "coordinator", "is_named": from_.is_named} if page.own else {}
    return base | facts | own | {"text": from_.original.text if from_.original else ""}


def show_form(request, page: CellPage, form):
    """If somebody else has published meanwhile, theirs stands above, and the next version begins from it."""
    theirs = page.said if form.is_bound and form.data.get("base") != (str(page.said.pk) if page.said else "") else None
    if form.is_bound:
        form.data = form.data.copy()
        form.data["base"] = page.said.pk if page.said else ""
    context = {"page_of": page, "cell": page.cell, "form": form, "theirs": theirs}
    return render(request, "learning/countries/write.html", context, status=422 if form.errors else 200)


def said(request, statement: Statement, *, way: str):
    words = {
        "publish": _("It is published. What stood there before is in the history."),
        "hand_in": _("It is handed in. A coordinator looks at it, and you are told."),
        "draft": _("Saved. Only you see it."),
    }
    messages.success(request, words[way])
    return redirect(statement.cell)


def published(request, country: str, topic: str) -> CellPage:
    """A cell in which somebody may publish, and in which something is known."""
    page = CellPage(found(ComparisonCell.objects.editable_by(request.user), country, topic), reader=request.user)
    if page.said is None:
        raise Http404
    return page


@login_required
def translate(request, country, topic, language):
    page = published(request, country, topic)
    if language not in dict(settings.LANGUAGES) or language == page.said.language:
        raise Http404
    there = page.said.by_language.get(language)
    initial = {"text": there.text, "provenance": there.provenance} if there else {"provenance": Provenance.PERSON}
    form = TranslationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(actions.translate, page.said, language=language):
        messages.success(request, _("Saved."))
        return redirect(page.cell)
    context = {"page_of": page, "cell": page.cell, "form": form, "into": language}
    return render(request, "learning/countries/translate.html", context, status=422 if form.errors else 200)


@login_required
def withdraw(request, country, topic):
    page = published(request, country, topic)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.withdraw, page.said):
        messages.success(request, _("It is withdrawn. The history keeps it, with your reason."))
        return redirect(page.cell)
    context = {"page_of": page, "cell": page.cell, "form": form}
    return render(request, "learning/countries/withdraw.html", context, status=422 if form.errors else 200)


# For coordinators


@login_required
def waiting(request):
    if not coordinates(request.user):
        raise Http404
    handed_in = Statement.objects.to_be_decided_by(request.user).with_words()
    return render(request, "learning/countries/waiting.html", {"handed_in": handed_in})


@login_required
def decide(request, pk):
    """Publish it, or give it back with a reason; what stands there now is beside it."""
    handed_in = get_object_or_404(Statement.objects.to_be_decided_by(request.user).with_words(), pk=pk)
    page = CellPage(handed_in.cell, reader=request.user)
    form = ReasonForm(request.POST if "give_back" in request.POST else None)
    if form.is_bound and form.perform(actions.give_back, handed_in):
        messages.success(request, _("It is given back. Its author reads why."))
        return redirect("learning:statements")
    if "publish" in request.POST:
        return accept(request, handed_in)
    sides = Sides(page.said, handed_in) if page.said else None
    context = {"page_of": page, "cell": page.cell, "statement": handed_in, "form": form, "sides": sides}
    return render(request, "learning/countries/decide.html", context, status=422 if form.errors else 200)


def accept(request, handed_in: Statement):
    """If somebody else has published meanwhile, the page shows theirs, and asks again."""
    try:
        actions.accept(handed_in, base=number(request.POST.get("base")))
    except actions.WrittenMeanwhile as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("learning:statement", pk=handed_in.pk)
    messages.success(request, _("It is published, and its author is told."))
    return redirect(handed_in.cell)
