"""Organisations on screen: asking to join, their desk, what they say of themselves, and what coordinators decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import memberships
from entrepreneurs.actions import organisations as actions
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.forms.organisations import DeclineForm, FactsForm, InviteForm, LogoForm, MergeForm, OrganisationForm, WordsForm
from entrepreneurs.models import Joining, Membership, OrganisationPage
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub.models import Organisation

may_decide = permission_required("entrepreneurs.moderate", raise_exception=True)


def seen_by(user):
    """The organisations whose desk somebody may open: those they belong to; all, for coordinators."""
    found = Organisation.objects.filter(merged_into=None)
    return (
        found
        if user.has_perm("entrepreneurs.moderate")
        else found.filter(pk__in=Membership.objects.accepted().filter(user=user).values("organisation"))
    )


def led(request, slug) -> Organisation:
    """One that they lead, or look after as coordinators."""
    found = seen_by(request.user)
    if not request.user.has_perm("entrepreneurs.moderate"):
        found = found.filter(pk__in=Membership.objects.of(request.user).leading().values("organisation"))
    return get_object_or_404(found, slug=slug)


def written(request, slug) -> Organisation:
    """One in whose name they write."""
    return get_object_or_404(Organisation.objects.filter(pk__in=Membership.objects.of(request.user).editing().values("organisation")), slug=slug)


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
    actions.ask_again(led(request, slug))
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
    organisation = led(request, slug)
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
        memberships.take_back(get_object_or_404(led(request, slug).joinings.open(), pk=key))
        return redirect("organisations:desk", slug=slug)
    found = get_object_or_404(organisation.memberships.select_related("user", "organisation"), pk=number(request.POST.get("person")))
    if found.user != request.user or request.POST.get("do") not in {"show", "hide", "part"}:
        led(request, slug)
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
    organisation = led(request, slug)
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
    organisation = written(request, slug)
    page = get_object_or_404(OrganisationPage, organisation=organisation, locale__language_code=get_language()).get_latest_revision_as_object()
    form = WordsForm(request.POST or None, initial={"lead": page.lead, "about": page.about})
    if request.method == "POST" and form.perform(actions.write_words, page, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("organisations:desk", slug=slug)
    return render(request, "organisations/words.html", {"organisation": organisation, "page": page, "form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
def logo(request, slug):
    organisation = written(request, slug)
    if "drop" in request.POST:
        actions.drop_logo(organisation, by=request.user)
        return redirect("organisations:desk", slug=slug)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LogoForm(*data)
    if data and form.perform(actions.set_logo, organisation, by=request.user):
        return redirect("organisations:desk", slug=slug)
    return render(request, "organisations/logo.html", {"organisation": organisation, "form": form}, status=422 if form.errors else 200)


# What coordinators decide


@login_required
@may_decide
@never_cache
def waiting(request):
    """Those that ask to join, those that wait longest first."""
    found = Organisation.objects.waiting()
    return render(request, "organisations/waiting.html", {"organisations": found})


@login_required
@never_cache
def decide(request, slug):
    """Verify it, or say what is missing; take it off, let it come back, or let it become part of another."""
    decides = request.user.has_perm("entrepreneurs.moderate")
    organisation = get_object_or_404(seen_by(request.user) if decides else Organisation.objects.none(), slug=slug)
    decline = DeclineForm(request.POST if "decline" in request.POST else None)
    merge = MergeForm(request.POST if "merge" in request.POST else None, organisation=organisation)
    if request.method == "POST" and decided(request, organisation, decline, merge):
        return redirect("organisations:waiting")
    leads = organisation.memberships.accepted().leading().select_related("user")
    context = {"organisation": organisation, "decline": decline, "merge": merge, "leads": leads, "pages": drafts_of(organisation)}
    return render(request, "organisations/decide.html", context, status=422 if decline.errors or merge.errors else 200)


def decided(request, organisation: Organisation, decline: DeclineForm, merge: MergeForm) -> bool:
    if decline.is_bound:
        return decline.perform(actions.decline, organisation)
    if merge.is_bound:
        return merge.perform(actions.merge, organisation)
    wishes = {"verify": actions.verify, "leave": actions.leave, "back": actions.come_back}
    for name in wishes.keys() & request.POST.keys():
        wishes[name](organisation)
        return True
    return False
