"""Letters without case and marks, so that a word is found however it was typed."""

import unicodedata

LONGEST = 64  # letters of a term; a longer word is cut
LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ґ": "г"}
    | dict.fromkeys("'’ʼ‘ʹ`´＇", "")
)


def fold(word: str) -> str:
    """Without case, marks and apostrophes; æ is ae, þ is th, every other letter one of its own."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", word[:LONGEST].casefold()) if not unicodedata.combining(letter))
    return bare.translate(LETTERS).casefold()[:LONGEST]
