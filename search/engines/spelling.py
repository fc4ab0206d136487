"""How near one word is to another that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str, *, most: int) -> int:
    """How many letters have to be put in, taken out, changed or swapped with their neighbour; `most` + 1 where it is more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        earlier, before, line = before, line, [row]
        for column, other_letter in enumerate(other, start=1):
            cost = min(before[column] + 1, line[-1] + 1, before[column - 1] + (letter != other_letter))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other_letter:
                cost = min(cost, earlier[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
    return line[-1]


def reach(word: str) -> int:
    """How many slips a word is long enough for."""
    return 1 if len(word) < 6 else 2


def likest(word: str, among: Iterable[tuple[str, str]], *, most: int) -> list[str]:
    """Of pairs of a word and its folded form those that are near enough, the nearest first, of these such as begin alike and are as long.

    Not the word itself.
    """
    limit, letters, found = reach(word), set(word), []
    for written, folded in among:
        if folded != word and len(letters.symmetric_difference(folded)) <= 2 * limit and (far := distance(word, folded, most=limit)) <= limit:
            found.append((far, folded[0] != word[0], abs(len(folded) - len(word)), written))
    return [written for *_how_near, written in sorted(found)[:most]]
