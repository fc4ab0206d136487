"""What is wrong with a lesson's file is said by file and block."""

import copy

import pytest

from hub.content_files import WrongFile, links, to_html
from learning import lesson_files
from tests.learning.test_loading import LESSON, Files


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def complaints(files) -> list[str]:
    try:
        lesson_files.files(files.folder / "merse")
    except WrongFile as error:
        return str(error).splitlines()
    return []


def told(language: str) -> dict:
    return copy.deepcopy(LESSON[language])


def test_right_files_are_not_complained_about(files):
    assert complaints(files) == []


@pytest.mark.parametrize(
    ("mend", "complaint"),
    [
        (lambda facts: facts.pop("lead"), "1-lesson.en.yaml: lead: must be a text (put it in quotation marks if it is a number, yes or no)"),
        (lambda facts: facts["outcomes"].pop("skill"), "1-lesson.en.yaml: outcomes.skill: must be a text"),
        (lambda facts: facts["blocks"][2]["numeric"].pop("answer"), "1-lesson.en.yaml: q-sum.answer: is missing"),
        (lambda facts: facts["blocks"][2]["numeric"].update(answer="many"), "1-lesson.en.yaml: q-sum.answer: is of another type"),
        (lambda facts: facts["blocks"][1]["single_choice"].update(hint="x"), "1-lesson.en.yaml: q-one: knows no 'hint'"),
        (lambda facts: facts["blocks"][1]["single_choice"]["options"][0].pop("right"), "1-lesson.en.yaml: q-one: has no right answer"),
        (lambda facts: facts["blocks"][1]["single_choice"].update(options="a, b"), "1-lesson.en.yaml: q-one.options: must be a list"),
        (
            lambda facts: facts["blocks"][1]["single_choice"].update(options=["a", "b"]),
            "1-lesson.en.yaml: q-one.options: must be a list of mappings with ids",
        ),
        (lambda facts: facts["blocks"][4].update(reflection="Think."), "1-lesson.en.yaml: think: must be a mapping"),
        (lambda facts: facts["blocks"][4].update(id="opening"), "1-lesson.en.yaml: opening: stands twice"),
        (lambda facts: facts["blocks"].append({"id": "x", "poem": {}}), "1-lesson.en.yaml: x: needs an id and one kind of text"),
        (
            lambda facts: facts["blocks"].append({"id": "x", "callout": {"kind": "shout", "body": "Ah"}}),
            "1-lesson.en.yaml: x: kind must be one of law, remember, story, take, try",
        ),
        (
            lambda facts: facts["blocks"].append({"id": "x", "tool": {"prompt": "Fill it in", "tool": "oracle"}}),
            "1-lesson.en.yaml: x: tool must be one of canvas, needs, checklist, budget",
        ),
        (
            lambda facts: facts["blocks"].append({"id": "x", "figure": {"drawing": "none", "alt": "A", "caption": "C"}}),
            "1-lesson.en.yaml: x: templates/learning/drawings/none.svg does not exist",
        ),
    ],
)
def test_wrong_source_is_complained_about_by_its_place(files, mend, complaint):
    facts = told("en")
    mend(facts)
    files.write("1-lesson", "en", facts)

    assert [line for line in complaints(files) if complaint in line] != []


@pytest.mark.parametrize(
    ("mend", "complaint"),
    [
        (lambda facts: facts.update(translated_by="robot"), "1-lesson.nb.yaml: translated_by: must be one of machine, person, reviewed"),
        (lambda facts: facts["blocks"].reverse(), "1-lesson.nb.yaml: blocks: are not those of 1-lesson.en.yaml, in its order"),
        (
            lambda facts: facts["blocks"][1].pop("single_choice") and facts["blocks"][1].update(reflection={"prompt": "Hm"}),
            "1-lesson.nb.yaml: q-one: is another kind of block than in 1-lesson.en.yaml",
        ),
        (lambda facts: facts["blocks"][0].update(text="Bare ett avsnitt."), "1-lesson.nb.yaml: opening: is built otherwise than the source"),
        (
            lambda facts: facts["blocks"][0].update(text=facts["blocks"][0]["text"].replace("example.org", "example.com")),
            "1-lesson.nb.yaml: opening: links to other places than the source",
        ),
        (
            lambda facts: facts["blocks"][2]["numeric"].update(answer=313),
            "1-lesson.nb.yaml: q-sum.answer: belongs to the source and stands there otherwise; leave it out here",
        ),
        (
            lambda facts: facts["blocks"][1]["single_choice"]["options"].reverse(),
            "1-lesson.nb.yaml: q-one.options: has other ids, or another order, than the source",
        ),
    ],
)
def test_wrong_translation_is_complained_about_beside_its_source(files, mend, complaint):
    facts = told("nb")
    mend(facts)
    files.write("1-lesson", "nb", facts)

    assert [line for line in complaints(files) if complaint in line] != []


def test_translation_without_a_source_is_complained_about(files):
    (files.folder / "merse" / "1-lesson.en.yaml").unlink()

    assert complaints(files) == ["1-lesson.nb.yaml: file: has no file in its source language"]


def test_html_in_markdown_is_text():
    assert to_html("<script>a</script>") == "<p>&lt;script&gt;a&lt;/script&gt;</p>"


def test_links_that_run_script_are_no_links():
    assert links("[a](javascript:alert(1)) and [b](https://example.org)") == ["https://example.org"]
