"""How well is found what was judged, with the least that must hold. Which database it is, the test run says (tests/search/test_on_postgresql.py)."""

import pytest
from django.core.management import call_command

from tests.search.relevance import JUDGED, LANGUAGES, UNSEEN, Shelf, index_alone, names, ndcg, queries, reciprocal_rank, scored

pytestmark = pytest.mark.django_db

GOAL = 0.85  # of nDCG
SORTS = {
    "inflection",
    "compound",
    "typo",
    "synonym",
    "cross-language",
    "person",
    "event",
    "practice",
    "organisation",
    "lesson",
    "resource",
    "country",
}

A, B, C, D = (("page", key) for key in "abcd")


@pytest.fixture
def shelf(demonstration, each_engine) -> Shelf:
    """The demonstration's documents in an index of this test's own, and the synonyms that come with the hub."""
    call_command("load_synonyms", verbosity=0)
    shelf = Shelf.of(demonstration)
    shelf.fill(each_engine)
    return shelf


@pytest.mark.parametrize(("folder", "least"), [(JUDGED, 40), (UNSEEN, 25)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_is_judged(language, folder, least):
    judged = queries(language, folder=folder)

    assert len({query.text for query in judged}) == len(judged) >= least
    assert {query.sort for query in judged} >= SORTS
    assert {grade for query in judged for grade in query.answers.values()} == {1, 2, 3}
    assert {name for query in judged for name in query.answers} <= set(names())


def test_what_was_judged_is_found(shelf):
    scores = shelf.measure(index_alone)

    assert {language: score["ndcg"] for language, score in scores.items() if score["ndcg"] < GOAL} == {}
    assert {language: score["zero"] for language, score in scores.items() if score["zero"]} == {}
    assert min(score["mrr"] for score in scores.values()) > 0.9


# The scores themselves


def test_best_order_scores_one_and_what_does_not_answer_nothing():
    grades = {A: 3, B: 2, C: 1}

    assert ndcg([A, B, C], grades) == 1
    assert ndcg([D], grades) == 0
    assert ndcg([B, A, C], grades) < ndcg([A, C, B], grades) < 1


def test_only_the_first_ten_count():
    others = [("page", f"other {number}") for number in range(10)]

    assert ndcg([*others, A], {A: 3}) == 0


def test_rank_is_that_of_the_first_answer():
    assert reciprocal_rank([D, C, A], {A: 3, C: 1}) == 1 / 2
    assert reciprocal_rank([D], {A: 3}) == 0


def test_scores_of_several_queries_are_their_means():
    assert scored([([A], {A: 3}), ([], {A: 3})]) == {"queries": 2, "ndcg": 0.5, "mrr": 0.5, "zero": 0.5}
