"""What people write of a story, in its first language and in others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs import photos
from entrepreneurs.models import User
from events.forms.events import text
from events.forms.translating import WAYS
from hub.forms import ActionForm
from hub.models import Organisation, Provenance
from learning.actions.practices import taking_from
from learning.actions.stories import WORDS
from learning.forms.practices import OrganisationField, first_of
from learning.forms.resources import lands
from learning.models import Practice, Story, StoryText

PICTURES = "image/jpeg,image/png,image/webp"


class PracticeField(forms.ModelChoiceField):
    def label_from_instance(self, practice: Practice) -> str:
        return practice.title


class StoryForm(ActionForm):
    """What it says, whom and what it tells of, and its picture. Who agrees is asked next: forms/story_consents.py."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Story.Kind.choices, widget=forms.RadioSelect, initial=Story.Kind.STORY)
    title = text("title", model=StoryText, required=True, label=gettext_lazy("Title"))
    lead = text("lead", model=StoryText, rows=3, label=gettext_lazy("In two sentences"), help_text=gettext_lazy("It stands in the list, too."))
    body = text(
        "body",
        model=StoryText,
        rows=14,
        required=True,
        label=gettext_lazy("The story"),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. Leave out whatever could harm somebody: illness, reasons for protection, addresses."
        ),
    )
    person_name = text(
        "person_name",
        model=Story,
        label=gettext_lazy("Name of the person it tells of"),
        help_text=gettext_lazy("Only if they want it to be said. A first name is enough, and none is fine."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country where it happened"), choices=lands)
    practice = PracticeField(
        Practice.objects.none(), label=gettext_lazy("Practice that it tells of"), required=False, empty_label=gettext_lazy("None in particular")
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture (JPEG, PNG or WebP)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=gettext_lazy("Where it was taken, and when, is not kept. Whoever agreed to another picture is asked again."),
    )
    alternative = text(
        "alternative",
        model=StoryText,
        label=gettext_lazy("What is to be seen in the picture"),
        help_text=gettext_lazy("For those who do not see it. Without it, a picture is not taken."),
    )

    def __init__(self, *args, user: User, story: Story | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.story = story
        among = {"organisation": story.organisation_id} if story else {"organisation__in": taking_from(user)}
        self.fields["practice"].queryset = Practice.objects.listed().filter(**among).with_words()
        if story and story.picture:
            self.fields["no_picture"] = forms.BooleanField(label=_("Take the picture away"), required=False)

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        return photos.logo(upload) if upload else None

    def clean(self):
        facts = super().clean()
        stays = self.story and self.story.picture and not facts.get("no_picture")
        if (facts.get("picture") or stays) and not facts.get("alternative") and "alternative" not in self.errors:
            self.add_error("alternative", _("Say in words what is to be seen in the picture, for those who do not see it."))
        return facts


class NewStoryForm(StoryForm):
    field_order = ("organisation", "language", "kind")

    organisation = OrganisationField(Organisation.objects.none(), label=gettext_lazy("Organisation"))
    language = forms.ChoiceField(label=gettext_lazy("I write in"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args, user: User, practice: Practice | None = None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["organisation"].queryset = taking_from(user)
        theirs = {"practice": practice, "organisation": practice.organisation_id, "country": practice.country.code} if practice else {}
        self.initial = {"language": get_language(), "country": user.country.code, "organisation": first_of(user)} | theirs | (self.initial or {})

    def clean(self):
        facts = super().clean()
        practice, organisation = facts.get("practice"), facts.get("organisation")
        if practice and organisation and practice.organisation_id != organisation.pk:
            self.add_error("practice", _("This practice is told by another organisation."))
        return facts


def initial_of(story: Story) -> dict[str, Any]:
    words = {name: getattr(story.original, name) for name in WORDS}
    return words | {"kind": story.kind, "person_name": story.person_name, "country": story.country.code, "practice": story.practice_id}


class StoryWordsForm(ActionForm):
    """A story in another language: each field beside what it translates."""

    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect, initial=Provenance.PERSON)

    def __init__(self, *args, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        self.original = story.original
        shown = [name for name in WORDS if getattr(self.original, name) and (name != "alternative" or story.picture)]
        self.fields = {name: self.field_of(name) for name in shown} | self.fields

    def field_of(self, name: str) -> forms.CharField:
        rows = 0 if name in ("title", "alternative") else min(16, 2 + len(getattr(self.original, name)) // 80)
        return text(name, model=StoryText, rows=rows, required=True, label=StoryText._meta.get_field(name).verbose_name.capitalize())

    def beside(self):
        """Each field with the words that it translates."""
        for field in self:
            yield field, getattr(self.original, field.name) if field.name in WORDS else ""
