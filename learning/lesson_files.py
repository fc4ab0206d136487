"""Courses and lessons as files: reading them, and saying what is wrong with them by file and block (docs/lessons.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hub.content_files import ContentFile, WrongFile, check_provenance, links, outline, read
from learning.tools import TOOLS

CONTENT = Path(__file__).parent / "content"
DRAWINGS = Path(__file__).parent.parent / "templates/learning/drawings"
CALLOUTS = {"remember", "story", "law", "try", "take"}

OPTION = {"id": str, "text": str, "feedback": str}
MISTAKE = {"id": str, "feedback": str}
# What each kind of block says: a word is text of this language; what stands in SOURCE is the source's alone.
BLOCKS: dict[str, dict[str, Any]] = {
    "text": {},
    "figure": {"drawing": str, "alt": str, "caption": str, "labels": [str]},
    "callout": {"kind": str, "body": str},
    "quotation": {"text": str, "who": str},
    "term": {"term": str, "definition": str},
    "single_choice": {"question": str, "options": [OPTION | {"right": bool}], "explanation": str},
    "multiple_choice": {"question": str, "options": [OPTION | {"right": bool}], "explanation": str},
    "ordering": {"question": str, "items": [{"id": str, "text": str}], "explanation": str},
    "matching": {"question": str, "pairs": [{"id": str, "left": str, "right": str}], "explanation": str},
    "numeric": {
        "question": str,
        "answer": (int, float),
        "tolerance": (int, float),
        "unit": str,
        "mistakes": [MISTAKE | {"value": (int, float)}],
        "explanation": str,
    },
    "short_text": {"question": str, "accepted": [str], "mistakes": [MISTAKE | {"accepted": [str]}], "explanation": str},
    "reflection": {"prompt": str, "help": str},
    "checklist": {"prompt": str, "items": [{"id": str, "text": str}]},
    "tool": {"prompt": str, "tool": str},
    "practice": {"task": str, "product": str, "minutes": (int, float)},
}
SOURCE = {"drawing", "kind", "tool", "answer", "tolerance", "value", "minutes"}
OPTIONAL = {"labels", "mistakes", "help", "right"}
MARKDOWN = {"text", "body", "task", "about"}


def kind_of(block: dict[str, Any]) -> str:
    """The block's kind: its one key besides `id`; "" where it has none or several."""
    kinds = [key for key in block if key != "id"]
    return kinds[0] if len(kinds) == 1 else ""


def courses() -> Iterator[Path]:
    """The folders of the courses, each named as its programme."""
    return iter(sorted(path for path in CONTENT.iterdir() if path.is_dir()))


def files(course: Path) -> list[ContentFile]:
    """A course folder's files, read and checked: the course first, then lessons in order; raises WrongFile."""
    found = [read(path) for path in sorted(course.glob("*.yaml"), key=lambda path: (path.name[0] != "c", path.name))]
    sources = {file.name: file for file in found if file.is_source}
    for file in sorted(found, key=lambda file: not file.is_source):
        source = sources.get(file.name)
        if source is None or file is source or not source.problems:  # beside a source that is wrong, nothing can be said of a translation
            check(file, source)
    if problems := [problem for file in found for problem in file.problems]:
        raise WrongFile("\n".join(problems))
    return found


def check(file: ContentFile, source: ContentFile | None) -> None:
    """Add to the file's problems what is wrong with it, by itself and beside its source."""
    if source is None:
        return file.complain("file", "has no file in its source language")
    for name in ("title", "slug", "lead"):
        check_text(file, name, file.facts.get(name))
    check_provenance(file)
    if file.name == "course":
        check_text(file, "about", file.facts.get("about"))
        return compare_markdown(file, "about", source.facts.get("about"), file.facts.get("about"))
    outcomes = file.facts.get("outcomes")
    for name in ("knowledge", "skill", "competence"):
        check_text(file, f"outcomes.{name}", outcomes.get(name) if isinstance(outcomes, dict) else None)
    check_blocks(file, source)


def check_blocks(file: ContentFile, source: ContentFile) -> None:
    ids = [block.get("id") for block in file.blocks]
    for twice in {id_ for id_ in ids if ids.count(id_) > 1}:
        file.complain(str(twice), "stands twice")
    if ids != [block.get("id") for block in source.blocks]:
        file.complain("blocks", f"are not those of {source.path.name}, in its order")
    originals = {block.get("id"): block for block in source.blocks}
    for block in file.blocks:
        kind, where = kind_of(block), str(block.get("id"))
        if not isinstance(block.get("id"), str) or kind not in BLOCKS:
            file.complain(where, "needs an id and one kind of " + ", ".join(BLOCKS))
        elif kind_of(originals.get(where, block)) != kind:
            file.complain(where, f"is another kind of block than in {source.path.name}")
        elif kind == "text":
            check_text(file, where, block[kind])
            compare_markdown(file, where, originals.get(where, block)[kind], block[kind])
        else:
            check_fields(file, where, shape=BLOCKS[kind], given=block[kind], original=originals.get(where, block)[kind])


def check_fields(file: ContentFile, where: str, *, shape: dict[str, Any], given: Any, original: Any) -> None:
    if not isinstance(given, dict):
        return file.complain(where, "must be a mapping")
    for unknown in set(given) - set(shape):
        file.complain(where, f"knows no {unknown!r}")
    for name, wanted in shape.items():
        check_field(file, f"{where}.{name}", name, wanted=wanted, given=given, original=original)
    if file.is_source:
        check_facts(file, where, given)


def check_field(file: ContentFile, where: str, name: str, *, wanted: Any, given: dict[str, Any], original: dict[str, Any]) -> None:
    if not file.is_source and (name in SOURCE or wanted is bool):
        if name in given and given[name] != original.get(name):
            file.complain(where, "belongs to the source and stands there otherwise; leave it out here")
    elif name in given:
        check_value(file, where, name, wanted=wanted, given=given[name], original=original.get(name))
    elif name not in OPTIONAL or (name, wanted) == ("right", str):
        file.complain(where, "is missing")


def check_value(file: ContentFile, where: str, name: str, *, wanted: Any, given: Any, original: Any) -> None:
    if isinstance(wanted, list):
        check_list(file, where, shape=wanted[0], given=given, original=original or [])
    elif wanted is str:
        check_text(file, where, given)
        if name in MARKDOWN:
            compare_markdown(file, where, original, given)
    elif not isinstance(given, wanted):
        file.complain(where, "is of another type")


def check_list(file: ContentFile, where: str, *, shape: Any, given: Any, original: list) -> None:
    if not isinstance(given, list):
        return file.complain(where, "must be a list")
    if shape is str:
        for text in given:
            check_text(file, where, text)
        if where.endswith(".labels") and len(given) != len(original):
            file.complain(where, "has another number of labels than the source")
        return None
    if not all(isinstance(item, dict) for item in given):
        return file.complain(where, "must be a list of mappings with ids")
    if [item.get("id") for item in given] != [item.get("id") for item in original]:
        return file.complain(where, "has other ids, or another order, than the source")
    for item, counterpart in zip(given, original, strict=True):
        check_fields(file, f"{where}.{item.get('id')}", shape=shape, given=item, original=counterpart)


def check_facts(file: ContentFile, where: str, given: dict[str, Any]) -> None:
    """What only the source says: drawings that exist, kinds that are known, right answers that can be given."""
    if "drawing" in given and not (DRAWINGS / f"{given['drawing']}.svg").exists():
        file.complain(where, f"templates/learning/drawings/{given['drawing']}.svg does not exist")
    if "body" in given and given.get("kind") not in CALLOUTS:
        file.complain(where, f"kind must be one of {', '.join(sorted(CALLOUTS))}")
    if "tool" in given and given["tool"] not in TOOLS:
        file.complain(where, f"tool must be one of {', '.join(TOOLS)}")
    options = given.get("options", [{"right": True}])
    if all(isinstance(option, dict) for option in options) and not any(option.get("right") for option in options):
        file.complain(where, "has no right answer")


def check_text(file: ContentFile, where: str, text: Any) -> None:
    if not isinstance(text, str) or not text.strip():
        file.complain(where, "must be a text (put it in quotation marks if it is a number, yes or no)")


def compare_markdown(file: ContentFile, where: str, original: Any, given: Any) -> None:
    if not isinstance(original, str) or not isinstance(given, str):
        return
    if outline(original) != outline(given):
        file.complain(where, f"is built otherwise than the source: {outline(given)} instead of {outline(original)}")
    if links(original) != links(given):
        file.complain(where, "links to other places than the source; an editor can change a translation's links in the admin")


def main() -> int:
    wrong = 0
    for course in courses():
        try:
            print(f"{course.name}: {len(files(course))} files are right")
        except WrongFile as error:
            wrong = 1
            print(error)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
