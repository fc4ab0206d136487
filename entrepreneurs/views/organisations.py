"""Organisations on screen: asking to join, their desk, and what they say of themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import memberships
from entrepreneurs.actions import organisations as actions
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.forms.organisations import FactsForm, InviteForm, LogoForm, OrganisationForm, WordsForm
from entrepreneurs.models import Joining, Membership, OrganisationPage
from entrepreneurs.models.organisations import led_by, seen_by, written_by
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub.models import Organisation

# Coming


@login_required
@never_cache
def ask(request):
    data = request.POST if request.method == "POST" else None
    form, adult = OrganisationForm(data), None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.ask_to_join, request.user):
        messages.success(request, _("A coordinator will look at it. Until then you can write, and only you see it."))
        return redirect("organisations:desk", slug=form.result.slug)
    return render(request, "organisations/ask.html", {"form": form, "adult": adult}, status=422 if data else 200)


@login_required
@never_cache
def mine(request):
    """Those they belong to, or have asked to."""
    found = Membership.objects.filter(user=request.user, organisation__merged_into=None).select_related("organisation")
    return render(request, "organisations/mine.html", {"memberships": found})


@login_required
@never_cache
def belong(request, slug):
    organisation = get_object_or_404(Organisation.objects.listed(), slug=slug)
    if request.method != "POST":
        return render(request, "organisations/belong.html", {"organisation": organisation})
    memberships.ask_to_belong(organisation, user=request.user)
    messages.success(request, _("Those who lead it here are asked to let you in."))
    return redirect("organisations:mine")


@login_required
@never_cache
def invited(request, key):
    """By the link in a mail, whoever has it."""
    joining = get_object_or_404(Joining.objects.open().select_related("organisation"), key=key)
    if request.method == "POST" and "no" in request.POST:
        memberships.take_back(joining)
        return redirect("organisations:mine")
    if request.method == "POST":
        memberships.join(joining, user=request.user)
        return redirect("organisations:desk", slug=joining.organisation.slug)
    return render(request, "organisations/invited.html", {"joining": joining})


# The desk


@login_required
@require_POST
def again(request, slug):
    actions.ask_again(get_object_or_404(led_by(request.user), slug=slug))
    return redirect("organisations:desk", slug=slug)


@login_required
@never_cache
def desk(request, slug):
    organisation = get_object_or_404(seen_by(request.user), slug=slug)
    return show_desk(request, organisation)


def show_desk(request, organisation: Organisation, *, invite: InviteForm | None = None, status: int = 200):
    own = organisation.memberships.accepted().filter(user=request.user).first()
    decides = request.user.has_perm("entrepreneurs.moderate")
    context = {
        "organisation": organisation,
        "own": own,
        "leads": decides or (own is not None and own.role == Membership.Role.LEAD),
        "writes": own is not None and own.role != Membership.Role.MEMBER,
        "decides": decides,
        "people": organisation.memberships.accepted().select_related("user").order_by("accepted_at"),
        "asking": organisation.memberships.asking().select_related("user"),
        "joinings": organisation.joinings.open(),
        "pages": drafts_of(organisation),
        "roles": Membership.Role.choices,
        "invite": invite or InviteForm(),
    }
    return render(request, "organisations/desk.html", context, status=status)


def drafts_of(organisation: Organisation) -> list[OrganisationPage]:
    """Its page in every language, as it was written last."""
    found = organisation.pages.select_related("locale", "latest_revision").order_by("locale__language_code")
    return [page.get_latest_revision_as_object() for page in found]


@login_required
@require_POST
def invite(request, slug):
    organisation = get_object_or_404(led_by(request.user), slug=slug)
    form = InviteForm(request.POST)
    if form.perform(memberships.invite, organisation, by=request.user):
        messages.success(request, _("The invitation is on its way."))
        return redirect("organisations:desk", slug=slug)
    return show_desk(request, organisation, invite=form, status=422)


@login_required
@require_POST
def person(request, slug):
    """Let somebody in, or not; give them a role; send them away; take an invitation back. Oneself one may show, and take away, always."""
    organisation = get_object_or_404(seen_by(request.user), slug=slug)
    if key := number(request.POST.get("joining")):
        memberships.take_back(get_object_or_404(Joining.objects.open().filter(organisation__in=led_by(request.user)), pk=key))
        return redirect("organisations:desk", slug=slug)
    found = get_object_or_404(organisation.memberships.select_related("user", "organisation"), pk=number(request.POST.get("person")))
    if found.user != request.user or request.POST.get("do") not in {"show", "hide", "part"}:
        get_object_or_404(led_by(request.user), slug=slug)
    try:
        arrange(request, found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("organisations:desk", slug=slug) if seen_by(request.user).filter(slug=slug).exists() else redirect("organisations:mine")


def arrange(request, found: Membership) -> None:
    wish, role = request.POST.get("do"), request.POST.get("role")
    if wish == "let_in":
        memberships.let_in(found)
    elif wish in {"show", "hide"}:
        memberships.say_shown(found, is_shown=wish == "show")
    elif wish == "part":
        memberships.part(found)
    elif wish == "role" and role in Membership.Role.values:
        memberships.set_role(found, role=role)


# Saying who they are


@login_required
@never_cache
def facts(request, slug):
    organisation = get_object_or_404(led_by(request.user), slug=slug)
    initial = {name: getattr(organisation, name) for name in ("kind", "website")} | {
        "country": organisation.country.code,
        "works_in": [country.code for country in organisation.works_in],
        "languages": organisation.spoken,
    }
    form = FactsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(actions.change_facts, organisation):
        return redirect("organisations:desk", slug=slug)
    return render(request, "organisations/facts.html", {"organisation": organisation, "form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
def words(request, slug):
    """In the language in which they read the hub now; the switcher leads to the others."""
    organisation = get_object_or_404(written_by(request.user), slug=slug)
    page = get_object_or_404(OrganisationPage, organisation=organisation, locale__language_code=get_language()).get_latest_revision_as_object()
    form = WordsForm(request.POST or None, initial={"lead": page.lead, "about": page.about})
    if request.method == "POST" and form.perform(actions.write_words, page, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("organisations:desk", slug=slug)
    return render(request, "organisations/words.html", {"organisation": organisation, "page": page, "form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
def logo(request, slug):
    organisation = get_object_or_404(written_by(request.user), slug=slug)
    if "drop" in request.POST:
        actions.drop_logo(organisation, by=request.user)
        return redirect("organisations:desk", slug=slug)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LogoForm(*data)
    if data and form.perform(actions.set_logo, organisation, by=request.user):
        return redirect("organisations:desk", slug=slug)
    return render(request, "organisations/logo.html", {"organisation": organisation, "form": form}, status=422 if form.errors else 200)
