"""How translations stand, what is said of how they came to be, and who may say that they have been read over."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from entrepreneurs.roles import ensure_roles, grant_pages
from hub.models import HomePage, Provenance, StandardPage
from hub.standings import everything, standings
from hub.translation import mark_reviewed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site_tree):
    """A live page in English."""
    page = site_tree.home.add_child(instance=StandardPage(title="About", slug="about", lead="What it is.", locale=site_tree.locales["en"]))
    page.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def translated(page, site_tree, *, language: str = "nb", kind: str = "machine", words: dict | None = None, publish: bool = True) -> StandardPage:
    """The page in a further language; of `words`, each sentence that is given has its translation."""
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    translation, _is_new = Translation.objects.get_or_create(source=source, target_locale=site_tree.locales[language])
    words = {"About": "Om oss", "about": "om-oss", "What it is.": "Hva det er."} if words is None else words
    for segment in source.stringsegment_set.select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                defaults={"data": words[segment.string.data], "translation_type": kind},
            )
    translation.save_target(publish=False)
    target = StandardPage.objects.get(translation_key=page.translation_key, locale=translation.target_locale)
    if publish:
        target.latest_revision.publish()
    return StandardPage.objects.get(pk=target.pk)


def member(role: str) -> Client:
    ensure_roles()
    grant_pages(HomePage.objects.all())
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def all_standings(page) -> dict[str, str]:
    return {each.language: each.words for each in standings(StandardPage.objects.filter(translation_key=page.translation_key))}


# How a page came to be


@pytest.mark.parametrize(("kind", "provenance"), [("machine", Provenance.MACHINE), ("manual", Provenance.PERSON)])
def test_publishing_records_who_translated(page, site_tree, kind, provenance):
    assert translated(page, site_tree, kind=kind).provenance == provenance
    assert page.provenance == Provenance.ORIGINAL


def test_one_sentence_by_machine_makes_it_a_machine_translation(page, site_tree):
    translated(page, site_tree, kind="manual")
    StringTranslation.objects.filter(data="Hva det er.").update(translation_type="machine")

    target = StandardPage.objects.get(locale__language_code="nb")
    target.save_revision().publish()

    assert StandardPage.objects.get(pk=target.pk).provenance == Provenance.MACHINE


def test_review_lasts_until_a_machine_changes_a_sentence(page, site_tree):
    target = translated(page, site_tree)
    mark_reviewed(target)
    target.save_revision().publish()
    assert StandardPage.objects.get(pk=target.pk).provenance == Provenance.REVIEWED

    again = translated(page, site_tree, words={"What it is.": "Noe annet."})

    assert again.provenance == Provenance.MACHINE


def test_a_persons_change_after_the_review_leaves_it_reviewed(page, site_tree):
    target = translated(page, site_tree)
    mark_reviewed(target)

    again = translated(page, site_tree, kind="manual", words={"What it is.": "Det dette er."})

    assert again.provenance == Provenance.REVIEWED


# How pages stand


def test_standings_say_what_is_to_be_done_first(page, site_tree):
    translated(page, site_tree, language="nb")
    translated(page, site_tree, language="sv", words={"About": "Om oss"})
    translated(page, site_tree, language="uk", publish=False)

    assert all_standings(page) == {
        "en": "Written in this language",
        "nb": "Translated by machine, not yet reviewed by a person",
        "sv": "1 of 3 sentences translated",
        "uk": "Complete, not published",
    }


def test_language_that_is_missing_is_said_to_be(page):
    assert all_standings(page) == {"en": "Written in this language", "nb": "Missing", "sv": "Missing", "uk": "Missing"}


def test_changed_source_makes_its_translations_need_an_update(page, site_tree):
    translated(page, site_tree)
    page.lead = "What it has become."
    page.save_revision().publish()

    assert all_standings(page)["nb"] == "Needs update: the source has changed"

    TranslationSource.objects.get().update_from_db()

    assert all_standings(page)["nb"] == "2 of 3 sentences translated"


def test_publishing_the_source_again_unchanged_asks_for_no_update(page, site_tree):
    translated(page, site_tree)

    page.save_revision().publish()

    assert all_standings(page)["nb"] == "Translated by machine, not yet reviewed by a person"


@pytest.mark.parametrize("number", [1, 3])
def test_all_pages_stand_in_the_same_number_of_queries(site_tree, django_assert_num_queries, number):
    for one in range(number):
        page = site_tree.home.add_child(instance=StandardPage(title=f"P{one}", slug=f"p{one}", lead="What it is.", locale=site_tree.locales["en"]))
        translated(page, site_tree, words={})

    with django_assert_num_queries(3):
        rows = everything([StandardPage], among=StandardPage.objects.all())

    assert [[standing.words for standing in standings] for _page, standings in rows] == [
        ["Written in this language", "0 of 3 sentences translated", "Missing", "Missing"]
    ] * number


# In the admin


def test_report_shows_every_page_with_its_languages(page, site_tree):
    translated(page, site_tree)

    response = member("Translator").get("/admin/languages/")

    assert {row.title: [standing.words for standing in standings] for row, standings in response.context["rows"]}["About"] == [
        "Written in this language",
        "Translated by machine, not yet reviewed by a person",
        "Missing",
        "Missing",
    ]


def test_report_shows_only_what_one_may_work_on(page, site_tree):
    ensure_roles()
    grant_pages([])
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Translator"))
    client = Client()
    client.force_login(user)

    response = client.get("/admin/languages/")

    assert response.context["rows"] == []
    assert "About" not in response.content.decode()


def test_report_of_what_needs_work_leaves_out_what_is_ready(page, site_tree):
    translated(page, site_tree)
    late = site_tree.home.add_child(instance=StandardPage(title="Late", slug="late", lead="What it is.", locale=site_tree.locales["en"]))
    late.save_revision().publish()
    translated(late, site_tree, words={})

    response = member("Coordinator").get("/admin/languages/?unfinished")

    assert [row.title for row, _standings in response.context["rows"]] == ["Late"]


def test_coordinator_marks_a_translation_as_reviewed(page, site_tree):
    target = translated(page, site_tree)
    client = member("Coordinator")

    asked = client.get(f"/admin/languages/review/{target.pk}/")
    response = client.post(f"/admin/languages/review/{target.pk}/", {"next": f"/admin/pages/{page.pk}/edit/"})

    assert "Have you read all of “Om oss”" in asked.content.decode()
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert StandardPage.objects.get(pk=target.pk).provenance == Provenance.REVIEWED
    assert PageLogEntry.objects.filter(page=target.pk, action="hub.review").count() == 1


@pytest.mark.parametrize(("role", "status"), [("Translator", 302), ("Partner editor", 404)])
def test_who_may_not_publish_may_not_review(page, site_tree, role, status):
    target = translated(page, site_tree)

    response = member(role).post(f"/admin/languages/review/{target.pk}/")

    assert response.status_code == status
    assert StandardPage.objects.get(pk=target.pk).provenance == Provenance.MACHINE
    assert not PageLogEntry.objects.filter(action="hub.review").exists()


def test_review_is_offered_beside_machine_translations_alone(page, site_tree):
    target = translated(page, site_tree)
    client = member("Coordinator")

    of_target = client.get(f"/admin/pages/{target.get_parent().pk}/").content.decode()
    of_source = client.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()

    assert f"/admin/languages/review/{target.pk}/" in of_target
    assert "/admin/languages/review/" not in of_source


def test_translation_editor_says_that_the_source_has_changed(page, site_tree):
    target = translated(page, site_tree)
    client = member("Translator")
    assert "Needs update" not in client.get(f"/admin/pages/{target.pk}/edit/").content.decode()

    page.lead = "What it has become."
    page.save_revision().publish()

    assert "Needs update: the source has changed since it was given to you." in client.get(f"/admin/pages/{target.pk}/edit/").content.decode()
