"""Methods as files: what is written is read again as it was, and what is wrong is said by its place."""

import json
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from learning import methodfiles, methods
from learning.methodfiles import WrongFile, read, to_json, to_markdown
from tests.factories.resources import assessment, make_method, method

KEY = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
LINE = TEXT.filter(str.strip)


def upload(content) -> SimpleUploadedFile:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile("method.json", raw)


def filed(content=None, **parts) -> dict:
    return {"schema": methodfiles.SCHEMA} | (content or method()) | parts


def complaints(content) -> list[str]:
    with pytest.raises(WrongFile) as refusal:
        read(upload(content))
    return refusal.value.messages


# Reading what was written


@pytest.mark.parametrize("content", [method(), assessment(), method(minutes=90, title="Прогулянка «селом»")])
def test_what_is_written_is_read_again(content):
    assert read(upload(to_json(content).encode())).content == content


@given(
    title=LINE,
    aim=LINE,
    signs=TEXT,
    steps=st.lists(st.fixed_dictionaries({"title": LINE, "text": TEXT, "minutes": st.none() | st.integers(1, 10_000)}), min_size=1, max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_right_survives_the_way_through_a_file(title, aim, signs, steps):
    content = method(title=title, aim=aim, signs=signs, steps=steps)

    assert methods.problems(content) == []
    assert read(upload(to_json(content).encode())).content == content


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda one: st.lists(one, max_size=3) | st.dictionaries(
    st.sampled_from([*methods.LABELS, "schema", "copied_from", "x"]), one, max_size=4), max_leaves=12))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_whatever_is_given_is_read_or_refused_in_words(told):
    given_ = {"schema": methodfiles.SCHEMA} | told if isinstance(told, dict) else told
    with suppress(WrongFile):
        assert methods.problems(read(upload(json.dumps(given_).encode())).content) == []


def test_what_is_left_out_is_empty():
    least = {"schema": methodfiles.SCHEMA, "kind": "method", "language": "nb", "licence": "own", "title": "T", "aim": "A", "steps": [{"title": "S"}]}

    content = read(upload(least)).content

    assert content == methods.whole(content)
    assert (content["materials"], content["online"], content["steps"]) == ([], "", [{"title": "S", "text": "", "minutes": None}])


@pytest.mark.django_db
def test_file_says_which_version_it_was_copied_from():
    version = make_method().versions.get()

    told = json.loads(to_json(method(), copied_from=version))

    assert told["copied_from"] == {"key": str(version.key), "title": "A walk", "version": 1}
    assert read(upload(told)).copied_from == str(version.key)


# Refusing


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"title": ""}, "title: must not be empty"),
        ({"title": 7}, "title: must be a text"),
        ({"title": "x" * 161}, "title: is 161 characters long; 160 are the most"),
        ({"title": "two\nlines"}, "title: has signs in it that are no letters"),
        ({"aim": "a\x00b"}, "aim: has signs in it that are no letters"),
        ({"aim": "\ud800"}, "aim: has signs in it that are no letters"),
        ({"kind": "poem"}, "kind: must be one of: method, assessment"),
        ({"kind": ["method"]}, "kind: must be one of: method, assessment"),
        ({"licence": "reserved"}, "licence: must be one of: by, by-sa, by-nc, zero, own"),
        ({"minutes": 0}, "minutes: must be a whole number from 1 to 10000, or nothing"),
        ({"minutes": True}, "minutes: must be a whole number from 1 to 10000, or nothing"),
        ({"minutes": "90"}, "minutes: must be a whole number from 1 to 10000, or nothing"),
        ({"materials": "Paper"}, "materials: must be a list"),
        ({"materials": ["Paper", ""]}, "materials 2: must not be empty"),
        ({"materials": ["x"] * 31}, "materials: has 31 entries; 30 are the most"),
        ({"steps": []}, "steps: a method has at least one step"),
        ({"steps": ["Walk"]}, "steps 1: must have a title, a text and minutes"),
        ({"steps": [{"title": "Walk"}, {"title": "Talk", "minutes": -5}]}, "steps 2, minutes: must be a whole number from 1 to 10000, or nothing"),
        ({"steps": [{"title": "Walk", "script": "x"}]}, "steps 1, script: is no part of a method"),
        ({"onclick": "alert(1)"}, "onclick: is no part of a method"),
        ({"copied_from": "x"}, "copied_from: must have a key, a title and a version"),
        ({"copied_from": {"key": "0" * 36, "title": "x", "version": 1}}, "copied_from: must have a key, a title and a version"),
        ({"copied_from": {"key": KEY, "title": "x", "version": "1"}}, "copied_from: must have a key, a title and a version"),
    ],
)
def test_wrong_part_is_said_by_its_place(parts, told):
    assert complaints(filed(**parts)) == [told]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"criteria": []}, ["criteria: an assessment has at least one criterion"]),
        ({"levels": ["Well"], "criteria": [{"title": "x", "descriptions": ["y"]}]}, ["levels: criteria need at least 2 levels"]),
        ({"criteria": [{"title": "x", "descriptions": ["y"]}]}, ["criteria 1, descriptions: there must be as many as there are levels: 2"]),
        ({"criteria": [{"title": "x", "descriptions": ["y", 2]}]}, ["criteria 1, descriptions 2: must be a text"]),
        ({"criteria": [{"descriptions": ["y", "z"]}]}, ["criteria 1, title: must not be empty"]),
        ({"criteria": ["x"]}, ["criteria 1: must have a title and descriptions"]),
        ({"levels": ["a"] * 6}, ["levels: has 6 entries; 5 are the most", "criteria 1, descriptions: there must be as many as there are levels: 6"]),
    ],
)
def test_wrong_criteria_are_said_by_their_place(parts, told):
    assert complaints(filed(assessment(**parts))) == told


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xff\xfe\x00", "is not text"),
        (b"# A walk", "something is wrong in line 1"),
        (b'{"schema":\n"x",}', "something is wrong in line 2"),
        (b"[]", "does not begin with"),
        (b'{"schema": "tvers-method-9"}', "does not begin with"),
        (b'{"schema": "tvers-method-1", "title": "a", "title": "b"}', "stands twice"),
        (b'{"schema": "tvers-method-1", "minutes": NaN}', "is no whole number"),
        (b'{"schema": "tvers-method-1", "minutes": 1.5}', "is no whole number"),
        (b'{"schema": "tvers-method-1", "minutes": ' + b"9" * 6000 + b"}", "is not JSON that a method could be"),
        (b"[" * 100_000 + b"]" * 100_000, "is not JSON that a method could be"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_method_is_refused(raw, told):
    [complaint] = complaints(raw)
    assert told in complaint


def test_file_with_everything_wrong_is_told_in_a_few_lines():
    assert len(complaints(filed(materials=[""] * 30))) == methodfiles.MOST_TOLD


# To be read


def test_markdown_has_all_parts_under_their_headings():
    assert to_markdown(assessment(online="With *photos*.")).split("\n\n") == [
        "# A talk",
        "*Assessment · 4 to 12*",
        "## What it is for",
        "To see what is missing.",
        "## When to use it",
        "At the beginning.",
        "## What you need",
        "- Paper",
        "## What to look for",
        "People point.",
        "## Criteria",
        "| Criterion | Not yet | Well |\n| --- | --- | --- |\n| Says what it costs | No sum | A sum |",
        "## Online",
        r"With \*photos\*.",
        "## With few languages in common",
        "Point.",
        "## Where it comes from",
        "Our own.",
        "Ada · CC BY 4.0\n",
    ]


def test_markdown_is_in_the_language_of_the_method():
    assert "### 1. Walk (30 minutter)" in to_markdown(method(language="nb"))
    assert "## Steps\n\n### 1. Walk (30 minutes)\n\nSlowly.\n\n### 2. Talk (15 minutes)" in to_markdown(method())


@given(text=TEXT.filter(lambda text: text.strip()))
@settings(max_examples=100, deadline=None)
def test_nothing_that_somebody_writes_becomes_markup(text):
    """A reader of Markdown shows the letters that were written, and makes nothing else of them."""
    tokens = MarkdownIt("commonmark").parse(methodfiles.plain(" ".join(text.split())))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "# head", "1. one", "- item", "[a](javascript:b)", "| a | b |", "&lt;", "    code", "==="]
)
def test_signs_of_markdown_are_letters(text):
    tokens = MarkdownIt("commonmark").enable("table").parse("x\n" + methodfiles.plain(text))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


def test_file_is_named_after_the_method():
    assert methodfiles.file_name(method(title="A walk, with Åse/../x"), "json") == "a-walk-with-asex.json"
    assert methodfiles.file_name(method(title="Прогулянка"), "md") == "method.md"
