"""The parts of a compound, as bygdeutvikling is of bygd and utvikling: by the dictionary alone, and rather none than a false one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis.dictionaries import Dictionary

SHORTEST = 3  # letters of a part, of those that are a noun by their other forms
SHORTEST_UNSURE = 4  # where the language has no such sign
SHORTEST_TO_SPLIT = 7
DEEPEST = 3  # parts of parts


@dataclass(frozen=True)
class Rules:
    """How a language joins words: by what a noun is known, what may stand between, and which ends are no words of their own."""

    signs: tuple[str, ...] = ()  # endings of which one makes a known form of any noun
    links: tuple[tuple[str, str], ...] = (("", ""),)  # what the first part ends in, and what the word ends in instead
    inflected: tuple[str, ...] = ()  # endings of the forms that may stand first
    short: frozenset[str] = frozenset()  # parts that may be shorter
    suffixes: frozenset[str] = frozenset()  # ends that derive a word, and only look like one
    prefixes: frozenset[str] = frozenset()  # beginnings that are no noun here
    whole: frozenset[str] = frozenset()  # words that only look like compounds


NORDIC_SUFFIXES = "skap skapet dom het ning ling else inne bar bare sam som full løs lös lig mann ring ert ans ent tet sjon ing ist ell al ar er en et rend ism isme kap tave ler era erar tes gram stans"

RULES = {
    "nb": Rules(
        signs=("en", "et", "n", "t", "a"),
        links=(("", ""), ("s", ""), ("e", "")),
        whole=frozenset("bokstav veiledning rettledning".split()),
        suffixes=frozenset(NORDIC_SUFFIXES.split()),
        prefixes=frozenset(
            "for fra inn opp ned ute til med mot over under etter ved vis and del per tre tro sin mis all man mang gjen van pre pro non sub eks bio mono".split()
        ),
    ),
    "sv": Rules(
        signs=("en", "et", "n", "t"),
        whole=frozenset("bokstav företagare samhälle".split()),
        links=(("", ""), ("s", ""), ("", "a"), ("o", "a"), ("u", "a"), ("", "e"), ("e", "a"), ("e", ""), ("s", "e"), ("s", "")),
        suffixes=frozenset(f"{NORDIC_SUFFIXES} are ande aktig mässig vis ler ter".split()),
        prefixes=frozenset(
            "för från inn upp ned ute till med mot över under efter vid vis del per tre tro sin all man gen van ut in pre pro non sub ex bio mono".split()
        ),
    ),
    "is": Rules(
        signs=("inn", "in", "ið", "n", "nn", "ð"),
        links=(("", ""), ("", "ur")),
        inflected=("s", "ar", "a", "u", "ur", "na"),
        suffixes=frozenset(
            "skapur skap lega legur dómur leiki leikur semi látur samur laus un ing ungur andi ari inn aður ingur ust ast maður".split()
        ),
        prefixes=frozenset("for frá inn upp með mót yfir undir eftir við vis per sam til".split()),
    ),
    "fi": Rules(
        links=(("", ""), ("s", "nen")),
        inflected=("n",),
        short=frozenset("maa työ tie suo pää puu yö jää sää luu kuu".split()),
        suffixes=frozenset(
            "lainen läinen llinen mainen mäinen inen ton tön sto stö kas käs minen mies uus yys jen sta sti ista aali lata sana lista välinen valta alla esti estää".split()
        ),
        prefixes=frozenset("olla olin siinä minä ollen kuin".split()),
    ),
    "et": Rules(
        links=(("", ""), ("aal", "aalne"), ("iiv", "iivne")),
        inflected=("a", "e", "i", "u", "o"),
        short=frozenset("maa töö tee elu abi äri õpe puu".split()),
        suffixes=frozenset(
            "kond konna lane lik line mine mus tus stik nik kas ja tud nud dus vus lus eeri lise list mise tse tise tanu tava tahtlik".split()
        ),
        prefixes=frozenset("olla mina sina tema kuid".split()),
    ),
}


class Splitter:
    def __init__(self, dictionary: Dictionary):
        self.dictionary = dictionary
        self.rules = RULES[dictionary.language]

    def parts(self, word: str) -> list[str]:
        """The words that a compound is of, and those that they are of in turn; none of a word that is no compound."""
        return self.split(word, shortest=SHORTEST if self.rules.signs else SHORTEST_UNSURE, depth=0)

    def split(self, word: str, *, shortest: int, depth: int) -> list[str]:
        if len(word) < SHORTEST_TO_SPLIT or depth == DEEPEST or word in self.rules.whole or not word.isalpha():
            return []
        pair = max(self.pairs(word, shortest), key=lambda pair: min(map(len, pair)), default=())
        deeper = (part for lemma in pair for part in self.split(lemma, shortest=SHORTEST_UNSURE, depth=depth + 1))
        return list(dict.fromkeys([*pair, *deeper]))

    def pairs(self, word: str, shortest: int) -> Iterator[tuple[str, str]]:
        """Every way to part a word in two, the longest first part first."""
        for at in range(len(word) - SHORTEST, SHORTEST - 1, -1):
            head, tail = word[:at], word[at:]
            if self.is_part(head, shortest) and self.is_part(tail, shortest) and (last := self.last(tail)) and (first := self.first(head)):
                yield first, last

    def first(self, head: str) -> str | None:
        """The noun that stands first, whatever joins it to the next."""
        for ending, instead in self.rules.links:
            lemma = head.removesuffix(ending) + instead
            is_sure = lemma == head or len(head) > SHORTEST
            if is_sure and head.endswith(ending) and lemma not in self.rules.prefixes and len(lemma) >= SHORTEST and self.is_noun(lemma):
                return lemma
        lemma = self.dictionary.lemma(head) if self.rules.inflected and head.endswith(self.rules.inflected) else None
        return lemma if lemma and lemma not in self.rules.prefixes and self.is_noun(lemma) else None

    def last(self, tail: str) -> str | None:
        """The noun that stands last, in any of its forms."""
        lemma = tail if self.is_noun(tail) else self.dictionary.lemma(tail)
        return lemma if lemma and lemma not in self.rules.suffixes and self.is_noun(lemma) else None

    def is_part(self, part: str, shortest: int) -> bool:
        return part in self.rules.short or (len(part) >= shortest and part not in self.rules.suffixes and part not in self.rules.prefixes)

    def is_noun(self, word: str) -> bool:
        """A noun by its forms; where nothing tells, any word that the dictionary has."""
        lemma = self.dictionary.lemma
        if not self.rules.signs:
            return lemma(word) == word
        return any(lemma(word + ending) == word or lemma(word + word[-1] + ending) == word for ending in self.rules.signs)
