"""Courses and lessons in Wagtail's admin: what may not go live yet is refused with a reason at every door, and every block can be translated."""

import json
from datetime import timedelta

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from hub.models import StandardPage
from hub.timetable import publish_scheduled
from learning.activities import ACTIVITIES
from learning.models import CoursePage, LessonPage
from tests.factories import UserFactory
from tests.factories.courses import EVERYTHING, id_of, make_lesson, make_programme

pytestmark = pytest.mark.django_db
REASON = "This cannot be published yet: a complete translation is missing in Svenska."


@pytest.fixture
def admin():
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def programme_page(site_tree):
    """A programme whose courses have to be there in Norwegian and Swedish, in four languages."""
    page = make_programme(site_tree, key="sing", language="nb", required_languages="nb sv")
    for language in ("en", "sv", "uk"):
        page.copy_for_translation(site_tree.locales[language], copy_parents=True)
    return page


@pytest.fixture
def course(programme_page):
    """A draft in Norwegian."""
    course = CoursePage(title="Et kurs", slug="et-kurs", lead="Kort", about="<p>Om</p>", locale=programme_page.locale, live=False)
    programme_page.add_child(instance=course)
    course.save_revision()
    return course


@pytest.fixture
def lesson(course):
    lesson = make_lesson(course, body=EVERYTHING, live=False)
    lesson.save_revision()
    return lesson


def translate(page, language: str) -> Page:
    """A translation with all its sentences, as a draft."""
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    locale = page.locale.__class__.objects.get(language_code=language)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, context=segment.context, locale=locale, defaults={"data": f"{segment.string.data} {language}"}
        )
    translation.save_target(publish=False)
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def course_form(**facts) -> dict:
    comments = {"comments": inline_formset([])}
    fields = {"title": "Et kurs", "slug": "et-kurs", "lead": "Kort", "about": rich_text("<p>Om</p>"), "status": "pilot"}
    return nested_form_data(fields | {"topics": streamfield([]), "you_said": streamfield([])} | comments | facts)


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def told(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


# What may not go live yet


def test_publishing_by_the_form_is_refused_by_the_field_and_keeps_what_was_written(admin, course):
    response = admin.post(edit(course), course_form(lead="Skrevet nå", **{"action-publish": "1"}))

    assert response.context["form"].errors["title"] == [REASON]
    assert "Skrevet nå" in response.content.decode()
    assert not is_live(course)


def test_saving_a_draft_is_not_refused(admin, course):
    response = admin.post(edit(course), course_form(lead="Skrevet nå"))

    assert response.status_code == 302
    assert CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object().lead == "Skrevet nå"


def test_new_course_cannot_be_published_at_once(admin, programme_page):
    address = reverse("wagtailadmin_pages:add", args=["learning", "coursepage", programme_page.pk])

    response = admin.post(address, course_form(**{"action-publish": "1"}))

    assert response.context["form"].errors["title"] == [REASON]
    assert not CoursePage.objects.exists()


def test_complete_course_is_published_by_the_form(admin, course):
    translate(course, "sv")

    admin.post(edit(course), course_form(**{"action-publish": "1"}))

    assert is_live(course)


def test_translation_that_lacks_a_sentence_is_not_complete(admin, course):
    translate(course, "sv")
    StringTranslation.objects.filter(data="Kort sv").delete()

    response = admin.post(edit(course), course_form(**{"action-publish": "1"}))

    assert response.context["form"].errors["title"] == [REASON]


def test_live_course_can_be_mended_while_its_translation_waits(admin, course):
    translate(course, "sv")
    course.get_latest_revision().publish()
    StringTranslation.objects.filter(data="Kort sv").delete()

    admin.post(edit(course), course_form(lead="Rettet", **{"action-publish": "1"}))

    assert CoursePage.objects.get(pk=course.pk).lead == "Rettet"


def test_publishing_many_at_once_is_refused_by_name(admin, course):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={course.pk}&next=/admin/"

    response = admin.post(address, HTTP_REFERER="http://testserver/admin/pages/", follow=True)

    assert told(response) == [f"Et kurs: {REASON}"]
    assert not is_live(course)


def test_approval_that_would_publish_is_refused_and_can_be_given_later(admin, course):
    workflow = Workflow.objects.first()
    state = workflow.start(course, UserFactory())
    address = reverse("wagtailadmin_pages:workflow_action", args=[course.pk, "approve", state.current_task_state.pk])

    response = admin.post(address, HTTP_REFERER=f"http://testserver{edit(course)}", follow=True)

    assert told(response) == [f"Et kurs: {REASON}"]
    assert not is_live(course)

    translate(course, "sv")
    admin.post(address)

    assert is_live(course)


def test_publishing_a_translation_before_the_required_one_is_refused_and_marks_no_sentence_as_wrong(admin, course):
    english = translate(course, "en")

    response = admin.post(edit(english), {"action": "publish"}, follow=True)

    assert REASON in told(response)
    assert not is_live(english)
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_unfinished_required_translation_is_not_published(admin, course):
    swedish = translate(course, "sv")
    StringTranslation.objects.filter(data="Kort sv").delete()

    response = admin.post(edit(swedish), {"action": "publish"}, follow=True)

    assert REASON in told(response)
    assert not is_live(swedish)


@pytest.mark.django_db(transaction=True)  # the page is published when the transaction has been committed
def test_giving_changes_to_translators_and_publishing_at_once_is_refused(admin, course):
    translate(course, "en")
    source = TranslationSource.objects.get()
    address = reverse("wagtail_localize:update_translations", args=[source.pk])

    response = admin.post(address, {"publish_translations": "on"}, HTTP_REFERER=f"http://testserver{edit(course)}", follow=True)

    assert f"Et kurs en: {REASON}" in told(response)
    assert not CoursePage.objects.live().exists()


def test_refusal_leads_to_no_foreign_page(admin, course):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={course.pk}"

    response = admin.post(address, HTTP_REFERER="https://example.org/trap")

    assert response.url == "/admin/"


def test_edit_page_says_what_is_missing(admin, course):
    english = translate(course, "en")

    words = admin.get(edit(course)).content.decode()

    assert "This can be published when its translation is complete in: Svenska." in words
    assert f'href="{edit(english)}">Complete, not published</a>' in words


# Translating every kind of block


def submit(admin, lesson, language: str = "sv") -> Translation:
    locale = lesson.locale.__class__.objects.get(language_code=language)
    admin.post(reverse("wagtail_localize:submit_page_translation", args=[lesson.pk]), {"locales": [locale.pk]})
    return Translation.objects.get(target_locale=locale, source__object_id=lesson.translation_key)


@pytest.fixture
def translation(admin, lesson) -> Translation:
    translate(lesson.course, "sv")
    return submit(admin, lesson)


def test_every_kind_of_activity_can_be_translated_side_by_side(admin, translation, lesson):
    response = admin.get(edit(translation.get_target_instance()))

    assert response.status_code == 200
    shown = [segment["contentPath"] for segment in json.loads(response.context["props"])["segments"]]
    kinds = {path.split(".")[1] for path in shown if path.startswith("body.")}
    assert kinds == {
        id_of(name) for name in ("single", "multiple", "ordering", "matching", "numeric", "short", "reflection", "checklist", "practice", "tool")
    }


def test_translated_sentence_is_saved_by_the_editor_and_stands_on_the_page(admin, translation, lesson):
    segment = StringSegment.objects.get(string__data="Which?")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    response = admin.put(address, "value=Vilken%3F", content_type="application/x-www-form-urlencoded")
    translation.save_target(publish=False)

    assert response.status_code == 201
    assert translation.get_target_instance().body[0].value["question"] == "Vilken?"


def test_po_file_goes_out_and_comes_back(admin, translation, lesson):
    downloaded = admin.get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).content.decode()
    po = polib.pofile(downloaded)
    for entry in po:
        entry.msgstr = f"{entry.msgid} (sv)"
    file = SimpleUploadedFile("lesson.po", str(po).encode())

    admin.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": file, "next": "/admin/"})
    translation.save_target(publish=False)

    assert translation.get_progress() == (len(po), len(po))
    swedish = translation.get_target_instance()
    assert [str(option["text"]) for option in swedish.body[0].value["options"]] == ["One (sv)", "Two (sv)"]
    assert list(swedish.body[5].value["accepted"]) == ["break-even (sv)"]
    assert swedish.body[8].value["task"].source == "<p>Walk. (sv)</p>"


def test_what_is_not_of_a_language_follows_the_source(admin, translation, lesson):
    swedish = translation.get_target_instance()

    assert [block.id for block in swedish.body] == [block.id for block in lesson.body]
    assert [option["is_right"] for option in swedish.body[0].value["options"]] == [True, False]
    assert (swedish.body[4].value["answer"], swedish.body[4].value["tolerance"]) == (1250, 2)
    assert swedish.body[8].value["minutes"] == 40
    assert not swedish.body[6].value["is_required"]


def test_ids_stay_equal_when_the_source_is_changed(admin, translation, lesson):
    lesson.body.insert(0, ("text", "<p>New</p>"))
    lesson.body[1].value["question"] = "Which one?"
    lesson.minutes = 35
    lesson.save_revision()
    lesson.save()

    admin.post(reverse("wagtail_localize:update_translations", args=[translation.source.pk]), {})
    translation.refresh_from_db()
    translation.save_target(publish=False)

    source, swedish = LessonPage.objects.get(pk=lesson.pk), translation.get_target_instance()
    assert [block.id for block in swedish.body] == [block.id for block in source.body]
    options = [[option.id for option in page.body[1].value["options"].bound_blocks] for page in (source, swedish)]
    assert options[0] == options[1] == [id_of("s1"), id_of("s2")]
    assert swedish.minutes == 35


def test_each_language_has_words_of_its_own_to_judge_by(admin, translation, lesson):
    segment = StringSegment.objects.get(string__data="break-even")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale, data="nollpunkt<br>kritisk punkt"
    )

    translation.save_target(publish=False)

    assert list(translation.get_target_instance().body[5].value["accepted"]) == ["nollpunkt", "kritisk punkt"]


def test_translation_that_is_stopped_is_edited_by_hand(admin, translation, lesson):
    swedish = translation.get_target_instance()

    admin.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]), {"next": "/admin/"})
    response = admin.get(edit(swedish))

    assert response.context["form"].instance == swedish
    assert "Start Synced translation" in response.content.decode()


def test_translation_can_be_converted_to_an_alias_and_back(admin, translation, lesson):
    swedish = translation.get_target_instance()

    admin.post(reverse("wagtail_localize:convert_to_alias", args=[swedish.pk]))
    assert Page.objects.get(pk=swedish.pk).alias_of_id == lesson.pk

    submit(admin, lesson)
    assert Page.objects.get(pk=swedish.pk).alias_of_id is None


def test_alias_is_no_complete_translation(admin, course):
    translate(course, "sv")
    swedish = CoursePage.objects.get(locale__language_code="sv")
    admin.post(reverse("wagtail_localize:convert_to_alias", args=[swedish.pk]))

    response = admin.post(edit(course), course_form(**{"action-publish": "1"}))

    assert response.context["form"].errors["title"] == [REASON]


# In the editor


def test_activities_ask_first_and_say_last_whether_they_are_needed():
    assert {name: list(kind().child_blocks)[-1] for name, kind in ACTIVITIES.items()} == dict.fromkeys(ACTIVITIES, "is_required")


@pytest.mark.parametrize("name", list(LessonPage._meta.get_field("body").stream_block.child_blocks))
def test_every_block_of_a_lesson_has_a_preview(admin, name):
    block = LessonPage._meta.get_field("body").stream_block.child_blocks[name]

    response = admin.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert response.status_code == 200
    assert len(response.content.decode().partition("<main")[2]) > 100


def test_preview_of_a_question_shows_its_options(admin):
    block = LessonPage._meta.get_field("body").stream_block.child_blocks["single_choice"]

    words = admin.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}).content.decode()

    assert "What do you ask first?" in words
    assert words.count('type="radio"') == 2


def test_page_that_may_not_go_live_when_its_time_comes_loses_its_date_and_holds_up_no_other(course, programme_page, caplog):
    past = timezone.now() - timedelta(minutes=2)
    course.save_revision(approved_go_live_at=past)
    other = programme_page.get_parent().add_child(instance=StandardPage(title="Later", slug="later", locale=programme_page.locale, live=False))
    other.save_revision(approved_go_live_at=past + timedelta(minutes=1))

    publish_scheduled()

    assert [Page.objects.get(pk=page.pk).live for page in (course, other)] == [False, True]
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    assert PageLogEntry.objects.filter(page=course.pk, action="wagtail.schedule.cancel").count() == 1
    assert [record.getMessage() for record in caplog.records] == [f"Et kurs was not published when its time came: {REASON}"]
