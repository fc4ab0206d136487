"""The watched browser: what it must notice, it notices."""

import pytest

from tests.browsers import Watch

pytestmark = pytest.mark.journey


@pytest.fixture
def watched(browser):
    """A page that can reach nothing, and who watches it."""
    watch, context = Watch(), browser.new_context()
    context.route("**", lambda route: route.abort())
    watch.follow(context)
    yield watch, context.new_page()
    context.close()


def test_request_to_another_host_is_noticed(watched):
    watch, page = watched

    page.set_content('<img src="http://example.org/pixel.png">')

    assert "request to another host: http://example.org/pixel.png" in watch.complaints()


def test_error_in_the_console_and_in_a_script_is_noticed(watched):
    watch, page = watched

    page.evaluate("console.error('lost'); console.warn('odd'); setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(200)

    assert [text.split(" (")[0] for text in watch.complaints()] == ["console: lost", "script: broken"]


def test_what_belongs_to_the_test_is_allowed_by_name(watched):
    watch, page = watched
    watch.allow("422")

    page.evaluate("console.error('status of 422'); console.error('status of 500')")
    page.wait_for_timeout(200)

    assert [text.split(" (")[0] for text in watch.complaints()] == ["console: status of 500"]
