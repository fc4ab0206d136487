"""What people are told of practices: that something waits for them, and what has become of theirs elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.notices import Part, Told
from learning.models import Endorsement, OfferedTranslation, Practice


def waiting(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """One line, however many there are, until all has been decided."""
    asked = Practice.objects.waiting_for(user).exists()
    if not asked and not OfferedTranslation.objects.filter(page__practice__in=Practice.objects.published_by(user)).exists():
        return {}
    text = _("A practice is handed in, and waits for you") if asked else _("A translation of a practice is offered, and waits for you")
    return {about: Told(text, reverse("learning:practices_waiting")) for about in abouts}


def adapted(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it is shown."""
    found = Practice.objects.listed().filter(pk__in=map(key_of, abouts)).with_words()
    text = _("Your practice has been adapted by %(organisation)s: %(title)s")
    return {f"practice:{one.pk}": Told(text % {"organisation": one.organisation.name, "title": one.title}, one.get_absolute_url()) for one in found}


def endorsed(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it is shown, and what was said of it stands."""
    said = Endorsement.objects.visible_to(user).values("practice")
    found = Practice.objects.listed().filter(pk__in=map(key_of, abouts)).filter(pk__in=said).with_words()
    text = _("Somebody has tried your practice, and says what happened: %(title)s")
    return {f"practice:{one.pk}": Told(text % {"title": one.title}, f"{one.get_absolute_url()}#tried") for one in found}


notices.register("practice_waiting", Part.KNOWLEDGE, label=gettext_lazy("A practice or a translation waits for me to decide"), tell=waiting)
notices.register("practice_adapted", Part.KNOWLEDGE, label=gettext_lazy("A practice of mine has been adapted by somebody"), tell=adapted)
notices.register("practice_endorsed", Part.KNOWLEDGE, label=gettext_lazy("Somebody has tried a practice of mine"), tell=endorsed)
