"""Who agrees to a story: for those who write it, and for those whom it tells of or shows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepreneurs.actions.connections import say_adult
from hub import notices
from learning.actions import story_consents as actions
from learning.actions.resources import publishes_at_once
from learning.forms.story_consents import AgreeForm, AskForm, RecordForm, initial_of
from learning.models import Story, StoryConsent
from learning.views.stories import drawn

# For those who write it


def story_of(request, pk) -> Story:
    return get_object_or_404(Story.objects.editable_by(request.user).with_words(), pk=pk)


@login_required
@never_cache
def consents(request, pk):
    """Who has agreed to what; asking somebody, and writing down what somebody has signed."""
    found = story_of(request, pk)
    notices.close(request.user, "story_down", about=f"story:{pk}")
    asks = AskForm(request.POST if "ask" in request.POST else None, story=found, prefix="ask")
    records = RecordForm(request.POST if "record" in request.POST else None, story=found, prefix="record")
    done = asks.is_bound and asks.perform(actions.ask, found, by=request.user)
    done = done or (records.is_bound and records.perform(actions.record, found, by=request.user))
    if done:
        messages.success(request, _("They are asked. What they answer stands here.") if asks.is_bound else _("It is written down."))
        return redirect("learning:story_consents", pk=pk)
    status = 422 if asks.is_bound or records.is_bound else 200
    return render(request, "learning/stories/consents.html", consents_of(request, found, asks=asks, records=records), status=status)


def consents_of(request, found: Story, *, asks=None, records=None, refused=None) -> dict[str, Any]:
    return {
        "story": found,
        "consents": found.consents.select_related("story"),
        "asks": asks or AskForm(story=found, prefix="ask"),
        "records": records or RecordForm(story=found, prefix="record"),
        "refused": refused,
        "publishes": publishes_at_once(request.user, found.organisation),
    }


@login_required
@never_cache
def consent(request, pk, consent):
    """Of somebody without an account: what they have signed anew; that they have withdrawn; that they were put down by mistake."""
    story = story_of(request, pk)
    found = get_object_or_404(story.consents.select_related("story"), pk=consent)
    do = request.POST.get("do")
    if do in ("withdraw", "remove") and not (do == "remove" and found.withdrawn_at):
        actions.withdraw(found) if do == "withdraw" else actions.remove(found)
        messages.success(request, _("It is written down. The story is not shown.") if do == "withdraw" else _("They are taken off the list."))
        return redirect("learning:story_consents", pk=pk)
    form = RecordForm(request.POST or None, story=story, initial=initial_of(found))
    if request.method == "POST" and form.perform(actions.record, story, by=request.user, consent=found):
        messages.success(request, _("It is written down."))
        return redirect("learning:story_consents", pk=pk)
    context = {"story": story, "consent": found, "form": form}
    return render(request, "learning/stories/consent.html", context, status=422 if form.errors else 200)


# For those whom it tells of or shows


@login_required
@never_cache
def about_me(request):
    found = StoryConsent.objects.visible_to(request.user).select_related("story__organisation").prefetch_related("story__texts")
    return render(request, "learning/stories/about_me.html", {"consents": found.order_by("-recorded_at", "-pk")})


@login_required
@never_cache
def mine(request, pk):
    return answer(request, StoryConsent.objects.visible_to(request.user), pk=pk)


@login_required
@never_cache
def asked(request, key):
    """By the link in a mail, whoever has it and signs in."""
    return answer(request, meant(request.user), key=key)


def meant(user):
    """Those that are theirs, and those that are nobody's yet."""
    return StoryConsent.objects.filter(Q(user=user) | Q(user=None, how=StoryConsent.How.HUB))


@login_required
def asked_picture(request, key, name):
    return drawn(request, get_object_or_404(meant(request.user).select_related("story"), key=key).story, name)


def answer(request, among, **which):
    """The story as it would be shown, and what one says to it."""
    found = get_object_or_404(among.select_related("story__organisation").prefetch_related("story__texts"), **which)
    do = request.POST.get("do")
    form = AgreeForm(request.POST if do == "agree" else None, consent=found, user=request.user, initial=initially(found))
    if do == "agree" and form.is_valid():
        say_adult(request.user)
        if form.perform(actions.agree, found, user=request.user):
            messages.success(request, _("Thank you. You can withdraw it here, on any day, with one press."))
            return redirect("learning:consent", pk=found.pk)
    elif do == "withdraw":
        actions.refuse(found, user=request.user)
        messages.success(request, _("The story is not shown. Nobody is told why."))
        return redirect("learning:stories_about_me")
    elif request.method == "GET" and found.user_id:
        actions.close_notices(found, user=request.user)
    context = {"consent": found, "story": found.story, "text": found.story.text, "form": form}
    return render(request, "learning/stories/mine.html", context, status=422 if form.errors else 200)


def initially(found: StoryConsent) -> dict[str, Any]:
    """What they agreed to; for whoever has not answered, nothing is ticked for them."""
    return {"agrees_to": found.covered, "until": found.until if found.standing == "given" else None}
