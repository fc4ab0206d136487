"""A programme with one course, whose lesson holds every kind of activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from hub.models import Programme, ProgrammePage
from learning.models import CoursePage, Learner, LessonPage
from learning.models.progress import hash_of
from tests.factories.pages import SiteTree


def id_of(name: str) -> str:
    """A block's id by its name, the same in every test and language."""
    return str(uuid5(NAMESPACE_URL, name))


def option(name: str, text: str, *, is_right: bool = False) -> dict:
    return {"type": "item", "id": id_of(name), "value": {"text": text, "is_right": is_right, "feedback": f"About {text}"}}


def items(*names: str) -> list[dict]:
    return [{"type": "item", "id": id_of(name), "value": {"text": name}} for name in names]


def block(name: str, kind: str, **value) -> dict:
    return {"type": kind, "id": id_of(name), "value": {"is_required": True} | value}


SINGLE = block("single", "single_choice", question="Which?", explanation="Because", options=[option("s1", "One", is_right=True), option("s2", "Two")])
MULTIPLE = block(
    "multiple",
    "multiple_choice",
    question="Which ones?",
    explanation="",
    options=[option("m1", "One", is_right=True), option("m2", "Two", is_right=True), option("m3", "Three")],
)
ORDERING = block("ordering", "ordering", question="What first?", explanation="", items=items("first", "second", "third"))
MATCHING = block(
    "matching",
    "matching",
    question="What belongs?",
    explanation="",
    pairs=[{"type": "item", "id": id_of(f"p{n}"), "value": {"left": f"left {n}", "right": f"right {n}"}} for n in (1, 2, 3)],
)
NUMERIC = block(
    "numeric",
    "numeric",
    question="How many?",
    answer="1250",
    tolerance="2",
    unit="kroner",
    explanation="A sum",
    mistakes=[{"type": "item", "id": id_of("n1"), "value": {"value": "1000", "feedback": "You forgot a quarter."}}],
)
SHORT = block(
    "short",
    "short_text",
    question="What word?",
    explanation="",
    accepted=[{"type": "item", "id": id_of("t1"), "value": "break-even"}],
    mistakes=[
        {
            "type": "item",
            "id": id_of("t2"),
            "value": {"accepted": [{"type": "item", "id": id_of("t3"), "value": "profit"}], "feedback": "That comes after."},
        }
    ],
)
REFLECTION = block("reflection", "reflection", prompt="Whom have you not asked?", help="", is_required=False)
CHECKLIST = block("checklist", "checklist", prompt="Before you go", items=items("notebook", "shoes"), is_required=False)
PRACTICE = block("practice", "practice", task="<p>Walk.</p>", product="A page", minutes=40, is_required=False)
TOOL = block("tool", "tool", prompt="Who lacks what?", tool="needs", is_required=False)
EVERYTHING = [SINGLE, MULTIPLE, ORDERING, MATCHING, NUMERIC, SHORT, REFLECTION, CHECKLIST, PRACTICE, TOOL]


def meeting(event, **facts) -> dict:
    """A task that is met by having been at an event, or having watched its recording."""
    return block("meeting", "meeting", **({"prompt": "Hear how others did it.", "event": str(event.key), "is_required": True} | facts))


@dataclass
class Course:
    programme: Programme
    programme_page: ProgrammePage
    page: CoursePage
    lessons: list[LessonPage]

    @property
    def lesson(self) -> LessonPage:
        return self.lessons[0]


def make_programme(site_tree: SiteTree, *, key: str = "merse", language: str = "en", **facts) -> ProgrammePage:
    programme, _is_new = Programme.objects.get_or_create(
        key=key,
        defaults={
            "acronym": key.upper(),
            "full_name": f"The programme {key}",
            "funder": "A funder",
            "starts": date(2023, 7, 1),
            "ends": date(2026, 6, 30),
            "countries": ["NO", "SE"],
        }
        | facts,
    )
    page = ProgrammePage(title=key.upper(), slug=key, programme=programme, tagline="A line", aims="<p>Aims</p>", audience="<p>All</p>")
    page.locale = site_tree.locales[language]
    return site_tree.homes[language].add_child(instance=page)


def make_lesson(course: CoursePage, *, number: int = 1, body: list[dict] | None = None, **facts) -> LessonPage:
    return course.add_child(
        instance=LessonPage(
            title=f"Lesson {number}",
            slug=f"lesson-{number}",
            lead="A question",
            minutes=20,
            knowledge="Know",
            skill="Do",
            competence="Stand for",
            body=[SINGLE] if body is None else body,
            locale=course.locale,
            **facts,
        )
    )


def make_course(site_tree: SiteTree, *, bodies: list[list[dict]] | None = None, language: str = "en", **facts) -> Course:
    """A live course with a lesson for each of `bodies`: by default one, with one question."""
    programme_page = make_programme(site_tree, language=language)
    page = programme_page.add_child(
        instance=CoursePage(title="A course", slug="a-course", lead="A lead", about="<p>About</p>", locale=programme_page.locale, **facts)
    )
    lessons = [make_lesson(page, number=number, body=body) for number, body in enumerate(bodies or [[SINGLE]], start=1)]
    return Course(programme_page.programme, programme_page, page, lessons)


def translate_lesson(lesson: LessonPage, *, site_tree: SiteTree, language: str, body: list[dict] | None = None) -> LessonPage:
    """The lesson, its course and its programme in a further language; the blocks keep their ids."""
    copy = lesson.copy_for_translation(site_tree.locales[language], copy_parents=True)
    if body is not None:
        copy.body = body
        copy.save()
    copy.get_ancestors(inclusive=True).update(live=True)
    return LessonPage.objects.get(pk=copy.pk)


def make_guest(token: str = "a secret") -> Learner:
    return Learner.objects.create(token_hash=hash_of(token))
