"""Content as files: pages in several languages that a person can read and mend, and what is wrong with them by file and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
PROJECT = Path(__file__).parent.parent
MARKDOWN = MarkdownIt("js-default")
MARKDOWN.add_render_rule("softbreak", lambda *_tokens: " ")
PROVENANCES = {"person", "machine", "reviewed"}


class WrongFile(ValueError):
    """One or more things are wrong with a file; each is a line of the message."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which a day stays the text that it is, so that a day which no calendar has can be complained about by its place."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class ContentFile:
    """A page in one language, as its file `name.language.yaml` says it."""

    path: Path
    facts: dict[str, Any]
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.path.name.split(".")[0]

    @property
    def language(self) -> str:
        return self.path.name.split(".")[1]

    @property
    def is_source(self) -> bool:
        return "translated_from" not in self.facts

    @property
    def translated_by(self) -> str:
        return self.facts.get("translated_by", "")

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.facts.get("blocks", [])

    def complain(self, where: str, what: str) -> None:
        path = self.path.relative_to(PROJECT) if self.path.is_relative_to(PROJECT) else self.path.name
        self.problems.append(f"{path}: {where}: {what}")


def read(path: Path) -> ContentFile:
    """The file's content; raises WrongFile if it is no YAML mapping."""
    try:
        facts = yaml.load(path.read_text("utf-8"), Loader)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongFile(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(facts, dict):
        raise WrongFile(f"{path.name}: is not a mapping of names to texts")
    return ContentFile(path, facts)


def pages() -> Iterator[tuple[ContentFile, list[ContentFile]]]:
    """The hub's own pages, each with its translations, in the order of their names; raises WrongFile."""
    found = [read(path) for path in sorted((CONTENT / "pages").glob("*.yaml"))]
    sources = {file.name: file for file in found if file.is_source}
    for file in found:
        check_page(file, sources.get(file.name))
    if problems := [problem for file in found for problem in file.problems]:
        raise WrongFile("\n".join(problems))
    for name, source in sources.items():
        yield source, [file for file in found if file.name == name and file is not source]


def check_page(file: ContentFile, source: ContentFile | None) -> None:
    """Add to the file's problems what is wrong with it beside its source."""
    if source is None:
        return file.complain("file", "has no file in its source language")
    check_provenance(file)
    if missing := {name for name, value in source.facts.items() if isinstance(value, str)} - set(file.facts) - {"kind", "programme"}:
        file.complain("file", f"lacks {', '.join(sorted(missing))}")
    for name in ("blocks", "goals", "paths"):
        if [item.get("id") for item in file.facts.get(name, [])] != [item.get("id") for item in source.facts.get(name, [])]:
            file.complain(name, f"has other ids, or another order, than {source.path.name}")


def check_provenance(file: ContentFile) -> None:
    if not file.is_source and file.translated_by not in PROVENANCES:
        file.complain("translated_by", f"must be one of {', '.join(sorted(PROVENANCES))}")


def outline(markdown: str) -> list[str]:
    """The paragraphs, headings and list items of a text, in order: what a translation must share."""
    return re.findall(r"<(p|h\d|li)>", to_html(markdown))


def links(markdown: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', to_html(markdown))


@cache
def to_html(markdown: str) -> str:
    """Markdown as the HTML that Wagtail's rich text editor would write, or every sentence would be another once an editor has saved the page."""
    html = re.sub(r"<li>\n?<p>(.*?)</p>\n?</li>", r"<li>\1</li>", MARKDOWN.render(markdown), flags=re.S).strip()
    for ours, wagtails in (("em", "i"), ("strong", "b")):
        html = html.replace(f"<{ours}>", f"<{wagtails}>").replace(f"</{ours}>", f"</{wagtails}>")
    return html
