"""Words, folding, tokens and queries; and that no text whatever makes the analysis fail or slow."""

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import LANGUAGES, Token, analyse, analyse_query, fold, words
from search.analysis.terms import terms

CODES = sorted(LANGUAGES)


# Folding and words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Ærfugl", "aerfugl"),
        ("SØKNAD", "soknad"),
        ("Åre", "are"),
        ("Þórður", "thordur"),
        ("Łódź", "lodz"),
        ("õppimine", "oppimine"),
        ("sráidbhaile", "sraidbhaile"),
        ("Επιχείρηση", "επιχειρηση"),
        ("τέλος", "τελοσ"),
        ("ΤΈΛΟΣ", "τελοσ"),
        ("Київ", "киів"),
        ("ґанок", "ганок"),
        ("п'ять", "пять"),
        ("п’ять", "пять"),
        ("пʼять", "пять"),
        ("bygde\u00adutvikling", "bygdeutvikling"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁsk", "fisk"),
        ("İstanbul", "istanbul"),
        ("x" * 100, "x" * 64),
    ],
)
def test_fold(word, folded):
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hei, «du»!", ["Hei", "du"]),
        ("e-læring og 3D-print", ["e", "læring", "og", "3D", "print"]),
        ("Anna's 'quoted' dogs'", ["Anna's", "quoted", "dogs"]),
        ("сім’я та п'ять", ["сім’я", "та", "п'ять"]),
        ("d'fhoghlaim", ["d'fhoghlaim"]),
        ("bygde\u00adutvikling", ["bygde\u00adutvikling"]),
        ("o\u0308ar", ["o\u0308ar"]),
        ("a_b", ["a", "b"]),
        ("🐟🐑", []),
        ("مرحبا بالعالم", ["مرحبا", "بالعالم"]),
        ("", []),
    ],
)
def test_words(text, found):
    assert [word.group() for word in words(text)] == found


# Tokens


def test_tokens_of_a_word_stand_together():
    assert analyse("Bygdene vokser", "nb")[:2] == [Token("bygdene", 0, 7, 0), Token("bygd", 0, 7, 0)]


def test_words_joined_by_a_hyphen_are_one_too():
    joined = [token for token in analyse("om e-læring", "nb") if token.term == "elaering"]

    assert joined == [Token("elaering", 3, 11, 1)]


def test_unknown_language_is_folded_only():
    assert analyse("Élan Vital", "xx") == [Token("elan", 0, 4, 0), Token("vital", 5, 10, 1)]


@pytest.mark.parametrize("language", ["nn", "nb-NO", "NB"])
def test_language_by_another_code(language):
    assert "bygd" in {token.term for token in analyse("bygdene", language)}


def test_word_of_another_script_is_folded_only():
    assert terms("villages", "uk").indexed == ("villages",)
    assert terms("село", "nb").indexed == ("село",)


def test_stem_is_asked_of_unknown_words_only():
    """organ and organisation have one stem; both are known."""
    assert set(terms("organ", "en").asked).isdisjoint(terms("organisation", "en").indexed)
    assert not set(terms("kuhmossako", "fi").asked).isdisjoint(terms("kuhmossakin", "fi").indexed)


def test_irish_word_is_found_behind_a_mutation():
    assert not set(terms("zorbáil", "ga").asked).isdisjoint(terms("zorbáil", "ga").indexed)
    assert "feirmeoireachtlann" in terms("bhfeirmeoireachtlann", "ga").indexed


def test_possessive_and_elision_are_left_out():
    assert "farmer" in terms("farmer's", "en").indexed
    assert "foghlaim" in terms("d'fhoghlaim", "ga").indexed


# Queries


@pytest.mark.django_db
def test_stop_words_are_left_out():
    assert [alternatives[0] for alternatives in analyse_query("hvordan søke om tilskudd", "nb")] == ["soke", "tilskudd"]


@pytest.mark.django_db
def test_nothing_but_stop_words_is_asked_for():
    assert [alternatives[0] for alternatives in analyse_query("om å være", "nb")] == ["om", "a", "vaere"]


@pytest.mark.django_db
def test_stop_words_of_whoever_asks_are_left_out_too():
    assert [alternatives[0] for alternatives in analyse_query("lån og kunde", "en", written_in="nb")] == ["lan", "kunde"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["e-læring", "elæring"])
def test_hyphen_does_not_matter(text):
    indexed = {token.term for token in analyse("Om e-læring", "nb")}

    assert all(not indexed.isdisjoint(alternatives) for alternatives in analyse_query(text, "nb"))


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " ", "«»", "((", '"', "🐟", "\x00\x1f", "-", "'", "\ud800"])
def test_query_without_a_word_asks_for_nothing(text):
    assert analyse_query(text, "nb") == []


# Robustness


AWKWARD = [
    "\x00\x01\x02fisk\x7f",
    "fisk\ufffd\ud800 fisk",
    '"unclosed (quote [and',
    "שלום عالم \u202efisk\u202c",
    "🐟fisk🐑" * 50,
    "a" * 10_000,
    "'" * 10_000,
    "a'" * 5_000,
    "a-" * 5_000,
    "a\u0301" * 5_000,
    "\u00ad" * 10_000,
    "ª²½①ﬃ",
    "ͺ ʹ ˊ",
    "' OR 1=1; DROP TABLE",
    "日本語のテキスト" * 100,
    "हिन्दी में खोज",
]


@pytest.mark.parametrize("language", [*CODES, "xx", ""])
@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:12]))
def test_awkward_text(text, language):
    check(text, analyse(text, language))


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_awkward_query(language):
    for text in AWKWARD:
        assert all(alternatives and all(alternatives) for alternatives in analyse_query(text, language))


def check(text: str, tokens: list[Token]) -> None:
    """Terms are not empty, hold letters and digits alone, and stand in their text in order."""
    assert all(token.term and token.term.isalnum() and len(token.term) <= 66 for token in tokens)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
    by_position = {token.position: token.start for token in reversed(tokens)}
    assert list(dict(sorted(by_position.items())).values()) == sorted(by_position.values())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from([*CODES, "xx"]))
def test_any_text(text, language):
    tokens = analyse(text, language)

    check(text, tokens)
    assert {token.start for token in tokens} == {word.start() for word in words(text) if fold(word.group())}


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöæøðþáéíóúüõžšąęłαβγδεηθικλμνάέίόύабвгдеєжиіїйклмн'’-", min_size=1, max_size=30), max_size=12
    )
)
def test_folding_again_changes_nothing(words_of_text):
    text = " ".join(words_of_text)

    assert all(fold(token.term) == token.term for token in analyse(text, "is"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(CODES))
def test_word_finds_itself(text, language):
    for word in words(text):
        found = terms(word.group(), language)
        assert set(found.asked) & set(found.indexed) or not fold(word.group())


@pytest.mark.parametrize("language", CODES)
def test_time_grows_as_the_text(language):
    """Words that no dictionary has, each once: nothing of them is remembered."""
    first, middle, last = {"uk": ("а", "строандель", "кварк"), "el": ("α", "στροανδελι", "κβαρκ")}.get(language, ("a", "stroandeli", "kvark"))
    text = " ".join(f"{chr(ord(first) + at % 24)}{middle[: at % 10]}{chr(ord(first) + at // 24 % 24)}{last}" for at in range(4000))
    analyse("fisk", language)

    small, large = timed(text[:5_000], language), timed(text[5_000:25_000], language)

    assert large < max(small, 0.02) * 20
    assert timed("x" * 10_000, language) < 0.05


def timed(text: str, language: str) -> float:
    begun = time.thread_time()
    analyse(text, language)
    return time.thread_time() - begun


def test_threads_find_the_same():
    text = "bygdene gårdsturismen nettverksmøtene ukjentordet skolene entreprenørene"
    expected, found = analyse(text, "nb"), []
    terms.cache_clear()

    threads = [threading.Thread(target=lambda: found.append(analyse(text, "nb"))) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 8
