"""The parts of a method or an assessment, how long each may be, and what is wrong with what somebody gives as one.

A content is a dictionary of plain words and numbers, and nothing else; it is kept as JSON in versions and templates alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.vocabulary import SPOKEN
from hub import languages
from learning.models import Licence, Resource

METHOD, ASSESSMENT = Resource.Method.METHOD, Resource.Method.ASSESSMENT
LICENCES = [licence for licence in Licence if licence != Licence.RESERVED]  # a template is there to be adapted
MOST_MINUTES = 10_000
MOST_MATERIALS, MOST_STEPS, MOST_CRITERIA = 30, 40, 30
LEVELS = (2, 5)

LABELS = {
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "licence": gettext_lazy("Licence"),
    "title": gettext_lazy("Title"),
    "aim": gettext_lazy("What it is for"),
    "when": gettext_lazy("When to use it"),
    "group": gettext_lazy("Size of the group"),
    "minutes": gettext_lazy("Minutes"),
    "materials": gettext_lazy("What you need"),
    "steps": gettext_lazy("Steps"),
    "signs": gettext_lazy("What to look for"),
    "levels": gettext_lazy("Levels"),
    "criteria": gettext_lazy("Criteria"),
    "online": gettext_lazy("Online"),
    "few_languages": gettext_lazy("With few languages in common"),
    "source": gettext_lazy("Where it comes from"),
    "author": gettext_lazy("Whose work it is"),
}
TEXTS = {"title": 160, "aim": 1000, "when": 1000, "group": 120, "signs": 2000, "online": 1500, "few_languages": 1500, "source": 500, "author": 200}
REQUIRED = ("title", "aim")
LINES = {"title", "group", "author"}  # of one line each
CHOICES = {"kind": list(Resource.Method), "language": list(SPOKEN | languages.NAMES), "licence": LICENCES}
STEP = {"title": 160, "text": 1500}
MOST_MATERIAL, MOST_LEVEL, MOST_CRITERION, MOST_DESCRIPTION = 200, 60, 200, 500


def empty(kind: str, *, language: str) -> dict[str, Any]:
    """With which somebody begins who writes one themselves."""
    content = dict.fromkeys(TEXTS, "") | {"kind": kind, "language": language, "licence": Licence.BY.value, "minutes": None}
    return content | {"materials": [], "steps": [], "criteria": [], "levels": levels_to_begin_with() if kind == ASSESSMENT else []}


def levels_to_begin_with() -> list[str]:
    return [_("Not yet"), _("On the way"), _("Well")]


def all_minutes(content: dict[str, Any]) -> int | None:
    """As it is said, or else of its steps."""
    return content["minutes"] or sum(step["minutes"] or 0 for step in content["steps"]) or None


# What is wrong with it


def problems(content: Any) -> list[str]:
    """Each by the part it is in, in the reader's language; none where it is right."""
    if not isinstance(content, dict):
        return [_("This is not a method: it has no parts.")]
    return list(problems_of(content))


def problems_of(content: dict[str, Any]) -> Iterator[str]:
    yield from wrong_names(content, LABELS.keys(), "")
    for name, allowed in CHOICES.items():
        if content.get(name) not in allowed or not isinstance(content.get(name), str):
            yield at(name, _("must be one of: %(values)s") % {"values": ", ".join(allowed)})
    for name, most in TEXTS.items():
        yield from wrong_text(content.get(name, ""), name, most=most, is_required=name in REQUIRED, is_line=name in LINES)
    yield from wrong_minutes(content.get("minutes"), "minutes")
    yield from wrong_list(content, "materials", most=MOST_MATERIALS, check=wrong_material)
    yield from wrong_list(content, "steps", most=MOST_STEPS, check=wrong_step)
    yield from wrong_list(content, "levels", most=LEVELS[1], check=wrong_level)
    yield from wrong_list(content, "criteria", most=MOST_CRITERIA, check=wrong_criterion)
    yield from incomplete(content)


def at(where: str, what: str) -> str:
    return f"{where}: {what}"


def wrong_names(given: dict, known, where: str) -> Iterator[str]:
    """A part that nobody knows is refused, and not left out unseen."""
    for name in given.keys() - known:
        yield at(where + str(name)[:60], _("is no part of a method"))


def wrong_text(given: Any, where: str, *, most: int, is_required: bool = False, is_line: bool = False) -> Iterator[str]:
    if not isinstance(given, str):
        yield at(where, _("must be a text"))
    elif is_required and not given.strip():
        yield at(where, _("must not be empty"))
    elif len(given) > most:
        yield at(where, _("is %(length)d characters long; %(most)d are the most") % {"length": len(given), "most": most})
    elif any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in ("" if is_line else "\t\n\r") for letter in given):
        yield at(where, _("has signs in it that are no letters"))


def wrong_minutes(given: Any, where: str) -> Iterator[str]:
    is_number = isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= MOST_MINUTES
    if given is not None and not is_number:
        yield at(where, _("must be a whole number from 1 to %(most)d, or nothing") % {"most": MOST_MINUTES})


def wrong_list(content: dict, name: str, *, most: int, check) -> Iterator[str]:
    given = content.get(name, [])
    if not isinstance(given, list):
        yield at(name, _("must be a list"))
    elif len(given) > most:
        yield at(name, _("has %(number)d entries; %(most)d are the most") % {"number": len(given), "most": most})
    else:
        for number, one in enumerate(given, start=1):
            yield from check(one, f"{name} {number}")


def wrong_material(given: Any, where: str) -> Iterator[str]:
    return wrong_text(given, where, most=MOST_MATERIAL, is_required=True, is_line=True)


def wrong_level(given: Any, where: str) -> Iterator[str]:
    return wrong_text(given, where, most=MOST_LEVEL, is_required=True, is_line=True)


def wrong_step(given: Any, where: str) -> Iterator[str]:
    if not isinstance(given, dict):
        yield at(where, _("must have a title, a text and minutes"))
        return
    yield from wrong_names(given, {*STEP, "minutes"}, f"{where}, ")
    for name, most in STEP.items():
        yield from wrong_text(given.get(name, ""), f"{where}, {name}", most=most, is_required=name == "title", is_line=name == "title")
    yield from wrong_minutes(given.get("minutes"), f"{where}, minutes")


def wrong_criterion(given: Any, where: str) -> Iterator[str]:
    if not isinstance(given, dict):
        yield at(where, _("must have a title and descriptions"))
        return
    yield from wrong_names(given, {"title", "descriptions"}, f"{where}, ")
    yield from wrong_text(given.get("title", ""), f"{where}, title", most=MOST_CRITERION, is_required=True, is_line=True)
    for problem in wrong_list(given, "descriptions", most=LEVELS[1], check=wrong_description):
        yield f"{where}, {problem}"


def wrong_description(given: Any, where: str) -> Iterator[str]:
    return wrong_text(given, where, most=MOST_DESCRIPTION)


def incomplete(content: dict) -> Iterator[str]:
    """What is right by itself, and does not fit together."""
    parts = [content.get(name) for name in ("levels", "criteria", "steps")]
    if not all(isinstance(part, list) for part in parts):
        return
    levels, criteria, steps = parts
    if content.get("kind") == METHOD and not steps:
        yield at("steps", _("a method has at least one step"))
    if content.get("kind") == ASSESSMENT and not criteria:
        yield at("criteria", _("an assessment has at least one criterion"))
    if criteria and len(levels) < LEVELS[0]:
        yield at("levels", _("criteria need at least %(least)d levels") % {"least": LEVELS[0]})
    for number, one in enumerate(criteria, start=1):
        if isinstance(one, dict) and isinstance(one.get("descriptions"), list) and len(one["descriptions"]) != len(levels):
            yield at(f"criteria {number}, descriptions", _("there must be as many as there are levels: %(number)d") % {"number": len(levels)})


def whole(content: dict[str, Any]) -> dict[str, Any]:
    """With every part in its place, the empty ones too; of what has no problems."""
    made = empty(content["kind"], language=content["language"]) | {"levels": []} | content
    made["steps"] = [{"title": step["title"], "text": step.get("text", ""), "minutes": step.get("minutes")} for step in made["steps"]]
    blank = [""] * len(made["levels"])
    made["criteria"] = [{"title": one["title"], "descriptions": one.get("descriptions", blank)} for one in made["criteria"]]
    return {name: made[name] for name in LABELS}


def shape(content: dict[str, Any]) -> tuple[int, ...]:
    """What a translation has in common with its original."""
    return tuple(len(content[name]) for name in ("materials", "steps", "levels", "criteria"))
