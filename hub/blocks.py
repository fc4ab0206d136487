"""Blocks that any page may hold: prose, pictures, sound and film, things to download."""

from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks, fields
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

DRAWINGS = Path(__file__).resolve().parent.parent / "templates" / "learning" / "drawings"
PROSE_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]
SIMPLE_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class StreamField(fields.StreamField):
    """A StreamField whose blocks are not copied into migrations: a new kind of block changes no table."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[], *args[1:]], kwargs | {"block_lookup": {}}


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=PROSE_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings and lists")
        template = "blocks/text.html"
        preview_value = "<h2>The walk</h2><p>Take an hour, a notebook and no telephone.</p>"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(label=_("what it shows"), max_length=250, help_text=_("For those who cannot see it. Required."))
    caption = blocks.CharBlock(label=_("caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A photograph with its alternative text")
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"
        preview_value = {"image": None, "alt": "A walk through a village", "caption": "An hour's walk"}


@cache
def drawings() -> list[tuple[str, str]]:
    return [(path.stem, path.stem) for path in sorted(DRAWINGS.glob("*.svg"))]


class FigureBlock(blocks.StructBlock):
    """A drawing of the hub's own, coloured by the page; its numbers are named by the labels."""

    drawing = blocks.ChoiceBlock(choices=drawings, label=_("drawing"))
    alt = blocks.TextBlock(label=_("what it shows"), help_text=_("For those who cannot see it. Required."))
    caption = blocks.CharBlock(label=_("caption"), max_length=300, required=False)
    labels = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("what the numbers mean"), default=[])

    class Meta:
        icon = "doc-full"
        label = _("Figure")
        description = _("A drawing with numbered labels")
        template = "blocks/figure.html"
        preview_value = {"drawing": "sing-walk", "alt": "A walk through a village", "caption": "An hour's walk", "labels": []}


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    who = blocks.CharBlock(label=_("who says it"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("What somebody says, and who")
        template = "blocks/quotation.html"
        preview_value = {"text": "We asked the wrong question for a year.", "who": "Marit (invented)"}


class CalloutBlock(blocks.StructBlock):
    KINDS = [
        ("remember", _("Remember")),
        ("story", _("A story")),
        ("law", _("Rules change: check them")),
        ("try", _("Try it")),
        ("take", _("To take with you")),
    ]
    kind = blocks.ChoiceBlock(choices=KINDS, default="remember", label=_("kind"))
    body = blocks.RichTextBlock(features=SIMPLE_FEATURES, label=_("text"))

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"kind_name": dict(self.KINDS).get(value["kind"], "")}

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        description = _("Something to notice")
        template = "blocks/callout.html"
        preview_value = {"kind": "remember", "body": "<p>Ask before you offer.</p>"}


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("term"), max_length=80)
    definition = blocks.TextBlock(label=_("what it means"), max_length=500)

    class Meta:
        icon = "help"
        label = _("Glossary term")
        description = _("A word explained")
        template = "blocks/term.html"
        preview_value = {"term": "Break-even", "definition": "The point where income covers all costs."}


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    description = blocks.CharBlock(label=_("what it is"), max_length=250, required=False)

    class Meta:
        icon = "download"
        label = pgettext_lazy("a file", "Download")
        description = _("A file, its kind and size said before it is fetched")
        template = "blocks/download.html"
        preview_template = "blocks/previews/download.html"
        preview_value = {"document": None, "title": "A budget to fill in", "description": "One page"}


def require_film(document) -> None:
    if document.file_extension.lower() not in {"mp4", "webm"}:
        raise ValidationError(_("A video must be an MP4 or WebM file; this is .%(extension)s."), params={"extension": document.file_extension})


def require_captions(document) -> None:
    if document.file_extension.lower() != "vtt":
        raise ValidationError(_("Captions must be a WebVTT file (.vtt); this is .%(extension)s."), params={"extension": document.file_extension})


class VideoBlock(blocks.StructBlock):
    """A video of our own, served in ranges; nothing of it is fetched before it is played."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    video = DocumentChooserBlock(label=_("video file"), validators=[require_film])
    captions = DocumentChooserBlock(label=_("captions"), validators=[require_captions])
    transcript = blocks.RichTextBlock(features=SIMPLE_FEATURES, label=_("transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video file with captions and transcript")
        template = "blocks/video.html"
        preview_template = "blocks/previews/video.html"
        preview_value = {"title": "A morning at the café", "video": None, "captions": None, "transcript": "<p>Gunnhild puts the kettle on.</p>"}


class EmbedBlock(blocks.StructBlock):
    """A video elsewhere: a link, until a click asks for it."""

    PROVIDERS = {"youtube": "https://www.youtube-nocookie.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}"}

    title = blocks.CharBlock(label=_("title"), max_length=120)
    provider = blocks.ChoiceBlock(choices=[("youtube", "YouTube"), ("vimeo", "Vimeo")], label=_("where"))
    video = blocks.RegexBlock(
        regex=r"^[\w-]{6,20}$",
        label=_("the video's id"),
        error_messages={"invalid": _("This is the part of the address that names the video: letters, digits, - and _.")},
    )
    transcript = blocks.RichTextBlock(features=SIMPLE_FEATURES, label=_("transcript"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"address": self.PROVIDERS[value["provider"]].format(value["video"])}

    class Meta:
        icon = "media"
        label = _("Video elsewhere")
        description = _("Loads from YouTube or Vimeo only when it is clicked")
        template = "blocks/embed.html"
        preview_value = {"title": "A video", "provider": "vimeo", "video": "1234567", "transcript": ""}


class PathBlock(blocks.StructBlock):
    """One thing that people come to do, and the page that helps them do it."""

    title = blocks.CharBlock(label=_("what I want to do"), max_length=80)
    text = blocks.TextBlock(label=_("in a sentence"), max_length=200)
    page = blocks.PageChooserBlock(label=_("leads to"))

    class Meta:
        icon = "arrow-right"
        label = _("Path")
        description = _("An answer to: what do you want to do?")
        template = "blocks/path.html"
        preview_template = "blocks/previews/path.html"
        preview_value = {"title": "Teach or advise", "text": "Use the lessons with a group.", "page": None}


class GoalBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("goal"), max_length=160)
    text = blocks.TextBlock(label=_("what it means"), required=False)

    class Meta:
        icon = "success"
        label = _("Outcome goal")
        description = _("One of a programme's goals")
        template = "blocks/goal.html"
        preview_value = {"title": "A learning system across the border", "text": "Courses in Norwegian and Swedish."}


PROSE = [
    ("text", TextBlock()),
    ("picture", PictureBlock()),
    ("figure", FigureBlock()),
    ("quotation", QuotationBlock()),
    ("video", VideoBlock()),
    ("embed", EmbedBlock()),
    ("download", DownloadBlock()),
    ("callout", CalloutBlock()),
    ("term", TermBlock()),
]
