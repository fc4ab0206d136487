"""An editor's journey through Wagtail's admin: a lesson made, translated, changed, brought up to date; and one that came with the hub."""

import re

import pytest

from entrepreneurs.people import PASSWORD

COORDINATOR = "coordinator@tvers.example"
COURSE = "business-models-where-people-are-few"
NEEDS_UPDATE = "Needs update"


@pytest.fixture
def editor(server, page, watch):
    """The coordinator, signed in, in a window wide enough for the editor's panels."""
    watch.allow("400 (Bad Request)")  # Wagtail saves by itself, and is told that a lesson half written is none yet
    page.set_viewport_size({"width": 1600, "height": 1200})
    page.goto(f"{server.url}/en/account/login/?next=/admin/")
    page.fill("input[name=login]", COORDINATOR)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url(f"{server.url}/admin/")
    return page


def page_id(server, slug: str, language: str = "en") -> int:
    query = "SELECT p.id FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.slug = ? AND l.language_code = ?"
    return server.rows(query, slug, language)[0][0]


def translation_of(server, pk: int, language: str) -> int:
    query = """
        SELECT p.id FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id
        WHERE l.language_code = ? AND p.translation_key = (SELECT translation_key FROM wagtailcore_page WHERE id = ?)
    """
    return server.rows(query, language, pk)[0][0]


def publish(editor) -> None:
    """The editor's own button stands in a menu beside “Save draft”."""
    footer = editor.locator("footer")
    footer.locator("[data-w-dropdown-target=toggle]").click()
    editor.locator("button[name=action-publish]").click()
    editor.locator(".messages .success").wait_for()


def add_question(editor) -> None:
    editor.locator("#panel-child-content-body-section button[title='Insert a block']").click()
    editor.get_by_role("option", name="Question: one answer").click()
    editor.locator("[name='body-0-value-question']").fill("Who is asked first?")
    for number, (text, is_right) in enumerate([("The neighbours", True), ("The bank", False)]):
        option = f"body-0-value-options-{number}-value"
        editor.locator(f"[name='{option}-text']").fill(text)
        editor.locator(f"[name='{option}-is_right']").set_checked(is_right)
        editor.locator(f"[name='{option}-feedback']").fill(f"About {text.lower()}.")


def make_lesson(editor, server) -> int:
    editor.goto(f"{server.url}/admin/pages/add/learning/lessonpage/{page_id(server, COURSE)}/")
    for name in ("title", "lead", "knowledge", "skill", "competence"):
        editor.locator(f"[name={name}]").fill(f"A {name} made by hand")
    editor.locator("[name=minutes]").fill("15")
    add_question(editor)
    publish(editor)
    return page_id(server, "a-title-made-by-hand")


def submit_for_translation(editor, server, pk: int, language: str) -> None:
    editor.goto(f"{server.url}/admin/localize/submit/page/{pk}/")
    editor.get_by_label(language).check()
    editor.locator("main form [type=submit]").last.click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


def translate_what_waits(editor, words) -> int:
    """Side by side: every sentence that has no translation gets what `words` makes of its number; how many there were."""
    waiting = editor.get_by_role("button", name="Translate", exact=True)
    editor.get_by_role("link", name="Download PO file").first.wait_for()
    number = 0
    while waiting.count():
        waiting.first.click()
        editor.locator("textarea").first.fill(words(number))
        editor.get_by_role("button", name="Save", exact=True).first.click()
        editor.locator("textarea").first.wait_for(state="detached")
        number += 1
    return number


def publish_translation(editor, language: str) -> None:
    editor.get_by_role("button", name=f"Publish in {language}").click()
    editor.locator(".messages .success").wait_for()


def change_source(editor, server, pk: int, lead: str) -> None:
    editor.goto(f"{server.url}/admin/pages/{pk}/edit/")
    editor.locator("[name=lead]").fill(lead)
    publish(editor)


def standing(editor, server, pk: int, language: str):
    """The row of a language in the panel of the source's edit page."""
    editor.goto(f"{server.url}/admin/pages/{pk}/edit/")
    return editor.locator("#panel-child-content-in_all_languages-section tr", has_text=language)


def bring_up_to_date(editor, server, pk: int, *, language: str, translation: int, words: str) -> None:
    """From “Needs update” on the source's page to the published translation."""
    row = standing(editor, server, pk, language)
    assert NEEDS_UPDATE in row.inner_text()
    row.get_by_role("link", name="Give the changes to the translators").click()
    editor.locator("main form [type=submit]").last.click()
    editor.locator(".messages .success").wait_for()
    assert "sentences translated" in standing(editor, server, pk, language).inner_text()

    editor.goto(f"{server.url}/admin/pages/{translation}/edit/")
    assert translate_what_waits(editor, lambda _number: words) == 1
    publish_translation(editor, language)
    assert "sentences" not in standing(editor, server, pk, language).inner_text()


def lead_of(editor, server, pk: int) -> str:
    """What visitors read under the title."""
    query = "SELECT url_path, l.language_code FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE p.id = ?"
    [[path, code]] = server.rows(query, pk)
    editor.goto(f"{server.url}/{code}/{path.split('/', 2)[2]}")
    return editor.locator("p.lead").inner_text()


@pytest.mark.journey
def test_lesson_made_translated_and_brought_up_to_date(editor, server):
    pk = make_lesson(editor, server)
    submit_for_translation(editor, server, pk, "Svenska")
    swedish = translation_of(server, pk, "sv")
    assert translate_what_waits(editor, lambda number: f"Mening {number}") == 10
    editor.get_by_role("tab", name="Promote").click()
    assert translate_what_waits(editor, lambda _number: "gjord-for-hand") == 1
    publish_translation(editor, "Svenska")
    assert lead_of(editor, server, swedish) == "Mening 1"
    assert editor.locator("[data-task] input[type=radio]").count() == 2

    change_source(editor, server, pk, "A lead changed by hand")
    editor.goto(f"{server.url}/admin/pages/{swedish}/edit/")
    assert "Needs update: the source has changed since it was given to you." in editor.locator(".messages").inner_text()
    bring_up_to_date(editor, server, pk, language="Svenska", translation=swedish, words="En ändrad ingress")

    assert lead_of(editor, server, swedish) == "En ändrad ingress"


@pytest.mark.journey
def test_lesson_that_came_with_the_hub_is_changed_and_brought_up_to_date(editor, server):
    pk = page_id(server, "how-thin-is-thin")
    swedish = translation_of(server, pk, "sv")
    assert "Translated by machine, not yet reviewed by a person" in standing(editor, server, pk, "Svenska").inner_text()

    change_source(editor, server, pk, "How few customers are too few?")
    bring_up_to_date(editor, server, pk, language="Svenska", translation=swedish, words="Hur få kunder är för få?")
    assert lead_of(editor, server, swedish) == "Hur få kunder är för få?"

    standing(editor, server, pk, "Svenska").get_by_role("link", name="Mark as reviewed").click()
    editor.get_by_role("button", name="Yes, mark it as reviewed").click()
    editor.locator(".messages .success").wait_for()
    assert "Translated by machine, reviewed by a person" in standing(editor, server, pk, "Svenska").inner_text()

    assert "How thin is thin? (en), with its translations" in server.manage("load_content").partition("Left as people have changed it")[2]
    assert lead_of(editor, server, swedish) == "Hur få kunder är för få?"
