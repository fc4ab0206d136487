"""Where the words of a text are."""

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W_]+(?:[^\W_]|[\u0300-\u036f]|['’ʼ‘`´](?=[^\W_]))*")


def words(text: str) -> Iterator[re.Match]:
    """Letters and digits that stand together; an apostrophe between two letters is part of the word, a hyphen is not."""
    return WORD.finditer(text)
