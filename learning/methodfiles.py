"""Methods as files: JSON that can be read in again, and Markdown to be read and printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub import languages
from learning import methods
from learning.models import Licence, MethodVersion, Resource

SCHEMA = "tvers-method-1"
MOST_BYTES = 1024 * 1024
MOST_TOLD = 12  # problems of one file


class WrongFile(ValidationError):
    """A file that is no method, with all that is wrong with it by its place."""


@dataclass(frozen=True)
class Read:
    """A method from a file, and the key of the version that it says it was copied from."""

    content: dict[str, Any]
    copied_from: str = ""


def read(upload) -> Read:
    """Strictly: what is not understood is refused, and nothing of it is ever run."""
    if upload.size > MOST_BYTES:
        raise WrongFile(_("This file is larger than 1 MB, and no method is."))
    told = parsed(upload.read(MOST_BYTES + 1))
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise WrongFile(_("This file is not a method of this hub: it does not begin with “schema”: “%(schema)s”.") % {"schema": SCHEMA})
    origin = told.pop("copied_from", None)
    content = {name: value for name, value in told.items() if name != "schema"}
    found = [*methods.problems(content), *wrong_origin(origin)]
    if found:
        raise WrongFile(found[:MOST_TOLD])
    return Read(methods.whole(content), origin["key"] if origin else "")


def parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=without_doubles, parse_constant=refuse, parse_float=refuse)
    except WrongFile:
        raise
    except UnicodeDecodeError as error:
        raise WrongFile(_("This file is not text. Export it here as JSON, and do not save it as something else.")) from error
    except json.JSONDecodeError as error:
        raise WrongFile(_("This file is not JSON: something is wrong in line %(line)d.") % {"line": error.lineno}) from error
    except (ValueError, RecursionError) as error:
        raise WrongFile(_("This file is not JSON that a method could be.")) from error


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    for name in names:
        if names.count(name) > 1:
            raise WrongFile(_("“%(name)s” stands twice in one place.") % {"name": name[:60]})
    return dict(pairs)


def refuse(number: str):
    raise WrongFile(_("“%(number)s” is no whole number.") % {"number": number[:20]})


def wrong_origin(origin: Any) -> list[str]:
    if origin is None:
        return []
    is_whole = isinstance(origin, dict) and origin.keys() == {"key", "title", "version"}
    fits = (
        is_whole
        and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(origin["key"]))
        and isinstance(origin["title"], str)
        and type(origin["version"]) is int
    )
    return [] if fits else [methods.at("copied_from", _("must have a key, a title and a version"))]


# Writing


def to_json(content: dict[str, Any], *, copied_from: MethodVersion | None = None) -> str:
    told = {"schema": SCHEMA} | content
    if copied_from:
        told["copied_from"] = {"key": str(copied_from.key), "title": copied_from.text_in(content["language"]).content["title"]}
        told["copied_from"]["version"] = copied_from.number
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def file_name(content: dict[str, Any], ending: str) -> str:
    return f"{slugify(content['title'])[:60] or content['kind']}.{ending}"


def to_markdown(content: dict[str, Any]) -> str:
    """With headings in the language of the method, where the hub is offered in it."""
    offered = dict(languages.offered())
    with translation.override(content["language"] if content["language"] in offered else translation.get_language()):
        return "\n\n".join(block for block in blocks(content) if block) + "\n"


def blocks(content: dict[str, Any]):
    yield f"# {plain(content['title'])}"
    yield facts(content)
    for name in ("aim", "when"):
        yield section(name, plain(content[name]))
    yield section("materials", "\n".join(f"- {plain(one)}" for one in content["materials"]))
    yield section("steps", "\n\n".join(step(number, one) for number, one in enumerate(content["steps"], start=1)))
    yield section("signs", plain(content["signs"]))
    yield section("criteria", table(content))
    for name in ("online", "few_languages", "source"):
        yield section(name, plain(content[name]))
    yield plain(" · ".join(part for part in (content["author"], str(Licence(content["licence"]).label)) if part))


def facts(content: dict[str, Any]) -> str:
    minutes = methods.all_minutes(content)
    parts = [str(Resource.Method(content["kind"]).label), minutes_told(minutes) if minutes else "", content["group"]]
    return "*" + " · ".join(plain(part) for part in parts if part) + "*"


def minutes_told(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}


def section(name: str, text: str) -> str:
    return f"## {methods.LABELS[name]}\n\n{text}" if text else ""


def step(number: int, one: dict[str, Any]) -> str:
    minutes = f" ({minutes_told(one['minutes'])})" if one["minutes"] else ""
    return f"### {number}. {plain(one['title'])}{minutes}" + (f"\n\n{plain(one['text'])}" if one["text"] else "")


def table(content: dict[str, Any]) -> str:
    if not content["criteria"]:
        return ""
    head = [_("Criterion"), *content["levels"]]
    rows = [[one["title"], *one["descriptions"]] for one in content["criteria"]]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell if cell == "---" else in_cell(cell) for cell in line) + " |" for line in lines)


def in_cell(text: str) -> str:
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """What somebody wrote, so that a reader of Markdown takes none of it for signs of its own."""
    text = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", text)
    return re.sub(r"(?m)^(\s*)([#+=-]|\d+(?=[.)]))", lambda found: f"{found[1]}{marked(found[2])}", text)


def marked(sign: str) -> str:
    return f"\\{sign}" if not sign.isdigit() else f"{sign}\\"
