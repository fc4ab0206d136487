"""Coming to know each other: asking, answering, ending it, and keeping somebody away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.actions import connections as actions
from entrepreneurs.forms.conversations import AdultForm, AskForm
from entrepreneurs.matching import Matching, Suggestion
from entrepreneurs.models import Block, Connection, Profile, User


def known(request, pk) -> User:
    """Somebody whom the reader has to do with already or whose profile they see, so that a name is told to nobody who only counts."""
    hidden = Block.objects.hidden_from(request.user) | {request.user.pk}
    met = Q(pk__in=User.objects.known_to(request.user).values("pk")) | Q(pk__in=Profile.objects.visible_to(request.user).values("pk"))
    return get_object_or_404(User.objects.filter(met).exclude(pk__in=hidden), pk=pk)


@login_required
def ask(request, key):
    """Whoever has been given somebody's address can ask them."""
    hidden = Block.objects.hidden_from(request.user) | {request.user.pk}
    return ask_person(request, get_object_or_404(User.objects.filter(is_active=True).exclude(pk__in=hidden), contact_key=key))


@login_required
def ask_found(request, pk):
    """And whoever sees somebody's profile; what speaks for it is told beside the form, and written in nobody's name."""
    others = Profile.objects.visible_to(request.user).exclude(user=request.user).select_related("user")
    found = get_object_or_404(others, pk=pk)
    return ask_person(request, found.user, suggestion=Matching(request.user).between(found))


def ask_person(request, person: User, *, suggestion: Suggestion | None = None):
    data = request.POST if request.method == "POST" else None
    form, adult = AskForm(data), None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.ask, request.user, asked=person):
        messages.success(request, _("Your request is on its way. It stays open for thirty days."))
        return redirect("messages:list")
    return render(
        request, "messages/ask.html", {"person": person, "form": form, "adult": adult, "suggestion": suggestion}, status=422 if data else 200
    )


def is_adult_now(request, adult: AdultForm | None) -> bool:
    if adult and adult.is_valid():
        actions.say_adult(request.user)
    return bool(request.user.said_adult_at)


@login_required
def answer(request, pk):
    """A request that somebody was sent: what they wrote, and what one can do with it."""
    connection = get_object_or_404(Connection.objects.waiting().select_related("asker"), pk=pk, asked=request.user)
    adult = None if request.user.said_adult_at else AdultForm(request.POST or None)
    if request.method == "POST" and "decline" in request.POST:
        actions.decline(connection, by=request.user)
        return redirect("messages:list")
    if request.method == "POST" and is_adult_now(request, adult):
        return redirect("messages:conversation", pk=actions.accept(connection, by=request.user).pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "messages/request.html", {"connection": connection, "adult": adult}, status=status)


@login_required
def block(request, pk):
    """Asked first, for it ends a connection; done then, and told to nobody."""
    person = known(request, pk)
    if request.method == "POST":
        actions.block(request.user, blocked=person)
        messages.success(request, _("%(name)s is blocked: nothing passes between you two any more.") % {"name": person.shown_name})
        return redirect("messages:list")
    return render(request, "messages/block.html", {"person": person})


@login_required
@require_POST
def unblock(request, pk):
    found = get_object_or_404(Block.objects.select_related("blocked"), blocker=request.user, blocked=pk)
    actions.unblock(request.user, blocked=found.blocked)
    return redirect("messages:list")


@login_required
@require_POST
def part(request, pk):
    actions.part(request.user, other=known(request, pk))
    return redirect("messages:list")
