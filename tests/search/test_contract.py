"""What every engine does: the same tests for each. Which database it is, the test run says (tests/search/test_on_postgresql.py)."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import analyse_query, fold
from search.documents import PUBLIC, Asker, Document
from search.engines import Asked, Posting, Question, sqlite
from search.models import Edition

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 26)
EVERYBODY = Asker(AnonymousUser(), frozenset({PUBLIC}))


class Index:
    """An engine with an edition of its own, filled with documents that are made up."""

    def __init__(self, engine):
        self.engine = engine
        self.edition = self.begun_edition()
        engine.show(self.edition)
        self.edition.is_current = True
        self.edition.save()

    def begun_edition(self) -> Edition:
        edition = Edition.objects.create(engine=self.engine.name, version=self.engine.version)
        self.engine.begin(edition)
        return edition

    def put(self, *documents: Document) -> int:
        things = {}
        for document in documents:
            things.setdefault(document.thing, []).append(Posting.of(document))
        return self.engine.put(self.edition, things)

    def remove(self, kind: str, key: str) -> int:
        return self.engine.put(self.edition, {(kind, key): []})

    def question(self, query: str, *, asker=EVERYBODY, spoken=("en",), chosen=None, **facts) -> Question:
        asked = {code: [Asked(tuple(terms)) for terms in analyse_query(query, code)] for code in self.edition.languages}
        return Question(asker, asked, chosen or {}, spoken, today=TODAY, **facts)

    def found(self, query: str, *, limit=10, offset=0, **facts):
        return self.engine.find(self.edition, self.question(query, **facts), limit=limit, offset=offset)

    def keys(self, query: str, **facts) -> list[str]:
        return [next(iter(versions.values())).key for versions in self.found(query, **facts).things]

    def begun(self, beginning: str, **facts) -> list[str]:
        asked = {code: [Asked((), begins=fold(beginning))] for code in self.edition.languages}
        found = self.engine.titles(self.edition, Question(facts.pop("asker", EVERYBODY), asked, in_titles=True), limit=10)
        return [next(iter(versions.values())).key for versions in found]


@pytest.fixture
def index(db, each_engine) -> Index:
    return Index(each_engine)


def doc(key: str, title: str, body: str = "", *, language: str = "en", kind: str = "page", **facts) -> Document:
    return Document(
        **{"kind": kind, "key": key, "language": language, "pk": key, "title": title, "body": body, "url": "", "told": (language,)} | facts
    )


def together(*versions: Document) -> list[Document]:
    told = tuple(sorted(version.language for version in versions))
    return [Document(**{name: getattr(version, name) for name in Document.__slots__} | {"told": told, "languages": told}) for version in versions]


# Finding


def test_word_is_found_in_whatever_form_it_stands(index):
    index.put(doc("1", "Two villages"), doc("2", "A town"))

    assert index.keys("village") == ["1"]
    assert index.keys("VILLAGES") == ["1"]


def test_every_word_is_needed(index):
    index.put(doc("1", "A closed school"), doc("2", "A closed shop"))

    assert index.keys("closed school") == ["1"]


def test_any_word_is_enough_if_that_is_asked(index):
    index.put(doc("1", "A closed school"), doc("2", "A closed shop"), doc("3", "A bus"))

    assert sorted(index.keys("closed school", any_word=True)) == ["1", "2"]
    assert index.keys("closed school", any_word=True)[0] == "1"


def test_words_may_stand_in_title_and_text(index):
    index.put(doc("1", "A school", "It is closed."))

    assert index.keys("closed school") == ["1"]


def test_title_counts_more_than_text(index):
    index.put(doc("1", "About something", "A harbour for boats, and boats again."), doc("2", "The harbour", "Something else."))

    assert index.keys("harbour") == ["2", "1"]


def test_alternative_of_several_words_needs_all_of_them(index):
    index.put(doc("1", "A social enterprise"), doc("2", "An enterprise"))
    asked = {"en": [Asked(("cooperative", "social enterprise"))]}

    found = index.engine.find(index.edition, Question(EVERYBODY, asked, spoken=("en",)), limit=10)

    assert [versions["en"].key for versions in found.things] == ["1"]


def test_nothing_is_found_without_words(index):
    assert index.found("village").total == 0
    index.put(doc("1", "A village"))
    assert index.engine.find(index.edition, Question(EVERYBODY, {}), limit=10).total == 0


def test_what_was_changed_is_found_by_what_it_says_now(index):
    index.put(doc("1", "A harbour"))

    assert index.put(doc("1", "A forest")) == 1

    assert index.keys("forest") == ["1"]
    assert index.keys("harbour") == []


def test_what_did_not_change_is_not_written(index):
    index.put(doc("1", "A harbour"))

    assert index.put(doc("1", "A harbour")) == 0


def test_what_was_taken_out_is_gone(index):
    index.put(doc("1", "A harbour"))

    assert index.remove("page", "1") == 1

    assert index.found("harbour").total == 0
    assert index.engine.like(index.edition, "harbuor", limit=5) == []
    assert list(index.engine.fingerprints(index.edition)) == []


def test_fingerprints_tell_of_every_document(index):
    one, other = doc("1", "A harbour"), doc("1", "En havn", language="nb")
    index.put(one, other)

    assert list(index.engine.fingerprints(index.edition)) == [("page", "1", "en", one.hash), ("page", "1", "nb", other.hash)]


def test_other_edition_is_not_searched(index):
    index.put(doc("1", "A harbour"))
    filling = index.begun_edition()

    index.engine.put(filling, {("page", "2"): [Posting.of(doc("2", "A harbour"))]})

    assert index.keys("harbour") == ["1"]
    index.engine.empty(filling)
    assert index.keys("harbour") == ["1"]


# Languages


def test_text_is_found_by_the_words_of_its_own_language(index):
    index.put(doc("1", "Møter i bygda", language="nb"), doc("2", "Зустрічі в селі", language="uk"))

    assert index.keys("møte") == ["1"]
    assert index.keys("зустріч") == ["2"]


def test_thing_is_found_once_with_all_its_versions(index):
    index.put(*together(doc("1", "A harbour film"), doc("1", "En film om havna", language="nb")))

    [versions] = index.found("film").things

    assert sorted(versions) == ["en", "nb"]
    assert index.found("film").total == 1


def test_what_is_told_in_the_readers_languages_comes_first(index):
    index.put(doc("1", "Film", language="sv"), doc("2", "Something", "About a film.", language="nb"))

    assert index.keys("film", spoken=("nb", "uk")) == ["2", "1"]
    assert index.keys("film", spoken=("sv",)) == ["1", "2"]


def test_version_in_another_language_counts_as_told_in_ones_own(index):
    index.put(*together(doc("1", "Film", language="sv"), doc("1", "En bygd", language="nb")), doc("2", "Film", language="sv"))

    assert index.keys("film", spoken=("nb",)) == ["1", "2"]


# Who may see it


def test_what_one_may_not_see_is_neither_found_nor_counted_nor_proposed(index):
    index.put(doc("1", "A harbour"), doc("2", "A harbour", access=("member",)), doc("3", "A harbour", access=("event:7", "moderator")))
    member = Asker(AnonymousUser(), frozenset({"public", "member"}))
    guest = Asker(AnonymousUser(), frozenset({"public", "member", "event:7"}))
    stranger = Asker(AnonymousUser(), frozenset({"public", "event:77"}))

    assert index.keys("harbour") == ["1"]
    assert index.found("harbour").facets["kind"] == {"page": 1}
    assert index.begun("harb") == ["1"]
    assert sorted(index.keys("harbour", asker=member)) == ["1", "2"]
    assert sorted(index.begun("harb", asker=guest)) == ["1", "2", "3"]
    assert index.found("harbour", asker=stranger).total == 1


def test_what_is_hidden_from_somebody_is_neither_found_nor_counted_nor_proposed(index):
    index.put(doc("1", "Ada", kind="person"), doc("2", "Ada", kind="person"), doc("2", "Ada", kind="page"))
    asker = Asker(AnonymousUser(), frozenset({"public"}), {"person": frozenset({"2"})})

    assert sorted(index.keys("Ada", asker=asker)) == ["1", "2"]
    assert index.found("Ada", asker=asker).facets["kind"] == {"person": 1, "page": 1}
    assert sorted(index.begun("ad", asker=asker)) == ["1", "2"]


# Narrowing


@pytest.fixture
def shelf(index) -> Index:
    index.put(
        doc("1", "A film", kind="course", programme="sing", countries=("NO", "SE"), languages=("en", "nb"), date=TODAY),
        doc("2", "A film", kind="event", programme="sing", countries=("NO",), languages=("en",), date=TODAY - timedelta(days=3)),
        doc("3", "A film", kind="event", programme="merse", countries=("FI",), languages=("fi",), date=TODAY - timedelta(days=400)),
        doc("4", "A film", kind="person", languages=("nb",)),
    )
    return index


def test_counts_are_of_everything_that_was_found(shelf):
    assert shelf.found("film").facets == {
        "kind": {"course": 1, "event": 2, "person": 1},
        "language": {"en": 2, "nb": 2, "fi": 1},
        "country": {"NO": 2, "SE": 1, "FI": 1},
        "programme": {"sing": 2, "merse": 1},
        "date": {"coming": 1, "month": 1, "older": 1},
    }


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ({"kind": ("event",)}, ["2", "3"]),
        ({"kind": ("event", "course")}, ["1", "2", "3"]),
        ({"kind": ("event",), "programme": ("sing",)}, ["2"]),
        ({"country": ("SE", "FI")}, ["1", "3"]),
        ({"language": ("nb",)}, ["1", "4"]),
        ({"date": ("coming", "month")}, ["1", "2"]),
        ({"date": ("older",)}, ["3"]),
        ({"date": ("never",)}, []),
        ({"kind": ("nothing' OR 1=1",)}, []),
        ({"country": ("%",)}, []),
        ({"country": ("_O",)}, []),
    ],
)
def test_values_of_one_facet_widen_and_facets_narrow(shelf, chosen, keys):
    found = shelf.found("film", chosen=chosen)

    assert sorted(next(iter(versions.values())).key for versions in found.things) == keys
    assert (found.total, found.unnarrowed) == (len(keys), 4)


def test_counts_of_a_facet_are_as_if_nothing_were_chosen_in_it(shelf):
    facets = shelf.found("film", chosen={"kind": ("event",), "programme": ("sing",)}).facets

    assert facets["kind"] == {"course": 1, "event": 1}
    assert facets["programme"] == {"sing": 1, "merse": 1}
    assert facets["country"] == {"NO": 1}


def test_versions_of_one_thing_are_counted_once(index):
    index.put(*together(doc("1", "Film"), doc("1", "Film", language="nb")))

    assert index.found("film").facets["language"] == {"en": 1, "nb": 1}
    assert index.found("film").facets["kind"] == {"page": 1}


# Pages


def test_pages_hold_everything_once(index):
    index.put(*(doc(str(number), "A film", "Something.") for number in range(25)))

    pages = [index.keys("film", limit=10, offset=offset) for offset in (0, 10, 20, 30)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert sorted((key for page in pages for key in page), key=int) == [str(number) for number in range(25)]
    assert index.found("film", limit=10, offset=30).total == 25


# Proposing


def test_titles_are_proposed_by_their_beginnings(index):
    index.put(doc("1", "The harbour café"), doc("2", "Something", "About the harbour."), doc("3", "Åpne hus", language="nb"))

    assert index.begun("harb") == ["1"]
    assert index.begun("CAFE") == ["1"]
    assert index.begun("åp") == ["3"]
    assert index.begun("arbour") == []


def test_words_that_are_like_another_are_known(index):
    index.put(doc("1", "A harbour", "The garbage, and forests."), doc("2", "Barbour"))

    assert index.engine.like(index.edition, fold("harbuor"), limit=5) == ["harbour"]
    assert index.engine.like(index.edition, fold("forrests"), limit=5) == ["forests"]
    assert index.engine.like(index.edition, "harbour", limit=5) == ["barbour"]
    assert index.engine.like(index.edition, "xx", limit=5) == []


def test_word_is_forgotten_with_the_last_that_has_it(index):
    index.put(doc("1", "A harbour"), doc("2", "The harbour"))

    index.remove("page", "1")
    assert index.engine.like(index.edition, "harbuor", limit=5) == ["harbour"]
    index.remove("page", "2")
    assert index.engine.like(index.edition, "harbuor", limit=5) == []


# However often


@pytest.mark.parametrize("each_engine", ["database"], indirect=True)
def test_index_is_put_in_order_as_often_as_one_likes(index, monkeypatch):
    if index.engine.name != "sqlite":
        pytest.skip("FTS5 alone counts how often")
    monkeypatch.setattr(sqlite, "MOST_LEVELS", 20)
    text = {number: " ".join(f"a{number}b{other}" for other in range(40)) for number in range(80)}
    index.put(*(doc(str(number), "A harbour", text[number]) for number in range(40)))

    deepest = 0
    for number in range(40):
        index.put(doc(str(number), "A village", text[40 + number]))
        index.engine.tidy(thoroughly=False)
        deepest = max(deepest, sqlite.levels())

    assert 20 <= deepest <= 22
    assert (index.found("village").total, index.found("harbour").total) == (40, 0)
    assert (index.keys("a79b3"), index.keys("a39b3")) == (["39"], [])


# Whatever is written


def test_longest_query_in_every_language_is_answered(index):
    languages = ["nb", "sv", "en", "fi", "is", "ga", "el", "pl", "et", "uk", "ar", "ti", "so", "fa", "de", "fr", "es", "da"]
    index.put(*(doc(code, "Bygdeutviklingsarbeid", "Ungdomsbedrifter i lokalsamfunn", language=code) for code in languages))
    words = "bygdeutviklingsarbeid ungdomsbedrifter lokalsamfunnsutvikling maaseutuyrittäjyys landsbygdsutveckling sjøsamer"

    assert index.found(" ".join([words] * 3)).total == 0
    assert index.found(" ".join([words] * 3), any_word=True).total == len(languages)


@pytest.mark.parametrize("odd", ['O\'Neil "quoted"', "a\\b 'c", "NEAR(a b)", "title : x", "*", "( ) ^ - +", "';--", "😀 tree", "עברית", "مرحبا"])
def test_odd_signs_are_text(index, odd):
    index.put(doc("1", f"A film {odd}", odd, access=("public", "org:'5\""), countries=("'",)))

    assert index.keys("film") == ["1"]
    index.found(odd)
    index.begun(odd)
    index.engine.like(index.edition, odd, limit=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_term_is_ever_read_as_anything_else(index, terms):
    asked = {"en": [Asked(tuple(term.replace("\x00", "") or "x" for term in terms) or ("x",), begins="".join(terms).replace("\x00", ""))]}
    index.put(doc("1", "A harbour"))

    found = index.engine.find(index.edition, Question(EVERYBODY, asked, spoken=("en",), today=TODAY), limit=5)

    assert found.total in (0, 1)
