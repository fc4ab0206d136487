"""Themes that people ask for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.actions import themes as actions
from events.forms.themes import ThemeForm
from events.guests import is_known, keys_in, who_asks
from events.models import Event, ThemeProposal
from hub.pagecache import for_all_visitors

MOST_SHOWN = 100
MOST_TAKEN = 12


def themes(request):
    """Those that are open, the most wanted first; what has become of others; proposing one."""
    who = who_asks(request)
    events = Event.objects.visible_to(who, keys=keys_in(request)).exclude(state="draft")
    if request.method == "POST" and not is_known(who):
        return redirect_to_login(request.get_full_path())
    form = ThemeForm(request.POST or None, events=events, initial={"language": get_language(), "event": request.GET.get("event", "")})
    if request.method == "POST" and form.perform(actions.propose, who):
        messages.success(request, _("It stands in the list, without your name. The more people want it, the sooner an adviser takes it up."))
        return redirect(reverse("events:themes") + f"#theme-{form.result.pk}")
    taken = ThemeProposal.objects.filter(state="taken").select_related("taken_as").prefetch_related("taken_as__texts").order_by("-pk")
    context = {
        "open": ThemeProposal.objects.open().with_votes(who)[:MOST_SHOWN],
        "taken": taken[:MOST_TAKEN],
        "form": form,
        "is_known": is_known(who),
        "canonical": request.path,
    }
    return for_all_visitors(request, render(request, "events/themes.html", context, status=422 if form.errors else 200))


@require_POST
def theme(request, pk):
    """What a reader does with one: want it, or no more; take back their own; hide it, as a moderator."""
    proposal, who = get_object_or_404(ThemeProposal.objects.open(), pk=pk), who_asks(request)
    if not is_known(who):
        return redirect_to_login(reverse("events:themes"))
    try:
        do(request.POST, proposal, who)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(reverse("events:themes") + f"#theme-{pk}")


def do(said, proposal: ThemeProposal, who) -> None:
    if "hide" in said:
        if not who.has_perm("entrepreneurs.moderate"):
            raise Http404
        actions.hide(proposal)
    elif "drop" in said:
        actions.let_go(ThemeProposal.objects.of(who).filter(pk=proposal.pk))
    elif "want" in said:
        actions.want(proposal, who=who)
    elif "unwant" in said:
        actions.want_no_more(proposal, who=who)
