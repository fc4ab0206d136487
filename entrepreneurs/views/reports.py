"""Reporting to moderators what somebody said, and what became of it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepreneurs import reportable
from entrepreneurs.actions import reports as actions
from entrepreneurs.forms.reports import ReportForm
from entrepreneurs.models import Connection, Profile, Report
from entrepreneurs.talks import Talk
from entrepreneurs.views.conversations import mine


@login_required
def report_message(request, pk, message):
    readable = Talk(mine(request, pk), request.user).readable.exclude(author=None).exclude(author=request.user)
    found = get_object_or_404(readable.select_related("author", "conversation"), pk=message)
    about = {"message": found, "person": found.author}
    return report(request, actions.report_message, found, about=about)


@login_required
def report_request(request, pk):
    found = get_object_or_404(Connection.objects.waiting().select_related("asker"), pk=pk, asked=request.user)
    return report(request, actions.report_request, found, about={"connection": found, "person": found.asker})


@login_required
def report_profile(request, pk):
    others = Profile.objects.visible_to(request.user).exclude(user=request.user).select_related("user")
    found = get_object_or_404(others, pk=pk)
    return report(request, actions.report_profile, found, about={"profile": found, "person": found.user, "closed_at": None})


@login_required
def report_said(request, kind, pk):
    """What stands in an app above, for whoever reads it there."""
    known = reportable.kind_named(kind)
    if known is None:
        raise Http404
    found = get_object_or_404(known.readable_by(request.user).exclude(**{known.by: request.user.pk}), pk=pk)
    action = partial(actions.report_said, kind=known)
    return report(request, action, found, about={"about": known.key(found), "person": found.author}, said=found)


def report(request, action, what, *, about, **shown):
    """Who will read what is said before anything is sent; what has been reported already leads to the report."""
    if request.method != "POST" and Report.objects.made_by(request.user).filter(**about).exists():
        messages.info(request, _("You have reported this already."))
        return redirect("me:reports")
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.perform(action, what, reporter=request.user, language=get_language()):
        messages.success(request, _("Thank you. Moderators look at it, and here you see what becomes of it."))
        return redirect("me:reports")
    return render(request, "messages/report.html", about | shown | {"form": form}, status=422 if form.errors else 200)


@login_required
def reports(request):
    """One's own, the newest first."""
    found = Report.objects.made_by(request.user).select_related("person").order_by("-reported_at", "-pk")
    return render(request, "entrepreneurs/reports.html", {"reports": found})
