"""Networks on screen: the list, the page of one, and making, joining and leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import network_members as members
from entrepreneurs.actions import networks as actions
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.forms.networks import MakeForm, NetworksForm
from entrepreneurs.models import Network, NetworkOrganisation
from entrepreneurs.network_talk import NetworkPlace
from entrepreneurs.networks import NetworkPage, Networks, rows
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub import notices
from hub.models import Organisation
from hub.pagecache import for_all_visitors


def networks(request):
    form = NetworksForm(request.GET)
    found = Networks(request.user, chosen=form.chosen(), number=number(request.GET.get("page")) or 1)
    context = {"form": form, "listing": found, "canonical": request.path}
    return for_all_visitors(request, render(request, "networks/list.html", context))


def network(request, slug):
    found = get_object_or_404(rows(Network.objects.visible_to(request.user)), slug=slug)
    is_public = found.opened_at is not None
    page = NetworkPage(found, request.user)
    if page.own:
        close_notices(request.user, found)
    context = {"network": found, "page_of": page, "place": NetworkPlace(found)}
    context |= {"canonical": request.path if is_public else "", "is_hidden": not is_public}
    response = render(request, "networks/network.html", context)
    return for_all_visitors(request, response) if is_public else response


def close_notices(user, found: Network) -> None:
    """A member sees here what they were told of."""
    for kind in ("network_step", "network_moderator", "network_answered"):
        notices.close(user, kind, about=actions.place_of(found))


@login_required
@never_cache
def make(request):
    data = request.POST if request.method == "POST" else None
    form, adult = MakeForm(data), None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.make, request.user):
        is_open = form.result.opened_at is not None
        messages.success(request, _("Your network is open.") if is_open else _("A coordinator will look at it. Until then only you see it."))
        return redirect("networks:desk", slug=form.result.slug)
    context = {"form": form, "adult": adult, "may_open": actions.may_open(request.user)}
    return render(request, "networks/make.html", context, status=422 if data else 200)


def refuse(request, refusal: ValidationError) -> None:
    messages.error(request, " ".join(refusal.messages))


# Belonging


WISHES = {"join": members.join, "leave": members.leave, "offer": members.offer, "take_back": members.take_back_offer, "step_down": members.step_down}


@login_required
@require_POST
def belong(request, slug):
    """Join it, leave it, offer to look after it, take that back, or look after it no more."""
    found = get_object_or_404(Network.objects.visible_to(request.user).opened(), slug=slug)
    try:
        if wish := WISHES.get(request.POST.get("do")):
            wish(found, user=request.user)
    except ValidationError as refusal:
        refuse(request, refusal)
    return redirect(found)


@login_required
@require_POST
def organisation(request, slug):
    """Bring an organisation in whose name one writes, or take it out."""
    found = get_object_or_404(Network.objects.visible_to(request.user).opened(), slug=slug)
    try:
        arrange_organisation(request, found)
    except ValidationError as refusal:
        refuse(request, refusal)
    return redirect(found)


def arrange_organisation(request, found: Network) -> None:
    which = get_object_or_404(Organisation.objects.listed(), pk=number(request.POST.get("organisation")))
    if request.POST.get("do") != "leave":
        members.bring(found, organisation=which, by=request.user)
    elif which.pk in NetworkPage(found, request.user).own_keys:
        members.take_out(get_object_or_404(NetworkOrganisation, network=found, organisation=which))
