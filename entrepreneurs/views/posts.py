"""Needs and offers on screen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import posts as actions
from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.forms.posts import AnswerForm, ChangePostForm, ClosePostForm, PostForm, PostsForm
from entrepreneurs.models import Post
from entrepreneurs.posts import PostPage, Posts
from entrepreneurs.views.connections import is_adult_now
from entrepreneurs.views.conversations import number
from hub import notices
from hub.pagecache import for_all_visitors


def posts(request):
    form = PostsForm(request.GET)
    found = Posts(request.user, chosen=form.chosen(), before=number(request.GET.get("before")))
    context = {"form": form, "listing": found, "canonical": request.path}
    return for_all_visitors(request, render(request, "people/posts/list.html", context))


def post(request, pk):
    found = get_object_or_404(Post.objects.visible_to(request.user).with_author(request.user), pk=pk)
    if request.user.is_authenticated and found.author_id == request.user.pk:
        notices.close(request.user, "post_ends", about=actions.about(found))
    response = show(request, found)
    return for_all_visitors(request, response) if found.is_public else response


def show(request, found: Post, form: AnswerForm | None = None, adult: AdultForm | None = None, *, status: int = 200) -> HttpResponse:
    needs_word = request.user.is_authenticated and not request.user.said_adult_at
    context = {"post": found, "page_of": PostPage(found, request.user), "form": form or AnswerForm(), "adult": adult or (needs_word and AdultForm())}
    is_listed = found.is_public and found.is_open
    context |= {"canonical": request.path if is_listed else "", "is_hidden": not is_listed}
    return render(request, "people/posts/post.html", context, status=status)


def show_form(request, form, *, back: str, adult: AdultForm | None = None, **context) -> HttpResponse:
    is_refused = form.errors or (adult and adult.errors)
    return render(request, "people/posts/form.html", context | {"form": form, "adult": adult, "back": back}, status=422 if is_refused else 200)


@login_required
def make(request):
    data = request.POST if request.method == "POST" else None
    kind = request.GET.get("kind", "")
    form = PostForm(data, initial={"kind": kind} if kind in Post.Kind.values else None)
    adult = None if request.user.said_adult_at else AdultForm(data)
    if data and is_adult_now(request, adult) and form.perform(actions.make_post, request.user):
        messages.success(request, _("It is posted. You are told when somebody answers."))
        return redirect(form.result)
    facts = {"title": _("Post a need or an offer"), "button": _("Post it"), "back": reverse("people:posts")}
    return show_form(
        request, form, adult=adult, lead=_("Say it plainly, as you would to a neighbour. One thing at a time is answered most."), **facts
    )


def own(request, pk) -> Post:
    return get_object_or_404(Post.objects.written_by(request.user).select_related("author"), pk=pk)


@login_required
def change(request, pk):
    found = own(request, pk)
    if not found.is_open:
        return redirect(found)
    form = ChangePostForm(request.POST or None, initial=ChangePostForm.initial_of(found))
    if request.method == "POST" and form.perform(actions.change_post, found):
        messages.success(request, _("Saved."))
        return redirect(found)
    return show_form(request, form, title=_("Change what you have posted"), button=_("Save"), back=found.get_absolute_url())


@login_required
def close(request, pk):
    found = own(request, pk)
    form = ClosePostForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.close_post, found):
        messages.success(request, _("It is closed. Conversations that began with it go on."))
        return redirect(found)
    lead = _("Nobody finds it any more, but you and those who have answered. You can open it again.")
    return show_form(request, form, title=_("Close it"), lead=lead, button=_("Close it"), back=found.get_absolute_url())


@login_required
@require_POST
def prolong(request, pk):
    found = own(request, pk)
    actions.prolong_post(found)
    return redirect(found)


@login_required
@never_cache
def answer(request, pk):
    """Whoever has answered already is led to that conversation. What has ended meanwhile is shown no more, but the answer is not lost."""
    found = get_object_or_404(Post.objects.within_reach_of(request.user).with_author(request.user), pk=pk)
    if request.method != "POST":
        return redirect(found)
    form = AnswerForm(request.POST)
    adult = None if request.user.said_adult_at else AdultForm(request.POST)
    if is_adult_now(request, adult) and form.perform(actions.answer, found, by=request.user):
        return redirect("messages:conversation", pk=form.result.pk)
    form.is_valid()
    if Post.objects.visible_to(request.user).exclude(author=request.user).filter(pk=pk).exists():
        return show(request, found, form, adult, status=422)
    return show_form(request, form, title=_("Your answer"), button=_("Send my answer"), back=reverse("people:posts"))
