"""What hosts fill in about a recording: the film, what was said in it, and where its chapters begin."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import written_in
from events.forms.translating import WAYS
from events.models import Recording
from hub import languages
from hub.forms import ActionForm
from hub.models import Provenance

FILM_BYTES = {"mp4": (4, b"ftyp"), "webm": (0, b"\x1a\x45\xdf\xa3")}  # where a file says what it is, and how
YOUTUBE = re.compile(r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|live/|shorts/))([\w-]{6,20})(?:[?&#/]|$)")
VIMEO = re.compile(r"vimeo\.com/(?:video/)?(\d{6,12})(?:[?&#/]|$)")
CHAPTER = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\s+(.{1,120})$")


class RecordingForm(ActionForm):
    """A file, or a link to YouTube or Vimeo: one of them."""

    film = forms.FileField(label=gettext_lazy("Film"), required=False, widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}))
    link = forms.URLField(
        label=gettext_lazy("Or where it stands: a link to YouTube or Vimeo"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Nothing is fetched from there until somebody clicks."),
    )
    minutes = forms.IntegerField(label=gettext_lazy("How many minutes it takes"), min_value=1, max_value=24 * 60, initial=60)
    language = written_in()

    def __init__(self, *args, recording: Recording | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.recording = recording
        self.fields["language"].label = _("Language spoken")
        self.fields["film"].help_text = _("An MP4 or WebM file of %(size)d MB at most.") % {"size": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // 1024**2}

    def clean_film(self):
        film = self.cleaned_data["film"]
        if film and film.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            raise ValidationError(_("This file is too large. Put the film on YouTube or Vimeo, and give its link."))
        if film and not (ending := ending_of(film)):
            raise ValidationError(_("This is no MP4 or WebM film."))
        if film:
            film.name = f"film.{ending}"
        return film

    def clean_link(self):
        link = self.cleaned_data["link"]
        if link and not place_of(link):
            raise ValidationError(_("This is no link to a film on YouTube or Vimeo. Copy it from the film's own page."))
        return link

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        film, link = facts.get("film"), facts.pop("link", "")
        if film and link:
            self.add_error("link", _("Give a file or a link, not both."))
        has_file = bool(film or (self.recording and self.recording.film))
        if not has_file and not link and not self.errors:
            self.add_error("film", _("Choose a file, or give a link."))
        provider, video = place_of(link) if link and not self.errors else (Recording.Provider.HERE, "")
        return facts | {"provider": provider, "video": video}


def ending_of(film) -> str | None:
    """mp4 or webm, as the file itself says; None for what is neither."""
    start = film.read(64)
    film.seek(0)
    return next((ending for ending, (place, mark) in FILM_BYTES.items() if start[place : place + len(mark)] == mark), None)


def place_of(link: str) -> tuple[str, str] | None:
    for provider, pattern in ((Recording.Provider.YOUTUBE, YOUTUBE), (Recording.Provider.VIMEO, VIMEO)):
        if found := pattern.search(link):
            return provider, found[1]
    return None


class TranscriptForm(ActionForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: languages.NAMES.items())
    text = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=gettext_lazy("Say who speaks only if they agree. Leave it empty to take it away."),
    )
    captions = forms.FileField(
        label=gettext_lazy("Captions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        help_text=gettext_lazy("A WebVTT file (.vtt), for a film on the hub."),
    )
    provenance = forms.ChoiceField(
        label=gettext_lazy("How it was made"),
        choices=[(Provenance.ORIGINAL, gettext_lazy("Written down in the language that was spoken")), *WAYS],
        widget=forms.RadioSelect,
        initial=Provenance.ORIGINAL,
    )

    def clean_captions(self):
        captions = self.cleaned_data["captions"]
        if captions and (captions.size > 2 * 1024**2 or not captions.read(16).lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT")):
            raise ValidationError(_("This is no WebVTT file: its first line has to be WEBVTT."))
        if captions:
            captions.seek(0)
            captions.name = "captions.vtt"
        return captions


class ChaptersForm(ActionForm):
    rows = forms.CharField(
        label=gettext_lazy("Chapters"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "placeholder": "0:00 …"}),
        help_text=gettext_lazy("One a line, with the minute and second that it begins at: 12:30 Questions"),
    )

    def clean_rows(self) -> list[dict[str, Any]]:
        lines = [line.strip() for line in self.cleaned_data["rows"].splitlines() if line.strip()]
        wrong = [line for line in lines if not CHAPTER.match(line)]
        if wrong:
            raise ValidationError(_("This line says no minute and second: %(line)s"), params={"line": wrong[0][:80]})
        return sorted(map(chapter_in, lines), key=lambda chapter: chapter["second"])


def chapter_in(line: str) -> dict[str, Any]:
    hours, minutes, seconds, title = CHAPTER.match(line).groups()
    return {"second": int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds), "title": title}
