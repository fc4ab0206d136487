"""Discussions in templates."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from entrepreneurs.discussing import Place
from entrepreneurs.forms.discussions import AnswerForm, ContributionForm
from entrepreneurs.models import Contribution
from entrepreneurs.notices.discussions import close_shown
from entrepreneurs.threads import Discussion, Thread, has_shown_profile

register = template.Library()


@register.inclusion_tag("entrepreneurs/discussions/discussion.html", takes_context=True)
def discussion(context, place: Place, *, before=None, only=None, form=None):
    """The whole of it, for somebody who is signed in; nothing for others, and nothing where they do not read. What is shown counts as read."""
    user = context["request"].user
    if not user.is_authenticated or not place.readable_by(user):
        return {}
    found = Discussion(place, user, before=before, only=only)
    close_shown(user, [thread.said.pk for thread in found.threads])
    blank = ContributionForm(place=place, auto_id="contribute-%s")
    return {
        "discussion": found,
        "place": place,
        "form": form if isinstance(form, ContributionForm) else blank,
        "refused": form if isinstance(form, AnswerForm) else None,
        "forms": {thread.said.pk: AnswerForm(auto_id=f"answer-{thread.said.pk}-%s") for thread in found.threads if found.can_speak},
        "new_answer": AnswerForm(auto_id="answer-new-%s"),
        "kinds": {name: str(words) for name, words in place.kinds.items()},
        "person": reverse("people:person", args=[0]),
        "languages": settings.LANGUAGES,
        "LANGUAGE_CODE": get_language(),
    }


@register.filter
def form_of(forms: dict, thread: Thread):
    return forms.get(thread.said.pk)


@register.filter
def is_marked(said: Contribution, facilitators: set[int]) -> bool:
    return said.author_id in facilitators


@register.filter
def has_profile(said: Contribution) -> bool:
    return has_shown_profile(said)


@register.filter
def words_of(kind: str, kinds: dict[str, str]) -> str:
    return kinds.get(kind, "")
