"""Taking names out of what was written down, so that notes of a focus group lead to nobody who is registered for it.

Rather a word too many than a name: every part of a name of three letters and more goes wherever it stands as a word, also where it means something
else, and whoever wrote it down is told how many went. A nickname, or what only one person can have said, nobody but they can see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from events.models import Event

SHORTEST = 3  # letters of a part of a name that is looked for alone; a whole name may be shorter
PARTICLES = frozenset({"van", "von", "den", "der", "del", "dos", "das"})
# Endings: of the genitive in the north and in English, and of the cases of Slavic languages, after a name or in the place of its last vowel.
AFTER = r"(?:[’']?s|[’']|a|ie|em|iem|owi|u|а|у|ю|ом|ем|єм|ові|еві|єві)?"
IN_PLACE = r"(?:a|y|i|ie|ę|ą|o|u|iej|а|я|и|і|ї|й|е|є|у|ю|о|ь|ою|ею|єю|ої|ій|ові|еві|єві|ом|ем|єм)?"
VOWELS = "aoаяоейь"
ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
DAY = r"\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)|\d{4}-\d{4}(?!\d)"
TELEPHONE = rf"(?<![\w])(?!{DAY})\+?\(?\d(?:[\s().–-]{{0,2}}\d){{7,}}(?!\w)"


def names_of(event: Event) -> set[str]:
    """What leads to anybody who is or was registered: names and their parts, addresses, and for whom guests came. One query."""
    known = event.registrations.values_list("user__name", "guest__name", "user__email", "guest__email", "guest__organisation")
    return {text for user, guest, *others in known for text in looked_for([user, guest], others)}


def looked_for(people: Iterable[str | None], others: Iterable[str | None] = ()) -> set[str]:
    """Of people's names the whole and its parts; of everything else the whole alone."""
    found = {part for name in people if name for part in parts(normal(name))} | {normal(text) for text in others if text}
    return {text for text in found if len(text) > 1}


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def without_names(text: str, names: Iterable[str]) -> tuple[str, int]:
    """The text with each of the names, whole or in part, inflected or not, and every address and telephone number replaced; and how many were."""
    somebody = _("[somebody]")
    return pattern_of(names).subn(lambda found: somebody, normal(text))


def pattern_of(names: Iterable[str]) -> re.Pattern:
    """The longer ones first, so that of two that begin alike no rest is left."""
    known = [rf"(?<!\w){words(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)]
    return re.compile("|".join([ADDRESS, TELEPHONE, *known]), re.IGNORECASE)


def parts(name: str) -> set[str]:
    """The whole, and each of its words that is long enough."""
    single = {*name.split(), *re.findall(r"[^\W\d_]+", name)}
    return {name} | {word for word in single if len(word) >= SHORTEST and word.lower() not in PARTICLES}


def words(name: str) -> str:
    """A pattern of a name whose words may each be inflected, with any space between them."""
    return r"\s+".join(inflected(word) for word in name.split())


def inflected(word: str) -> str:
    if len(word) > SHORTEST and word[-1].lower() in VOWELS:
        return rf"(?:{spelled(word)}{AFTER}|{spelled(word[:-1])}{IN_PLACE})"
    return spelled(word) + AFTER


def spelled(word: str) -> str:
    """With whichever apostrophe it is written."""
    return re.sub("['’ʼ]", "['’ʼ]", re.escape(word))
