"""What all tests share: the database, the smallest site, and the outside world: services, a server process, a browser."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests import services
from tests.browsers import FLAGS, Watch
from tests.databases import locked, test_database
from tests.servers import Server, load_demonstration

DATABASE = pytest.StashKey()


# In this order, for they take longest; the first two need no demonstration.
GROUPS = ["production", "elasticsearch", "accessibility en", "accessibility nb", "accessibility uk", "accessibility"]
SHARED = {"server", "browser"}  # made for a module, and dear


def pytest_collection_modifyitems(items):
    """Each group runs in one process, which makes what it shares once. What takes long begins first, so that nobody waits for it in the end."""
    for item in items:
        if SHARED & set(item.fixturenames) and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__.rpartition(".test_")[2]))
    items.sort(key=turn)


def turn(item) -> int:
    group = item.get_closest_marker("xdist_group")
    if group and group.args[0] in GROUPS:
        return GROUPS.index(group.args[0])
    is_long = group or item.get_closest_marker("services") or item.get_closest_marker("journey")
    return len(GROUPS) + (0 if is_long else 1)


def pytest_collection_finish():
    """All that has been loaded stays: nobody need look through it for garbage, as Python does every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


# The database


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        kept_in = Path(request.config.cache.mkdir("databases"))
        database = test_database(kept_in=kept_in, own=tmp_path_factory.mktemp("database"), worker=worker)
        database.prepare()
    request.config.stash[DATABASE] = database
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: None)  # no flush: see pytest_runtest_teardown
        yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After a transactional test the template is copied again: Django would empty all tables, also those that migrations filled."""
    try:
        return (yield)
    finally:
        if is_transactional(item) and (database := item.config.stash.get(DATABASE, None)):
            from pytest_django.plugin import blocking_manager_key

            with item.config.stash[blocking_manager_key].unblock():
                database.renew()


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = bool(marker) and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences") or marker.args[:1] == (True,))
    return asked or bool({"transactional_db", "live_server", "django_db_reset_sequences"} & set(item.fixturenames))


@pytest.fixture(scope="module")
def kept_for_module(django_db_setup, django_db_blocker):
    """What fixtures of a module write that ask for this stays until its last test has run: each test takes back only what it did itself."""
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def site_tree(db):
    """The smallest site, which every test finds: a locale and a front page in each of four languages, the pages translations of each other."""
    from tests.factories.pages import SiteTree

    return SiteTree.there()


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits count in the cache: none is left over from another test."""
    cache.clear()


@pytest.fixture(autouse=True)
def source_language():
    """A request leaves its language active in the thread: none is left over from another test."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


# Services


@pytest.fixture(scope="session")
def require():
    """`require("chromium")`: the program's path; without it the test is skipped, or fails under REQUIRE_SERVICES=1."""
    return services.require


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    server = services.Redis(tmp_path_factory.mktemp("redis")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql():
    server = services.PostgreSQL().start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def elasticsearch():
    """One for all tests of a process; those that end it start their own."""
    server = services.Elasticsearch().start()
    yield server
    server.wipe()


# The server


@pytest.fixture
def migrated_data(django_db_setup, request, tmp_path) -> Path:
    """A data folder with nothing in it but an empty, migrated database."""
    copy_of_template(request, tmp_path / "tvers.sqlite3")
    return tmp_path


def copy_of_template(request, path: Path) -> None:
    shutil.copyfile(request.config.stash[DATABASE].template, path)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """`made_once("name", make)`: a folder that all processes of a test run share; `make(folder)` is called by the first that asks for it."""
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if os.environ.get("PYTEST_XDIST_WORKER") else run

    def made_once(name: str, make) -> Path:
        data = shared / name
        with locked(shared / f"{name}.lock"):
            if not (data / "made").exists():
                shutil.rmtree(data, ignore_errors=True)
                make(data)
                (data / "made").touch()
        return data

    return made_once


@pytest.fixture(scope="session")
def demonstration(django_db_setup, request, made_once) -> Path:
    """A data folder with the demonstration as it is after the first start, made once in a test run. To be copied, not used.

    A run that another one starts is told where it is.
    """
    if made := os.environ.get("DEMONSTRATION"):
        return Path(made)
    template = request.config.stash[DATABASE].template
    return made_once("demonstration", lambda data: load_demonstration(data, template=template))


@pytest.fixture(scope="session")
def make_server(demonstration, tmp_path_factory):
    """`make_server(REQUIRE_SECOND_FACTOR="1")`: a server on its own copy of the demonstration, not yet started; ends with the test run."""
    servers = []

    def make(of: Path = demonstration, **env: str) -> Server:
        data = tmp_path_factory.mktemp("server") / "data"
        shutil.copytree(of, data, ignore=shutil.ignore_patterns("static", "made"))
        (data / "static").symlink_to(demonstration / "static")
        servers.append(Server(data, **env))
        return servers[-1]

    yield make
    for server in servers:
        server.kill()


@pytest.fixture(scope="module")
def server(make_server):
    """A running server for this module's tests."""
    server = make_server().start()
    yield server
    server.stop()


@pytest.fixture
def own_server(make_server):
    """A running server for one test alone, which may kill it."""
    server = make_server().start()
    yield server
    server.kill()


# The browser


@pytest.fixture(scope="module")
def browser():
    """Chromium, for one module: while it is open, its event loop runs in this thread, and no async code can."""
    program = services.require("chromium")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch():
    """What goes wrong in the browser fails the test, but for what `watch.allow("422")` says belongs to it."""
    watch = Watch()
    yield watch
    assert watch.complaints() == []


@pytest.fixture
def open_page(browser, watch):
    """`open_page(locale="nb-NO", color_scheme="dark")`: a page in a new window with cookies of its own; options as Playwright's new_context."""
    contexts = []

    def open_page(**options):
        context = browser.new_context(**({"locale": "en-GB", "viewport": {"width": 1280, "height": 800}} | options))
        context.set_default_timeout(15_000)
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()
