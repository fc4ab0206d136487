"""Advising as a learner sees it: my advisers, asking one, what each may see; and what both do with a request."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.views.connections import is_adult_now
from events.models import AdviserAbsence
from hub import notices
from hub.live.models import Feed
from learning import advisers as found
from learning.actions import advising as actions
from learning.actions import consents
from learning.advice import Learning
from learning.forms.advising import AskAdviserForm, ConsentForm, DeclineForm
from learning.models import Advising

NEWS = ("advising_answered", "advising_released", "advising_away", "advising_ended")
MOST = 60


@login_required
@never_cache
def advisers(request):
    """Mine, and those whom I can ask."""
    mine = list(Advising.objects.asked_by(request.user))
    for one in mine:
        if one.state == "released":
            notices.close(request.user, "advising_released", about=one.feed_key)
    context = {
        "open": [one for one in mine if one.state in {"waiting", "followed"}],
        "earlier": [one for one in mine if one.state in {"released", "ended"}],
        "offered": found.offered_to(request.user).select_related("profile").prefetch_related("profile__facets")[:MOST],
        "speak_mine": found.speaking(get_language(), learner=request.user).exists(),
        "asks_anybody": any(one.adviser_id is None and one.state == "waiting" for one in mine),
    }
    return render(request, "learning/advising/advisers.html", context)


@login_required
@never_cache
def ask(request, pk=None):
    """One adviser, or whoever speaks the language."""
    adviser = get_object_or_404(found.offered_to(request.user).select_related("profile"), pk=pk) if pk else None
    data = request.POST if request.method == "POST" else None
    form, adult = AskAdviserForm(data), None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.ask, request.user, adviser=adviser):
        messages.success(request, _("Asked. You get an answer within a week, or others are proposed to you."))
        return redirect(form.result)
    context = {"adviser": adviser, "form": form, "adult": adult}
    return render(request, "learning/advising/ask.html", context, status=422 if data else 200)


@login_required
@never_cache
def advising(request, pk):
    """Between the two: for the learner, what the adviser may see; for the adviser, what that is."""
    advising = get_object_or_404(Advising.objects.visible_to(request.user).select_related("learner", "adviser", "conversation"), pk=pk)
    if advising.learner == request.user:
        for kind in NEWS:
            notices.close(request.user, kind, about=advising.feed_key)
        return show_mine(request, advising, ConsentForm(initial={"scopes": list(advising.consents.standing().values_list("scope", flat=True))}))
    if advising.state == "waiting":
        notices.close(request.user, "advising_asked", about=advising.feed_key)
        return show_request(request, advising, DeclineForm())
    seq = Feed.objects.last_seqs([advising.feed_key])[advising.feed_key]
    context = {"advising": advising, "learning": Learning(advising, adviser=request.user), "seq": seq}
    return render(request, "learning/advising/learner.html", context)


def show_mine(request, advising: Advising, form: ConsentForm):
    away = AdviserAbsence.objects.of(advising.adviser).on().first() if advising.adviser else None
    others = found.offered_to(request.user).select_related("profile")[:6] if advising.state in {"released", "waiting"} else ()
    context = {"advising": advising, "form": form, "consents": advising.consents.order_by("-given_at", "-pk"), "away": away, "others": others}
    return render(request, "learning/advising/mine.html", context, status=422 if form.errors else 200)


def show_request(request, advising: Advising, form: DeclineForm, adult: AdultForm | None = None):
    adult = adult or (None if request.user.said_adult_at else AdultForm())
    seq = Feed.objects.last_seqs([advising.feed_key])[advising.feed_key]
    context = {"advising": advising, "form": form, "adult": adult, "seq": seq}
    return render(request, "learning/advising/request.html", context, status=422 if form.errors or (adult and adult.errors) else 200)


def mine(request, pk) -> Advising:
    return get_object_or_404(Advising.objects.filter(learner=request.user).select_related("learner", "adviser"), pk=pk)


@login_required
@require_POST
def consent(request, pk):
    """What the adviser may see from now on."""
    advising = mine(request, pk)
    form = ConsentForm(request.POST)
    if form.perform(consents.choose, advising):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect(advising)
    return show_mine(request, advising, form)


@login_required
@require_POST
def release(request, pk):
    """I do not wait any longer."""
    actions.take_back(mine(request, pk))
    messages.success(request, _("Taken back. You can ask somebody else."))
    return redirect("learning:advisers")


@login_required
@require_POST
def answer(request, pk):
    """Yes or no, by whoever was asked."""
    asked = get_object_or_404(Advising.objects.asked_of(request.user).select_related("learner", "adviser"), pk=pk)
    if "decline" in request.POST:
        form = DeclineForm(request.POST)
        if form.perform(actions.decline, asked, by=request.user):
            messages.success(request, _("They know it now, and can ask somebody else."))
            return redirect("learning:advising_desk")
        return show_request(request, asked, form)
    adult = None if request.user.said_adult_at else AdultForm(request.POST)
    if not is_adult_now(request, adult):
        return show_request(request, asked, DeclineForm(), adult)
    accepted = actions.accept(asked, by=request.user)
    messages.success(request, _("You follow them from now on. Their question stands in your conversation."))
    return redirect(accepted)


@login_required
@require_POST
def end(request, pk):
    """By either."""
    visible = Advising.objects.visible_to(request.user).filter(accepted_at__isnull=False)
    ended = actions.end(get_object_or_404(visible, pk=pk), by=request.user)
    messages.success(request, _("Ended. Nothing of your learning is seen by them any more.") if ended.learner == request.user else _("Ended."))
    return redirect("learning:advisers" if ended.learner == request.user else "learning:advising_desk")
