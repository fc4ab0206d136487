"""What search keeps: the words that editors have said mean the same."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from hub import languages
from search.analysis import fold, words

MOST_LINES = 40
MOST_WORDS = 5
LONGEST_LINE = 80


class WrongLine(ValidationError):
    """A line of a set that cannot be an expression."""


@register_snippet
class SynonymSet(models.Model):
    """Expressions for one meaning, each on a line of its own: whoever searches for one finds all."""

    key = models.SlugField(max_length=60, unique=True, null=True, editable=False)  # of those that came with the hub
    language = models.CharField(
        _("language"),
        max_length=5,
        blank=True,
        choices=[("", _("All languages")), *languages.NAMES.items()],
        help_text=_("In which language these mean the same. For expressions of several languages: all languages."),
    )
    words = models.TextField(
        _("expressions"),
        help_text=_("One on each line, in the form that a dictionary has; two at least. Whoever searches for one of them finds all."),
    )

    panels = [FieldPanel("words"), FieldPanel("language")]

    class Meta:
        ordering = ["words"]
        verbose_name = _("set of synonyms")
        verbose_name_plural = _("sets of synonyms")

    def __str__(self):
        return ", ".join(self.expressions[:4])

    @property
    def expressions(self) -> list[str]:
        return [line for line in (" ".join(line.split()) for line in self.words.splitlines()) if line]

    def clean(self) -> None:
        """Says of each wrong line what is wrong with it; lines that are there twice are kept once."""
        kept: dict[str, str] = {}
        for line in self.expressions:
            kept.setdefault(folded(line), line)
        wrong = [problem for line in self.expressions if (problem := problem_of(line))]
        if len(kept) < 2:
            wrong.append(WrongLine(_("Say two different expressions at least.")))
        if len(kept) > MOST_LINES:
            wrong.append(WrongLine(_("No more than %(most)s expressions."), params={"most": MOST_LINES}))
        if wrong:
            raise ValidationError({"words": wrong})
        self.words = "\n".join(kept.values())


def folded(line: str) -> str:
    return " ".join(fold(word.group()) for word in words(line))


def problem_of(line: str) -> WrongLine | None:
    count = sum(1 for _word in words(line))
    if not count:
        return WrongLine(_("“%(line)s” has no word."), params={"line": line[:LONGEST_LINE]})
    if count > MOST_WORDS or len(line) > LONGEST_LINE:
        return WrongLine(_("“%(line)s” is too long: five words at most."), params={"line": line[:LONGEST_LINE]})
    return None
