"""Courses from files: loaded once, changed with their files, and never over what a person did."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import extract_strings

from hub.blocks import PROSE_FEATURES, SIMPLE_FEATURES
from hub.content_files import pages, to_html
from hub.loading.pages import Load
from hub.models import Provenance, Topic
from learning import lesson_files, loading
from learning.models import CoursePage, LessonPage
from tests.factories import UserFactory
from tests.factories.courses import make_programme

COURSE = {
    "en": {"title": "A course", "slug": "a-course", "lead": "A lead.", "about": "One thing.\n\nAnother.\n", "challenges": ["few"]},
    "nb": {"translated_from": "en", "translated_by": "machine", "title": "Et kurs", "slug": "et-kurs", "lead": "Kort.", "about": "Ett.\n\nTo.\n"},
    "sv": {"translated_from": "en", "translated_by": "person", "title": "En kurs", "slug": "en-kurs", "lead": "Kort.", "about": "Ett.\n\nTvå.\n"},
}
LESSON = {
    "en": {
        "title": "A lesson",
        "slug": "a-lesson",
        "lead": "A question.",
        "minutes": 20,
        "competences": ["spotting-opportunities"],
        "builds_on": [],
        "outcomes": {"knowledge": "You know.", "skill": "You can.", "competence": "You do."},
        "blocks": [
            {"id": "opening", "text": "Some *words*, and [a link](https://example.org).\n\n- one\n- two\n"},
            {
                "id": "q-one",
                "single_choice": {
                    "question": "Which\nof these?",
                    "options": [{"id": "a", "text": "This", "right": True, "feedback": "Yes."}, {"id": "b", "text": "That", "feedback": "No."}],
                    "explanation": "Because.",
                },
            },
            {
                "id": "q-sum",
                "numeric": {
                    "question": "How many?",
                    "answer": 312,
                    "tolerance": 2,
                    "unit": "crowns",
                    "mistakes": [{"id": "m", "value": 340, "feedback": "Less."}],
                    "explanation": "So.",
                },
            },
            {
                "id": "q-word",
                "short_text": {
                    "question": "What word?",
                    "accepted": ["margin", "the margin"],
                    "mistakes": [{"id": "m", "accepted": ["profit"], "feedback": "Later."}],
                    "explanation": "So.",
                },
            },
            {"id": "think", "reflection": {"prompt": "Whom have you not asked?", "help": "Begin."}},
        ],
    },
    "nb": {
        "translated_from": "en",
        "translated_by": "machine",
        "title": "En leksjon",
        "slug": "en-leksjon",
        "lead": "Et spørsmål.",
        "outcomes": {"knowledge": "Du vet.", "skill": "Du kan.", "competence": "Du gjør."},
        "blocks": [
            {"id": "opening", "text": "Noen *ord*, og [en lenke](https://example.org).\n\n- en\n- to\n"},
            {
                "id": "q-one",
                "single_choice": {
                    "question": "Hvilken?",
                    "options": [{"id": "a", "text": "Denne", "feedback": "Ja."}, {"id": "b", "text": "Den", "feedback": "Nei."}],
                    "explanation": "Fordi.",
                },
            },
            {
                "id": "q-sum",
                "numeric": {"question": "Hvor mange?", "unit": "kroner", "mistakes": [{"id": "m", "feedback": "Færre."}], "explanation": "Slik."},
            },
            {
                "id": "q-word",
                "short_text": {
                    "question": "Hvilket ord?",
                    "accepted": ["margin", "marginen", "dekning"],
                    "mistakes": [{"id": "m", "accepted": ["overskudd"], "feedback": "Senere."}],
                    "explanation": "Slik.",
                },
            },
            {"id": "think", "reflection": {"prompt": "Hvem har du ikke spurt?", "help": "Begynn."}},
        ],
    },
}


class Files:
    """A folder of content that a test can mend."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "merse").mkdir()
        self.write_challenges({"few": {"en": "Few customers", "nb": "Få kunder"}})
        for language, facts in COURSE.items():
            self.write("course", language, facts)
        for language, facts in LESSON.items():
            self.write("1-lesson", language, facts)

    def write(self, name: str, language: str, facts: dict) -> None:
        (self.folder / "merse" / f"{name}.{language}.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), "utf-8")

    def write_challenges(self, names: dict) -> None:
        (self.folder / "challenges.yaml").write_text(yaml.safe_dump(names), "utf-8")


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(lesson_files, "CONTENT", tmp_path)
    return Files(tmp_path)


@pytest.fixture
def programme(site_tree, monkeypatch):
    """The programme's page in the languages that the course is in, known by the key that content has everywhere."""
    page = make_programme(site_tree, key="merse")
    page.translation_key = loading.key_of("pages/merse")
    page.save()
    for language in ("nb", "sv"):
        copy = page.copy_for_translation(site_tree.locales[language], copy_parents=True)
        copy.save_revision().publish()
    return page


def load() -> Load:
    done = Load()
    loading.load_courses(done)
    done.publish()
    return done


def lesson(language: str) -> LessonPage:
    return LessonPage.objects.get(locale__language_code=language)


def state() -> list:
    """What would show that something was written."""
    pages = Page.objects.order_by("pk").values_list("pk", "latest_revision", "live_revision", "live", "draft_title", "latest_revision_created_at")
    return [*pages, *StringTranslation.objects.order_by("pk").values_list("pk", "data", "updated_at"), PageLogEntry.objects.count()]


def test_course_and_lessons_are_live_in_their_languages(programme, files):
    load()

    courses = CoursePage.objects.live().values_list("locale__language_code", "slug", "provenance")
    assert set(courses) == {("en", "a-course", "original"), ("nb", "et-kurs", "machine"), ("sv", "en-kurs", "person")}
    lessons = LessonPage.objects.live().values_list("locale__language_code", "slug", "provenance")
    assert set(lessons) == {("en", "a-lesson", "original"), ("nb", "en-leksjon", "machine")}


def test_translation_has_the_same_blocks_and_items_and_the_facts_of_the_source(programme, files):
    load()

    source, translated = lesson("en"), lesson("nb")
    assert [block.id for block in translated.body] == [block.id for block in source.body]
    options = [[option.id for option in page.body[1].value["options"].bound_blocks] for page in (source, translated)]
    assert options[0] == options[1]
    assert [option["is_right"] for option in translated.body[1].value["options"]] == [True, False]
    assert (translated.body[2].value["answer"], translated.body[2].value["unit"], translated.minutes) == (312, "kroner", 20)
    assert translated.body[2].value["mistakes"][0]["value"] == 340


def test_each_language_has_as_many_accepted_words_as_it_needs(programme, files):
    load()

    assert list(lesson("en").body[3].value["accepted"]) == ["margin", "the margin"]
    assert list(lesson("nb").body[3].value["accepted"]) == ["margin", "marginen", "dekning"]


def test_lines_broken_in_a_file_are_no_lines_on_the_page(programme, files):
    load()

    assert lesson("en").body[1].value["question"] == "Which of these?"
    assert lesson("nb").body[0].value.source == (
        '<p>Noen <i>ord</i>, og <a href="https://example.org">en lenke</a>.</p>\n<ul>\n<li>en</li>\n<li>to</li>\n</ul>'
    )


def test_questions_are_needed_and_reflections_are_not(programme, files):
    load()

    assert [bool(block.value["is_required"]) for block in list(lesson("en").body)[1:]] == [True, True, True, False]


def test_challenges_are_the_same_topic_in_every_language(programme, files):
    load()

    assert set(Topic.objects.values_list("slug", "name", "locale__language_code")) >= {("few", "Few customers", "en"), ("few", "Få kunder", "nb")}
    assert Topic.objects.values("translation_key").distinct().count() == 1
    assert str(CoursePage.objects.get(locale__language_code="nb").topics[0].value) == "Få kunder"


def test_loading_again_writes_nothing(programme, files):
    load()
    before = state()

    again = load()

    assert state() == before
    assert (again.changed, again.left_alone, again.refused, again.problems) == ([], [], [], [])


def test_changed_source_and_translation_are_changed_on_the_page(programme, files):
    load()
    ids = [block.id for block in lesson("nb").body]
    files.write("1-lesson", "en", LESSON["en"] | {"lead": "Another question.", "minutes": 25})
    files.write("1-lesson", "nb", LESSON["nb"] | {"lead": "Et annet spørsmål."})

    load()

    assert (lesson("en").lead, lesson("en").minutes) == ("Another question.", 25)
    assert (lesson("nb").lead, lesson("nb").minutes) == ("Et annet spørsmål.", 25)
    assert [block.id for block in lesson("nb").body] == ids


def test_block_added_in_the_files_keeps_the_ids_of_the_others(programme, files):
    load()
    before = [block.id for block in lesson("nb").body]
    for language in ("en", "nb"):
        added = {"id": "new", "callout": {"body": f"New in {language}."} | ({"kind": "try"} if language == "en" else {})}
        files.write("1-lesson", language, LESSON[language] | {"blocks": [added, *LESSON[language]["blocks"]]})

    load()

    after = [block.id for block in lesson("nb").body]
    assert after[1:] == before
    assert [block.id for block in lesson("en").body] == after
    assert lesson("nb").body[0].value["kind"] == "try"


def test_source_page_that_a_person_changed_is_left_alone_with_its_translations(programme, files):
    load()
    page = lesson("en")
    page.lead = "As an editor wrote it."
    page.save_revision(user=UserFactory()).publish()
    files.write("1-lesson", "en", LESSON["en"] | {"lead": "As the file has it."})
    files.write("1-lesson", "nb", LESSON["nb"] | {"lead": "Slik fila har det."})

    done = load()

    assert lesson("en").lead == "As an editor wrote it."
    assert lesson("nb").lead == "Et spørsmål."
    assert done.left_alone == ["A lesson (en), with its translations"]


def test_unfinished_work_of_a_person_stays_a_draft(programme, files):
    load()
    page = lesson("en")
    page.lead = "Still writing."
    page.save_revision(user=UserFactory())
    files.write("1-lesson", "en", LESSON["en"] | {"lead": "As the file has it."})

    load()

    assert lesson("en").lead == "A question."
    assert lesson("en").get_latest_revision_as_object().lead == "Still writing."


def test_sentence_that_a_person_translated_is_left_alone(programme, files):
    load()
    sentence = StringTranslation.objects.get(data="Et spørsmål.")
    sentence.data, sentence.tool_name, sentence.translation_type = "Spør meg.", "", "manual"
    sentence.save()
    files.write("1-lesson", "nb", LESSON["nb"] | {"lead": "Noe tredje.", "title": "Ny tittel"})

    done = load()

    assert (lesson("nb").lead, lesson("nb").title) == ("Spør meg.", "Ny tittel")
    assert "1 sentences of A lesson (nb)" in done.left_alone


def test_translated_page_that_a_person_writes_by_hand_is_left_alone(programme, files):
    load()
    Translation.objects.filter(target_locale__language_code="nb").update(enabled=False)
    page = lesson("nb")
    page.lead = "Skrevet for hånd."
    page.save_revision(user=UserFactory()).publish()
    files.write("1-lesson", "nb", LESSON["nb"] | {"lead": "Slik fila har det."})

    done = load()

    assert lesson("nb").lead == "Skrevet for hånd."
    assert done.left_alone == ["En leksjon (nb)"]


def test_page_that_was_taken_down_stays_down(programme, files):
    load()
    lesson("nb").unpublish()
    files.write("1-lesson", "nb", LESSON["nb"] | {"lead": "Nytt."})

    load()

    assert not lesson("nb").live


def test_reviewed_in_the_file_is_reviewed_on_the_page(programme, files):
    load()
    assert lesson("nb").provenance == Provenance.MACHINE

    files.write("1-lesson", "nb", LESSON["nb"] | {"translated_by": "reviewed"})
    load()

    assert lesson("nb").provenance == Provenance.REVIEWED
    before = state()
    load()
    assert state() == before


def test_course_that_must_be_in_two_languages_waits_for_the_second(programme, files):
    programme.programme.required_languages = "en sv"
    programme.programme.save()

    done = load()

    assert not LessonPage.objects.live().exists()
    assert any("a complete translation is missing in Svenska" in refusal for refusal in done.refused)

    swedish = LESSON["nb"] | {"title": "En lektion", "slug": "en-lektion"}
    files.write("1-lesson", "sv", swedish)
    load()

    assert set(LessonPage.objects.live().values_list("locale__language_code", flat=True)) == {"en", "nb", "sv"}


def test_wrong_file_leaves_its_course_as_it_was_and_says_where(programme, files):
    load()
    before = state()
    files.write("1-lesson", "nb", LESSON["nb"] | {"blocks": LESSON["nb"]["blocks"][1:]})

    done = load()

    assert state() == before
    assert len(done.problems) == 1
    assert "1-lesson.nb.yaml: blocks: are not those of 1-lesson.en.yaml, in its order" in done.problems[0]


def test_command_ends_as_failed_when_a_file_is_wrong(programme, files, capsys):
    files.write("1-lesson", "nb", LESSON["nb"] | {"title": ""})

    with pytest.raises(CommandError, match=r"1-lesson\.nb\.yaml: title: must be a text"):
        call_command("load_courses")

    assert not CoursePage.objects.exists()


def test_every_file_that_comes_with_the_hub_is_right():
    assert {folder.name: len(lesson_files.files(folder)) > 0 for folder in lesson_files.courses()} == {"merse": True, "pomeil": True, "sing": True}


def rich_texts() -> list[tuple[str, str, list[str]]]:
    """Every rich text of the hub's files: where it stands, its HTML, and what its editor can do."""
    files = [file for folder in lesson_files.courses() for file in lesson_files.files(folder)]
    files += [file for source, translations in pages() for file in (source, *translations)]
    found = []
    for file in files:
        found += [(f"{file.path.name} {name}", file.facts[name], SIMPLE_FEATURES) for name in ("about", "aims", "audience") if name in file.facts]
        for block in file.blocks:
            kind, where = lesson_files.kind_of(block), f"{file.path.name} {block['id']}"
            if kind == "text":
                found.append((where, block[kind], PROSE_FEATURES))
            else:
                found += [(where, block[kind][name], SIMPLE_FEATURES) for name in ("body", "task") if name in block[kind]]
    return [(where, to_html(markdown), features) for where, markdown, features in found]


def test_every_sentence_is_the_same_after_an_editor_has_saved_the_page():
    changed = []
    for where, html, features in rich_texts():
        converter = ContentstateConverter(features)
        saved = converter.to_database_format(converter.from_database_format(html))
        if extract_strings(saved)[1] != extract_strings(html)[1]:
            changed.append(
                (where, [pair for pair in zip(extract_strings(html)[1], extract_strings(saved)[1], strict=False) if pair[0] != pair[1]][:1])
            )

    assert changed == []
