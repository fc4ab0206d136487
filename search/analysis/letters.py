"""Words of other scripts in Latin letters, by which names are found: as Ukraine's passports and Greece's (ELOT 743) write them."""

from __future__ import annotations

from search.analysis.folding import fold

CYRILLIC = dict(zip("абвгґдезиійклмнопрстуфы", "abvhgdezyiiklmnoprstufy", strict=True))
CYRILLIC |= {
    "є": "ie",
    "ї": "i",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "ь": "",
    "э": "e",
    "ё": "e",
    "ъ": "",
}
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
GREEK = dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True)) | {"θ": "th", "χ": "ch", "ψ": "ps"}
GREEK_PAIRS = {"ου": "ou", "αυ": "av", "ευ": "ev", "γγ": "ng", "μπ": "b"}


def latin(word: str) -> str:
    """Folded; nothing, for a word that has no letter of another script."""
    lower = word.casefold()
    if any("\u0400" <= letter <= "\u04ff" for letter in lower):
        return fold(FIRST.get(lower[0], CYRILLIC.get(lower[0], lower[0])) + "".join(CYRILLIC.get(letter, letter) for letter in lower[1:]))
    plain = fold(lower)
    if not any(letter in GREEK for letter in plain):
        return ""
    for pair, instead in GREEK_PAIRS.items():
        plain = plain.replace(pair, instead)
    return "".join(GREEK.get(letter, letter) for letter in plain)
