"""A learner's journey through each programme, by keyboard alone: a guest on a poor line, in one language and then another, to the end."""

import re
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest

from tests.journeys.keyboard import answer, follow, go_to, press, wait_for_state, write

# The programme, the language it is begun in, and the one it is gone on in.
JOURNEYS = [("sing", "nb", "sv"), ("merse", "en", "nb"), ("pomeil", "uk", "uk")]


def last_code(server) -> str:
    """The code in the newest mail, once the worker has sent what waits."""
    server.manage("db_worker", "--batch", "--backend", "background", "--no-reload", "--no-startup-delay")
    newest = max((server.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    mail = message_from_bytes(newest.read_bytes().strip(b"-\n"), policy=policy.default)
    [code] = re.findall(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.get_content(), flags=re.M)
    return code


def required(page):
    """The tasks of the lesson that the question types are: those a lesson cannot be finished without."""
    return [task for task in page.locator("[data-task]").all() if task.locator("button[name=check]").count()]


def cut_off_in_the_middle_of_the_third(page, tasks):
    page.context.set_offline(True)
    answer(page, tasks[2])
    wait_for_state(tasks[2], "wait")
    page.context.set_offline(False)
    wait_for_state(tasks[2], "good")


def change_language(page, code):
    summary = page.locator("details.tongue summary")
    press(page, summary)
    follow(page, page.locator(f"details.tongue a[hreflang={code}]"))


def register(page, server, *, address, name="Kari"):
    """By the way that a guest is led: Me, then an account, then the code from the mail; and on to one's courses."""
    follow(page, page.locator(".places a[href$='/me/']"))
    follow(page, page.locator("main a[href*=signup]"))
    write(page, page.locator("input[name=email]"), address)
    write(page, page.locator("input[name=name]"), name)
    page.keyboard.press("Enter")
    code = page.locator("input[name=code]")
    code.wait_for()
    write(page, code, last_code(server))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path.endswith("/learn/mine/")


@pytest.mark.journey
@pytest.mark.parametrize(("programme", "begins_in", "goes_on_in"), JOURNEYS)
def test_course_by_keyboard_from_guest_to_print(server, open_page, watch, programme, begins_in, goes_on_in):
    watch.allow("ERR_INTERNET_DISCONNECTED")
    page = open_page(locale=begins_in)
    page.on("load", lambda page: languages.append(page.locator("html").get_attribute("lang")))
    languages = []
    page.goto(f"{server.url}/")  # the one address that is typed: from here on, there are keys alone
    assert page.url == f"{server.url}/{begins_in}/"

    follow(page, page.locator(f"a.programme.{programme}"))
    follow(page, page.locator(".card a").first)
    follow(page, page.locator(".way .button.main"))
    tasks = required(page)
    for task in tasks[:2]:
        answer(page, task)
        wait_for_state(task, "good")
    cut_off_in_the_middle_of_the_third(page, tasks)
    page.locator("p[data-done]").wait_for()
    assert set(languages) == {begins_in}

    if goes_on_in != begins_in:
        change_language(page, goes_on_in)
    languages.clear()
    register(page, server, address=f"kari.{programme}@example.org")
    follow(page, page.locator(".card h2 a"))
    assert page.locator(".way li.done").count() == 1
    follow(page, page.locator(".way li.done a"))
    assert [bool(task.locator("[data-status].good").count()) for task in required(page)[:3]] == [True, True, True]

    follow(page, page.locator(".next .button.main"))
    finish_what_is_left(page)
    finished = "SELECT count(*) FROM learning_enrolment WHERE completed_at IS NOT NULL AND course_key = ?"
    assert server.rows(finished, course_key(page)) == [(1,)]
    follow(page, page.locator(".next .button.main"))
    check_print(page)
    assert set(languages) == {goes_on_in}


def finish_what_is_left(page):
    for _lesson in range(4):
        for task in required(page):
            answer(page, task)
            wait_for_state(task, "good")
        page.locator("p[data-done]").wait_for()
        onwards = page.locator(".next .button.main")
        if "/finished/" in onwards.get_attribute("href"):
            return
        follow(page, onwards)


def course_key(page) -> str:
    return re.search(r"/mine/([0-9a-f-]{36})/", page.locator(".next .button.main").get_attribute("href"))[1].replace("-", "")


def check_print(page):
    """The page names the learner, and on paper there is nothing of the site around it."""
    page.evaluate("window.print = () => { window.hasPrinted = true }")  # a headless browser has no dialogue to show
    press(page, page.locator("[data-print]"))
    assert page.evaluate("window.hasPrinted")
    page.emulate_media(media="print")
    assert "Kari" in page.locator(".proof").inner_text()
    assert [page.locator(selector).is_visible() for selector in (".proof", ".top", ".foot", "#feedback")] == [True, False, False, False]


@pytest.mark.journey
def test_checked_answer_says_why_and_takes_the_focus(server, open_page):
    page = open_page()
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/how-thin-is-thin/")
    task = next(task for task in required(page) if task.locator("input[type=radio]").count())
    answer(page, task)
    wait_for_state(task, "good")

    press(page, task.locator("button[name=check]"))

    feedback = page.locator(f"#{task.get_attribute('id')} [data-feedback]")
    feedback.wait_for()
    assert feedback.evaluate("element => element === document.activeElement")
    assert feedback.locator("li").count() == 1


@pytest.mark.journey
def test_waiting_answer_survives_reload(server, open_page, watch):
    """What was written while the server was away is there after a reload, and is sent then."""
    watch.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page = open_page()
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/how-thin-is-thin/")
    page.route("**/learn/answer*/**", lambda route: route.abort())
    thought = page.locator("textarea").first
    write(page, thought, "In winter, nobody passes.")
    page.locator("[data-status].wait").first.wait_for()
    page.unroute("**/learn/answer*/**")

    page.reload()

    task = page.locator("[data-task]", has=page.locator("textarea")).first
    wait_for_state(task, "good")
    assert page.locator("textarea").first.input_value() == "In winter, nobody passes."
    page.reload()
    assert page.locator("textarea").first.input_value() == "In winter, nobody passes."


@pytest.mark.journey
def test_two_devices_are_asked_which_answer_to_keep(server, open_page, watch):
    watch.allow("409")
    first = open_page()
    address = f"{server.url}/en/merse/business-models-where-people-are-few/how-thin-is-thin/"
    first.goto(address)
    write(first, first.locator("textarea").first, "Begun.")
    first.locator("[data-status].good").first.wait_for()
    first.reload()
    second = open_page()
    second.context.add_cookies(first.context.cookies())
    second.goto(address)
    write(second, second.locator("textarea").first, " From the phone.")
    second.locator("[data-status].good").first.wait_for()
    task = first.locator("[data-task]", has=first.locator("textarea")).first
    wait_for_state(task, "good")

    write(first, first.locator("textarea").first, " From the desk.")
    wait_for_state(task, "bad")
    go_to(first, task.locator("button[type=button]").first)
    first.keyboard.press("Enter")
    wait_for_state(task, "good")

    second.reload()
    assert "From the desk." in second.locator("textarea").first.input_value()


@pytest.mark.journey
def test_course_works_without_script(server, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/how-thin-is-thin/")
    task = next(task for task in required(page) if task.locator("input[type=radio]").count())
    press(page, task.locator("input[type=radio]").first, "Space")
    follow(page, task.locator("button[name=check]"))

    checked = page.locator(f"#{task.get_attribute('id')}")
    assert checked.locator("[data-feedback] li").count() == 1
    follow(page, checked.locator("[data-again]"))
    assert checked.locator("[data-feedback]").count() == 0
    page.locator("textarea").first.fill("In winter, nobody passes.")
    page.locator("textarea").first.locator("xpath=ancestor::form").locator("button").click()
    assert page.locator("textarea").first.input_value() == "In winter, nobody passes."
