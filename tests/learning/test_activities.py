"""Activities: what each reads, judges and says; and that a page tells no answer before it is due."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.activities import ACTIVITIES
from learning.activities.matching import counterpart
from learning.activities.numeric import meanings
from learning.activities.texts import plain
from learning.models import LessonPage
from tests.factories.courses import CHECKLIST, EVERYTHING, MATCHING, MULTIPLE, NUMERIC, ORDERING, REFLECTION, SHORT, SINGLE, id_of


def found(block):
    """The activity's kind and content, as a lesson holds them."""
    return LessonPage(body=[block]).activity(block["id"])


def judged(block, data):
    kind, value = found(block)
    criterion = kind.criterion(value, languages={"en": value})
    response = kind.read(QueryDict(data), value)
    return kind.feedback(value, response, criterion)


def refusal(block, data):
    kind, value = found(block)
    with pytest.raises(ValidationError) as caught:
        kind.read(QueryDict(data), value)
    return caught.value.messages[0]


def test_every_kind_of_activity_is_registered():
    assert list(ACTIVITIES) == [
        "checklist",
        "matching",
        "meeting",
        "multiple_choice",
        "numeric",
        "ordering",
        "practice",
        "reflection",
        "short_text",
        "single_choice",
        "tool",
    ]


def test_single_choice_remarks_on_what_was_chosen():
    feedback = judged(SINGLE, f"chosen={id_of('s2')}")

    assert (feedback.is_right, feedback.explanation) == (False, "Because")
    assert [(remark.text, remark.is_right) for remark in feedback.remarks] == [("About Two", False)]
    assert judged(SINGLE, f"chosen={id_of('s1')}").is_right is True


@pytest.mark.parametrize("data", ["", "chosen=", f"chosen={id_of('foreign')}", f"chosen={id_of('s1')}&chosen={id_of('s2')}"])
def test_single_choice_refuses_what_is_no_choice(data):
    assert refusal(SINGLE, data)


def test_multiple_choice_says_how_many_are_missing_but_not_which():
    feedback = judged(MULTIPLE, f"chosen={id_of('m1')}")

    assert feedback.is_right is False
    assert feedback.remarks[-1].text == "There is more: you have not found 1 of the right answers yet."
    assert judged(MULTIPLE, f"chosen={id_of('m2')}&chosen={id_of('m1')}").is_right is True
    assert judged(MULTIPLE, f"chosen={id_of('m1')}&chosen={id_of('m2')}&chosen={id_of('m3')}").is_right is False


def places(*order):
    return "&".join(f"place-{id_of(name)}={place}" for place, name in enumerate(order, start=1))


def test_ordering_counts_what_stands_right():
    assert judged(ORDERING, places("first", "second", "third")).is_right is True
    feedback = judged(ORDERING, places("first", "third", "second"))
    assert (feedback.is_right, feedback.remarks[0].text) == (False, "1 of 3 stand in their place.")


def test_ordering_refuses_gaps_and_doubles():
    assert refusal(ORDERING, places("first", "second")) == "Give every item its place."
    doubled = f"place-{id_of('first')}=1&place-{id_of('second')}=1&place-{id_of('third')}=2"
    assert refusal(ORDERING, doubled) == "Two items have the same place. Give each a place of its own."


def matches(**pairs):
    return "&".join(f"match-{id_of(left)}={counterpart(id_of(right))}" for left, right in pairs.items())


def test_matching_judges_each_pair():
    assert judged(MATCHING, matches(p1="p1", p2="p2", p3="p3")).is_right is True
    feedback = judged(MATCHING, matches(p1="p1", p2="p3", p3="p2"))
    assert [(remark.about, remark.is_right) for remark in feedback.remarks] == [("left 1", True), ("left 2", False), ("left 3", False)]
    assert refusal(MATCHING, matches(p1="p1")) == "Choose a counterpart for each."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1250", {"1250"}),
        ("1 250", {"1250"}),
        ("1\u00a0250,50", {"1250.50"}),
        ("1.250,5", {"1250.5"}),
        ("1,250.5", {"1250.5"}),
        ("1,250", {"1250", "1.250"}),
        ("12,5", {"12.5"}),
        ("−3", {"-3"}),
        ("1.250.000", {"1250000"}),
        ("twelve", set()),
        ("1e9", set()),
        ("", set()),
        ("NaN", set()),
        ("٣", set()),
    ],
)
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert meanings(text) == {Decimal(number) for number in numbers}


@pytest.mark.parametrize(("given", "is_right"), [("1250", True), ("1 252 ", True), ("1.248,0", True), ("1253", False), ("0", False)])
def test_numeric_is_right_within_tolerance(given, is_right):
    assert judged(NUMERIC, f"number={given}").is_right is is_right


def test_numeric_knows_the_mistakes_that_are_easily_made():
    assert judged(NUMERIC, "number=1000").remarks[0].text == "You forgot a quarter."
    assert judged(NUMERIC, "number=7").remarks[0].text == "Not quite. Go through the sum once more, one line at a time."
    assert "cannot be read as a number" in refusal(NUMERIC, "number=twelve")


@pytest.mark.parametrize("given", ["break-even", "Break-Even", " «break-even». "])
def test_short_text_forgives_how_it_is_written(given):
    assert judged(SHORT, f"text={given}").is_right is True


def test_short_text_knows_mistakes_and_limits():
    assert judged(SHORT, "text=Profit").remarks[0].text == "That comes after."
    assert refusal(SHORT, "text=" + "x" * 201) == "A few words are enough here: 200 characters at most."
    assert plain("Ｂreak-even!") == "break-even"


def test_reflection_keeps_words_and_judges_nothing():
    feedback = judged(REFLECTION, "text=The+neighbours%0D%0Aand+the+school")

    assert (feedback.is_right, feedback.remarks) == (None, [])
    assert "There is nothing here yet" in refusal(REFLECTION, "text=+++")
    assert "10001 characters" in refusal(REFLECTION, "text=" + "x" * 10_001)


def test_checklist_may_be_empty_again():
    kind, value = found(CHECKLIST)

    assert kind.read(QueryDict(f"ticked={id_of('shoes')}"), value) == {"ticked": [id_of("shoes")]}
    assert kind.read(QueryDict(""), value) == {"ticked": []}
    assert "not part of this list" in refusal(CHECKLIST, f"ticked={id_of('foreign')}")


def test_shown_choices_are_mixed_and_tell_nothing():
    kind, value = found(ORDERING)
    shown = [id_ for id_, _text, _place in kind.shown(value, None, block_id=ORDERING["id"])["items"]]
    assert sorted(shown) == sorted(kind.criterion(value, languages={})["order"])
    assert shown != kind.criterion(value, languages={})["order"]

    kind, value = found(MATCHING)
    rows = kind.shown(value, None, block_id=MATCHING["id"])["rows"]
    assert all(id_ not in [name for name, _text, _chosen in rights] for id_, _left, rights in rows)


@pytest.mark.django_db
def test_page_tells_no_answer_before_it_is_due(site_tree, client):
    from tests.factories import make_course

    lesson = make_course(site_tree, bodies=[EVERYTHING]).lesson

    html = client.get(lesson.url).text

    assert "What word?" in html
    for secret in ["About One", "About Two", "Because", "1250", "break-even", "You forgot a quarter.", "is_right"]:
        assert secret not in html
