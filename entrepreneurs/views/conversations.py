"""Conversations on screen. Everything is written by HTTP; a page's script sends the same forms, and is answered in JSON."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import conversations as actions
from entrepreneurs.actions import saying
from entrepreneurs.feeds import message_as_json
from entrepreneurs.forms.conversations import ChangeForm, GroupForm, MessageForm
from entrepreneurs.models import Block, Connection, Conversation, Message, User
from entrepreneurs.talks import Talk, talks_of
from hub.forms import wants_json


def mine(request, pk) -> Conversation:
    return get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)


def message_of_mine(request, pk, message) -> Message:
    return get_object_or_404(Talk(mine(request, pk), request.user).readable.filter(author=request.user, deleted_at=None), pk=message)


@login_required
@never_cache
def inbox(request):
    """Who has asked to know me, whom I have asked, my conversations, and whom I have blocked."""
    requests = Connection.objects.waiting().select_related("asker", "asked")
    hidden = Block.objects.hidden_from(request.user)
    context = {
        "asked_me": requests.filter(asked=request.user).exclude(asker__in=hidden),
        "asked_by_me": Connection.objects.open_requests_of(request.user).exclude(asked__in=hidden),
        "talks": talks_of(request.user),
        "blocked": Block.objects.filter(blocker=request.user).select_related("blocked"),
    }
    return render(request, "messages/inbox.html", context)


@login_required
def new_group(request):
    form = GroupForm(request.POST or None, people=User.objects.connected_with(request.user))
    if request.method == "POST" and form.perform(actions.start_group, request.user):
        return redirect("messages:conversation", pk=form.result.pk)
    return render(request, "messages/new_group.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
def conversation(request, pk):
    """The newest messages, or those before a number; what is shown counts as read."""
    talk = Talk(mine(request, pk), request.user, before=number(request.GET.get("before")), words=request.GET.get("q", ""))
    if talk.is_at_the_end and talk.messages:
        actions.mark_read(talk.conversation, user=request.user, seq=talk.messages[-1].seq)
    return show(request, talk, MessageForm(initial={"reply_to": request.GET.get("reply")}))


def show(request, talk: Talk, form: MessageForm, *, status: int = 200):
    return render(request, "messages/conversation.html", {"talk": talk, "form": form}, status=status)


@login_required
@require_POST
def say(request, pk):
    """Say something. Whoever left, or was left, in the meantime is told so, with what they wrote still in the box."""
    found = mine(request, pk)
    form = MessageForm(request.POST, request.FILES, readable=lambda: Talk(found, request.user).readable)
    if form.perform(saying.post_message, found, author=request.user):
        return JsonResponse(message_as_json(form.result)) if wants_json(request) else redirect(address(found, form.result))
    return refuse(request, form, found)


def refuse(request, form, found: Conversation):
    if wants_json(request):
        return JsonResponse({"message": " ".join(text for texts in form.errors.values() for text in texts)}, status=422)
    form.data = form.data.copy()
    form.data["client_id"] = form.data.get("client_id") or str(uuid4())
    return show(request, Talk(found, request.user), form, status=422)


def address(found: Conversation, message: Message) -> str:
    return f"{reverse('messages:conversation', args=[found.pk])}#message-{message.pk}"


@login_required
def change(request, pk, message):
    found = message_of_mine(request, pk, message)
    form = ChangeForm(request.POST or None, initial={"body": found.body})
    if request.method == "POST" and form.perform(actions.edit_message, found, by=request.user):
        return redirect(address(found.conversation, found))
    return render(request, "messages/change.html", {"message": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request, pk, message):
    found = message_of_mine(request, pk, message)
    actions.delete_message(found, by=request.user)
    return redirect(address(found.conversation, found))


@login_required
@require_POST
def read(request, pk):
    participant = actions.mark_read(mine(request, pk), user=request.user, seq=number(request.POST.get("seq")) or 0)
    return JsonResponse({"read_seq": participant.read_seq})


@login_required
def people(request, pk):
    """Who is in it; for whoever owns a group, letting in and sending out; and leaving."""
    talk = Talk(mine(request, pk), request.user)
    error = ""
    if request.method == "POST":
        try:
            return redirect(arrange(request, talk))
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
    here = {participant.user_id for participant in talk.people}
    context = {"talk": talk, "others": User.objects.connected_with(request.user).exclude(pk__in=here), "error": error}
    return render(request, "messages/people.html", context, status=422 if error else 200)


def arrange(request, talk: Talk) -> str:
    """Do what was asked for; where to go then."""
    found, data = talk.conversation, request.POST
    if "leave" in data:
        actions.leave(found, user=request.user)
        return reverse("messages:list")
    if "mute" in data:
        actions.mute(found, user=request.user, is_muted=data["mute"] == "on")
    elif "add" in data:
        actions.add_member(found, by=request.user, member=get_object_or_404(User.objects.connected_with(request.user), pk=number(data["add"])))
    elif "remove" in data:
        actions.remove_member(found, by=request.user, member=get_object_or_404(User, pk=number(data["remove"])))
    return reverse("messages:people", args=[found.pk])


def number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
