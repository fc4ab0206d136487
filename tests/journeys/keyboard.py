"""Somebody at a keyboard: every step by Tab, Enter, Space, arrows and letters, and only what has the focus is used."""

from playwright.sync_api import Locator, Page


def go_to(page: Page, target: Locator, *, most: int = 150) -> None:
    """Press Tab until `target` has the focus; fails if it cannot be reached."""
    target.wait_for()
    for _press in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Not reached by {most} presses of Tab: {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    go_to(page, target)
    page.keyboard.press(key)


def follow(page: Page, target: Locator) -> None:
    """Open a link or send a form, and wait for the page it leads to."""
    go_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, target: Locator, text: str) -> None:
    go_to(page, target)
    page.keyboard.type(text)


def answer(page: Page, task: Locator) -> None:
    """Give some answer to a task, whatever its kind, and leave it as it is saved along the way."""
    if task.locator("select").count():
        for place, select in enumerate(task.locator("select").all(), start=1):
            go_to(page, select)
            for _press in range(place):
                page.keyboard.press("ArrowDown")
    elif (choices := task.locator("input[type=radio], input[type=checkbox]")).count():
        press(page, choices.first, "Space")
    else:
        write(page, task.locator("textarea, input[name=text], input[name=number]").first, "7")


def wait_for_state(task: Locator, tone: str) -> None:
    """Until the page says in words, and by its tone, how the answer stands: good is saved, wait is waiting."""
    task.locator(f"[data-status].{tone}").filter(has_text="").first.wait_for()
    assert task.locator("[data-status]").inner_text().strip()
