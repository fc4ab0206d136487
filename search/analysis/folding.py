"""Letters without case and marks, so that a word is found however it was typed."""

import unicodedata

LONGEST = 64  # letters of a term; a longer word is cut
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060"  # soft hyphens and the like, which stand within words
APOSTROPHES = "'’ʼ‘`´"
LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ґ": "г"}
    | dict.fromkeys("ʼʹʻʽ", "")
)


def fold(word: str) -> str:
    """Letters and digits alone, at most 64: æ is ae, þ is th, every other letter is one, й is и, ї is і, and a final ς is σ."""
    decomposed = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    return "".join(letter for letter in decomposed if letter.isalnum()).translate(LETTERS)[:LONGEST]
