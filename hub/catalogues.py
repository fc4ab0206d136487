"""Message catalogues: what there is to translate, and which languages have all of it, without gettext's programs.

A catalogue is hub/locale/<code>/LC_MESSAGES/django.po. Only a complete one is compiled, and only a compiled one is offered
(hub/languages.py). Compiling needs no settings, because settings read what has been compiled.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib

from hub import languages

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ["hub", "entrepreneurs", "events", "learning", "search", "templates"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:n?p?gettext|_)\({STRING}(?:,\s*{STRING})*(?:,\s*count)?\)")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


@dataclass
class Message:
    """Something to translate, and the files it stands in."""

    text: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.text, self.context or ""


# What there is to translate


def messages() -> dict[tuple[str, str], Message]:
    """Every translatable string of the code and the templates, by its text and context."""
    found: dict[tuple[str, str], Message] = {}
    for path in source_files():
        for message in messages_in(path):
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            known.files.add(str(path.relative_to(ROOT)))
            known.comments |= message.comments
    return found


def source_files() -> Iterator[Path]:
    for name in SOURCES:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".svg", ".xml"} and not {"migrations", "static", "content"} & set(
                path.relative_to(ROOT).parts
            ):
                yield path


def messages_in(path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    source = path.read_bytes() if path.suffix == ".py" else calls_in_template(path.read_text())
    for _line, text, comments, context in extract("python", BytesIO(source), keywords=KEYWORDS, comment_tags=["Translators:"]):
        singular, plural = text[:2] if isinstance(text, tuple) else (text, "")
        yield Message(singular, plural, context, comments=set(comments))


def calls_in_template(text: str) -> bytes:
    """The template's translatable strings as calls in Python, one a line: found by Django's own reading of it."""
    from django.utils.translation.template import templatize

    return "\n".join(CALL.findall(templatize(text))).encode()


# The catalogue of a language


def translated() -> list[str]:
    """The languages that have a catalogue, complete or not."""
    return [code for code in languages.NAMES if languages.catalogue(code).exists()]


def update(code: str) -> polib.POFile:
    """Bring a language's catalogue to what the code says now: new strings come empty, strings that are gone are dropped."""
    path = languages.catalogue(code)
    known = {(entry.msgid, entry.msgctxt or ""): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = header(code)
    forms = number_of_forms(catalogue)
    for key, message in sorted(messages().items()):
        catalogue.append(entry_for(message, known.get(key), forms))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return catalogue


def entry_for(message: Message, known: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context, msgid_plural=message.plural)
    entry.occurrences = [(name, "") for name in sorted(message.files)]
    entry.comment = "\n".join(sorted(message.comments))
    if message.plural:
        before = known.msgstr_plural if known else {}
        entry.msgstr_plural = {number: before.get(number, "") for number in range(forms)}
    elif known:
        entry.msgstr = known.msgstr
    if known:
        entry.flags, entry.tcomment = [flag for flag in known.flags if flag == "fuzzy"], known.tcomment
    return entry


def header(code: str) -> dict[str, str]:
    """The language and its plural rule, which is Django's own."""
    import django

    theirs = Path(django.__file__).parent / "conf" / "locale" / code.replace("-", "_") / "LC_MESSAGES" / "django.po"
    plural_rule = polib.pofile(str(theirs)).metadata["Plural-Forms"]
    return {
        "Project-Id-Version": "Tvers",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule,
    }


def number_of_forms(catalogue: polib.POFile) -> int:
    return int(re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata["Plural-Forms"])[1])


def lacking(catalogue: polib.POFile) -> list[polib.POEntry]:
    """Entries that are not translated, not sure, or whose placeholders are not those of the source."""
    forms = number_of_forms(catalogue)
    return [entry for entry in catalogue if not entry.obsolete and not (entry.translated() and has_its_placeholders(entry, forms))]


def has_its_placeholders(entry: polib.POEntry, forms: int) -> bool:
    """Each form holds what its source holds. A language whose first form is for one alone may leave the number out of it, as English may."""
    if not entry.msgid_plural:
        return placeholders(entry.msgstr) == placeholders(entry.msgid)
    first = [placeholders(entry.msgid_plural), *([placeholders(entry.msgid)] if forms <= 2 else [])]
    return placeholders(entry.msgstr_plural[0]) in first and all(
        placeholders(entry.msgstr_plural[number]) == placeholders(entry.msgid_plural) for number in range(1, forms)
    )


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


# Compiling


def compile_all() -> list[str]:
    """Compile the complete catalogues that have changed; a sentence for each that is not complete, and so is not offered."""
    return [sentence for code in translated() if (sentence := compile_one(code))]


def compile_one(code: str) -> str | None:
    source = languages.catalogue(code)
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return None
    catalogue = polib.pofile(str(source))
    if missing := lacking(catalogue):
        compiled.unlink(missing_ok=True)
        return f"{languages.NAMES[code]}: {len(missing)} of {len(catalogue)} strings lack a translation, so the hub is not offered in it."
    making = compiled.with_suffix(f".{os.getpid()}")
    catalogue.save_as_mofile(str(making))
    making.replace(compiled)
    return None
