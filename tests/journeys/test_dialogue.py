"""Two learners in two languages see in a lesson what the other says, as it comes. A lost line loses nothing, and no script is needed."""

import json

import pytest

from tests.journeys.keyboard import press, write
from tests.journeys.test_messages import SESSIONS

ENROLLED = """
from entrepreneurs.models import User
from learning.actions.progress import enrol
from learning.models import CoursePage, Learner, LessonPage
course = next(one for one in CoursePage.objects.live() if one.programme.key == "sing" and one.language == "nb")
for user in User.objects.filter(email__in=["marit@example.org", "katrín@example.org"]):
    enrol(course, learner=Learner.objects.create(user=user), language=user.language)
key = course.lessons[0].translation_key
print(json.dumps({one.language: one.url for one in LessonPage.objects.filter(translation_key=key, live=True)}))
"""


@pytest.fixture
def two(own_server):
    told = own_server.manage("shell", "--no-imports", "-c", SESSIONS + ENROLLED).splitlines()
    return json.loads(told[-2]), json.loads(told[-1])


def say(page, text: str) -> None:
    press(page, page.locator(".begin > summary"))
    write(page, page.locator("[data-contribute] textarea"), text)
    press(page, page.locator("[data-contribute] .button.main"))


def answer(page, thread, text: str) -> None:
    press(page, thread.locator(".answering > summary"))
    write(page, thread.locator("textarea"), text)
    press(page, thread.locator("button"))


def thread_with(page, text: str):
    return page.locator("[data-thread]", has_text=text)


@pytest.mark.journey
def test_two_learners_in_two_languages_hear_each_other_in_a_lesson(own_server, two, open_page, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")
    sessions, lessons = two
    marit, katrín = open_page(locale="nb-NO"), open_page()
    for page, name, language in ((marit, "Marit", "nb"), (katrín, "Katrín", "sv")):
        page.context.add_cookies([{"name": "sessionid", "value": sessions[name][1], "url": own_server.url}])
        page.goto(own_server.url + lessons[language])
        page.locator("[data-line].good").wait_for()

    say(marit, "Hvem eier benken?")
    heard = thread_with(katrín, "Hvem eier benken?")
    heard.wait_for()
    assert heard.locator(".body[lang=nb]").count() == 1
    assert "Norsk" in heard.locator(".about").inner_text()
    assert "Hvem eier benken?" in katrín.locator("[data-spoken]").inner_text()
    assert katrín.evaluate("document.activeElement === document.body")

    katrín.context.set_offline(True)
    katrín.locator("[data-line].wait").wait_for()
    answer(katrín, heard, "Kommunen, tror jag")
    katrín.locator("[data-client] .state.wait").wait_for()
    assert "Kommunen" not in marit.locator("[data-threads]").inner_text()
    katrín.context.set_offline(False)

    mine = thread_with(marit, "Hvem eier benken?")
    mine.locator(".answers .body[lang=sv]", has_text="Kommunen, tror jag").wait_for()
    katrín.locator("[data-client]").wait_for(state="detached")
    for page in (marit, katrín):
        page.reload()
        found = thread_with(page, "Hvem eier benken?")
        assert found.locator(".body").all_inner_texts() == ["Hvem eier benken?", "Kommunen, tror jag"]


@pytest.mark.journey
def test_reflection_is_shared_in_a_lesson_without_a_script(own_server, two, open_page):
    sessions, lessons = two
    page = open_page(locale="nb-NO", java_script_enabled=False)
    page.context.add_cookies([{"name": "sessionid", "value": sessions["Marit"][1], "url": own_server.url}])
    page.goto(own_server.url + lessons["nb"])
    task = page.locator("[data-task]", has=page.locator("a[href*='/share/']")).first
    task.locator("textarea").fill("Jeg har ikke spurt naboen.")
    task.locator("button.button").first.click()
    page.locator("[data-task] a[href*='/share/']").first.click()
    page.locator("main form .button.main").click()

    assert page.locator(".said.mine .body").all_inner_texts() == ["Jeg har ikke spurt naboen."]
    page.locator(".said.mine .acts a").click()
    page.locator(".button.danger").click()
    assert page.locator(".said.mine").count() == 0
