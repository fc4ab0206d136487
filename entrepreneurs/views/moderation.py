"""What moderators see: the reports that wait, and each with what was said then and what was done since. Nothing else of any conversation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepreneurs.actions import moderation as actions
from entrepreneurs.forms.reports import DecisionForm
from entrepreneurs.models import Report, Silence

A_PAGE = 30


@login_required
@never_cache
def queue(request):
    """Open reports, the oldest first; or, when asked for, those that are closed, the newest first."""
    if not request.user.has_perm("entrepreneurs.moderate"):
        raise Http404
    found, is_closed = Report.objects.visible_to(request.user).select_related("person"), "closed" in request.GET
    found = found.closed().order_by("-closed_at", "-pk") if is_closed else found.open()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/queue.html", {"reports": page, "is_closed": is_closed})


@login_required
@never_cache
def report(request, pk):
    seen = Report.objects.visible_to(request.user).select_related("reporter", "person", "message", "connection", "profile__user")
    found = get_object_or_404(seen, pk=pk)
    form = DecisionForm(request.POST or None, report=found)
    if request.method == "POST" and form.perform(actions.decide, found, by=request.user):
        messages.success(request, _("Done, and kept below with your reason."))
        return redirect("moderation:report", pk=found.pk)
    return render(request, "moderation/report.html", context(found) | {"form": form}, status=422 if form.errors else 200)


def context(found: Report) -> dict:
    about = Report.objects.filter(person=found.person).exclude(pk=found.pk) if found.person else Report.objects.none()
    return {
        "report": found,
        "quotes": found.quotes.select_related("author").prefetch_related("files"),
        "decisions": found.decisions.select_related("moderator"),
        "others": about.count(),
        "silence": Silence.objects.current().filter(user=found.person).first() if found.person else None,
    }
