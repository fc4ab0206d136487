"""The demonstration courses, from learning/content/ into the page tree, and the challenges that they meet."""

from __future__ import annotations

import json
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Locale, Page

from events.models import Challenge
from hub.content_files import ContentFile, WrongFile, to_html
from hub.loading.facts import put
from hub.loading.pages import Load, Telling, find
from hub.loading.shapes import key_of, overlaid, stream
from hub.loading.site import is_offered
from hub.models import ProgrammePage, Topic
from learning import lesson_files
from learning.activities import ACTIVITIES
from learning.models import CoursePage, LessonPage


def load_courses(load: Load) -> None:
    """Every course whose files are right, whole; about the others the load says what is wrong."""
    load_challenges(load)
    for folder in lesson_files.courses():
        try:
            with transaction.atomic():
                load_course(load, folder.name, lesson_files.files(folder))
        except WrongFile as error:
            load.problems.append(str(error))


def load_challenges(load: Load) -> None:
    """A topic for each challenge, in every language that the hub is offered in."""
    told = yaml.safe_load((lesson_files.CONTENT / "challenges.yaml").read_text("utf-8"))
    for slug, names in told.items():
        for locale in Locale.objects.all():
            facts = {"translation_key": key_of("challenges", slug), "locale": locale, "slug": slug}
            name = names.get(locale.language_code, names["en"])
            if not put(Topic.objects.filter(**facts), facts | {"name": name}):
                load.left_alone.append(f"{name} ({locale.language_code})")


def load_course(load: Load, key: str, files: list[ContentFile]) -> None:
    """The course, then its lessons in order; a translation of a lesson comes with a translation of the course."""
    course, *lessons = [(source, [file for file in files if file.name == source.name]) for source in files if source.is_source]
    language = course[0].language
    if not is_offered(language):
        load.refused.append(f"{key}: its source language, {language}, is not offered: its catalogue is not complete")
        return
    parent = find(ProgrammePage, key_of(f"pages/{key}"), language)
    page = load_page(load, CoursePage, key, *course, parent=parent)
    languages = {file.language for file in course[1]}
    for source, versions in lessons:
        load_page(load, LessonPage, key, source, [file for file in versions if file.language in languages], parent=page)


def load_page(load: Load, model, key: str, source: ContentFile, versions: list[ContentFile], *, parent: Page):
    fields = course_fields if model is CoursePage else lesson_fields
    tellings = {
        file.language: Telling(file.language, fields(key, source, file), file.translated_by) for file in versions if is_offered(file.language)
    }
    original = tellings.pop(source.language)
    return load.page(model, key_of(key, source.name), parent=parent, source=original, translations=list(tellings.values()))


def course_fields(key: str, source: ContentFile, file: ContentFile) -> dict[str, Any]:
    facts = overlaid(source.facts, file.facts)
    slugs = facts.get("challenges", [])
    topics = dict(Topic.objects.filter(slug__in=slugs, locale__language_code=file.language).values_list("slug", "pk"))
    return plain_fields(facts) | {
        "about": to_html(facts["about"]),
        "topics": listed("topic", [(slug, topics[slug]) for slug in slugs], page=f"{key}/{file.name}"),
        "is_demonstration": True,
    }


def lesson_fields(key: str, source: ContentFile, file: ContentFile) -> dict[str, Any]:
    facts, page = overlaid(source.facts, file.facts), f"{key}/{file.name}"
    before = [(name, find(LessonPage, key_of(key, name), source.language)) for name in facts.get("builds_on", [])]
    return plain_fields(facts) | {
        "minutes": facts["minutes"],
        "competences": listed("competence", [(name, name) for name in facts.get("competences", [])], page=page),
        **{name: " ".join(facts["outcomes"][name].split()) for name in ("knowledge", "skill", "competence")},
        "builds_on": listed("lesson", [(name, lesson.pk) for name, lesson in before if lesson], page=page),
        **({"challenges": on_board(facts["helps_with"], page=page)} if "helps_with" in facts else {}),
        "body": stream([with_need(block) for block in facts["blocks"]], page=page),
    }


def on_board(names: list[str], *, page: str) -> str:
    """The demonstration's challenges by their names; those that are not there (yet) are left out."""
    known = dict(Challenge.objects.listed().filter(demo_key__in=names).values_list("demo_key", "pk"))
    return listed("challenge", [(name, str(known[name])) for name in names if name in known], page=page)


def plain_fields(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(facts[name].split()) for name in ("title", "slug", "lead", "search_description") if name in facts}


def listed(kind: str, values: list[tuple[str, Any]], *, page: str) -> str:
    """A StreamField of one kind of block, each known by a name."""
    return json.dumps([{"id": str(key_of(page, kind, name)), "type": kind, "value": value} for name, value in values])


def with_need(block: dict[str, Any]) -> dict[str, Any]:
    """Questions are needed to finish a lesson; what is private, or done elsewhere, is not. An option is wrong unless it is said to be right."""
    kind = lesson_files.kind_of(block)
    if kind not in ACTIVITIES:
        return block
    value = block[kind] | {"is_required": ACTIVITIES[kind].is_judged}
    if "options" in value:
        value["options"] = [{"right": False} | option for option in value["options"]]
    return block | {kind: value}
