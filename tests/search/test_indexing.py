"""The index follows the truth: whatever changes a document is noted with the change, and put in soon after."""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale

from entrepreneurs.actions.profiles import change_profile
from events.models import Event, EventLanguage, EventText
from hub import timetable
from hub.models import Programme, StandardPage, Topic
from learning.models import CoursePage, LessonPage, ResourceFacet
from search import indexing, triggers
from search.documents import KINDS, Document, Kind, Watch
from search.engines import Posting, database, engine_named, engines
from search.models import Change, Edition, Entry, Lease
from search.models.changes import Busy
from search.results import PAGE
from search.searching import search
from tests.factories import UserFactory, make_course, make_event, make_post
from tests.factories.courses import make_lesson, make_programme
from tests.factories.resources import make_resource
from tests.search.conftest import ALONE
from tests.services import wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine")]


def noted() -> set[tuple[str, str]]:
    found = set(Change.objects.values_list("kind", "key"))
    Change.objects.all().delete()
    return found


@pytest.fixture
def quiet(db):
    """What was noted before is forgotten."""
    return lambda: Change.objects.all().delete()


# What is noted


def test_saving_and_bulk_changes_and_deletions_are_noted(quiet):
    event = make_event()
    key = ("event", str(event.pk))
    assert key in noted()

    Event.objects.filter(pk=event.pk).update(place="Elsewhere")
    assert noted() == {key}
    EventLanguage.objects.bulk_create([EventLanguage(event=event, language="uk")])
    assert noted() == {key}
    EventText.objects.filter(event=event).update(title="Another")
    assert noted() == {key}
    event.delete()
    assert key in noted()


def test_pages_are_noted_by_what_all_their_translations_share(site_tree, quiet):
    course = make_course(site_tree)
    lesson, key = course.lesson, ("lesson", course.lesson.translation_key.hex)
    assert key in noted()

    LessonPage.objects.filter(pk=lesson.pk).update(lead="Another")
    assert noted() == {key}
    LessonPage.objects.filter(pk=lesson.pk).update(title="Another")
    assert noted() == {key}
    lesson.delete()
    assert key in noted()


def test_new_place_in_the_tree_is_noted_of_all_that_stand_below(site_tree, quiet):
    course = make_course(site_tree)
    quiet()

    course.page.move(site_tree.homes["nb"], "last-child")

    assert noted() >= {("course", course.page.translation_key.hex), ("lesson", course.lesson.translation_key.hex)}


def test_programme_that_is_called_something_else_is_noted_of_its_lessons(site_tree, quiet):
    course = make_course(site_tree)
    quiet()

    Programme.objects.update(key="other")

    assert ("lesson", course.lesson.translation_key.hex) in noted()


def test_change_that_is_taken_back_is_not_noted(quiet):
    event = make_event()
    quiet()

    with transaction.atomic():
        Event.objects.filter(pk=event.pk).update(place="Elsewhere")
        transaction.set_rollback(True)

    assert noted() == set()


def test_what_documents_are_not_made_from_is_not_noted(quiet):
    user = UserFactory()
    quiet()

    type(user).objects.filter(pk=user.pk).update(last_login=timezone.now())

    assert noted() == set()


def test_triggers_are_put_back_as_they_were(quiet):
    triggers.take_down()
    make_event()
    assert noted() == set()

    triggers.put_up()
    triggers.put_up()

    event = make_event()
    assert ("event", str(event.pk)) in noted()


# What is put in


def test_rebuild_puts_everything_in(site_tree):
    make_course(site_tree)
    make_event()

    edition, *others = indexing.rebuild()

    assert sorted(Entry.objects.filter(edition=edition).values_list("kind", "title")) == [
        ("course", "A course"),
        ("event", "What could a closed school become?"),
        ("lesson", "Lesson 1"),
        ("programme", "MERSE"),
    ]
    assert not Change.objects.exists()
    assert list(Edition.objects.filter(is_current=True)) == list(Edition.objects.all()) == [edition, *others]
    for other, engine in zip(others, engines()[1:], strict=True):
        assert [row[:3] for row in engine.fingerprints(other)] == [row[:3] for row in database().fingerprints(edition)]


def test_changes_are_put_in_and_forgotten(index, find, django_assert_num_queries):
    index()
    event = make_event(title="A harbour")
    assert find("harbour") == []

    assert indexing.catch_up() == 2  # its host has a name, too

    assert find("harbour") == ["A harbour"]
    Event.objects.filter(pk=event.pk).update(state="draft")
    indexing.catch_up()
    assert find("harbour") == []
    with django_assert_num_queries(1):
        assert indexing.catch_up() == 0


def test_documents_take_as_many_queries_however_many_things_they_are_of(site_tree, django_assert_num_queries):
    names = ["Harbours", "Schools", "Roads"]
    topics = [Topic.objects.create(slug=name.lower(), name=name, locale=Locale.get_default()) for name in names]
    posts = [make_post(challenge=topic.slug) for topic in topics]
    programme = make_programme(site_tree)
    facts = {"lead": "A lead", "about": "About", "locale": programme.locale}
    courses = [programme.add_child(instance=CoursePage(title=topic.name, topics=[("topic", topic)], **facts)) for topic in topics]

    for kind, queries, keys in [("post", 2, [str(post.pk) for post in posts]), ("course", 3, [course.translation_key.hex for course in courses])]:
        with django_assert_num_queries(queries):
            found = KINDS[kind].documents(keys)
        assert [document.body.splitlines()[-1] for [document] in found.values()] == names


def test_what_was_found_is_told_as_it_is_now_before_it_is_put_in(index, find):
    event = make_event(title="A harbour")
    index()

    EventText.objects.filter(event=event).update(title="A renamed harbour")

    assert find("harbour") == ["A renamed harbour"]


def test_changes_before_there_is_an_index_are_no_trouble(find):
    make_event(title="A harbour")

    indexing.catch_up()

    assert search("harbour", language="en", user=AnonymousUser()).total == 0
    indexing.make_ready()
    assert find("harbour") == ["A harbour"]


def test_index_of_an_earlier_version_is_filled_anew(index):
    old = index()
    Edition.objects.update(version="earlier")

    indexing.make_ready()

    editions = list(Edition.objects.all())
    assert [(edition.version, edition.is_current) for edition in editions] == [(engine.version, True) for engine in engines()]
    assert old not in editions
    indexing.make_ready()
    assert list(Edition.objects.all()) == editions


def test_edition_that_nobody_finished_goes_with_the_next_one(index):
    index()
    left = [indexing.begin(engine) for engine in engines()]
    Edition.objects.filter(pk__in=[edition.pk for edition in left]).update(made_at=timezone.now() - timedelta(days=2))

    editions = indexing.rebuild()

    assert list(Edition.objects.all()) == editions


def test_earlier_rebuild_that_ends_later_gives_way(index):
    slow = [indexing.begin(engine) for engine in engines()]
    quick = indexing.rebuild()

    assert [indexing.take_over(edition) for edition in slow] == [False] * len(slow)

    assert list(Edition.objects.values_list("pk", "is_current")) == [(edition.pk, True) for edition in quick]


@pytest.mark.parametrize("each_engine", [ALONE], indirect=True)
def test_edition_that_goes_while_somebody_reads_is_no_gap(index, find, monkeypatch):
    make_event(title="A harbour")
    index()
    tables, gone = import_module("search.engines.database"), []  # a function there is called like it
    read = tables.versions_of
    monkeypatch.setattr(indexing, "GRACE", 0)

    def slow(edition, things):
        if not gone:
            gone.extend(indexing.rebuild())
        return read(edition, things)

    monkeypatch.setattr(tables, "versions_of", slow)

    assert find("harbour") == ["A harbour"]
    assert gone


# Commands


def said(command: str) -> list[str]:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().splitlines()


def test_rebuild_tells_how_far_it_is_and_how_much_it_was():
    make_event()
    make_event()

    assert said("search_rebuild") == ["  event: 2", *(f"2 documents are in the index of {engine.name}." for engine in engines())]


def test_reconcile_finds_and_mends_drift(index, find):
    missing, stale, _kept = (make_event(title=f"A harbour {number}") for number in range(3))
    index()
    ghost = Posting.of(Document("event", "999", "en", "999", "A ghost", "", ""))
    [other] = indexing.postings([("event", str(stale.pk))]).values()
    wrong = {("event", str(missing.pk)): [], ("event", str(stale.pk)): [replace(other[0], document=replace(other[0].document, title="Before"))]}
    for edition in Edition.objects.all():
        engine_named(edition.engine).put(edition, wrong | {("event", "999"): [ghost]})

    mended = [f"  event {missing.pk}", f"  event {stale.pk}", "  event 999", "  3 were wrong, and are mended."]
    assert said("search_reconcile") == [line for engine in engines() for line in [f"{engine.name}:", *mended]]

    assert sorted(find("harbour")) == [f"A harbour {number}" for number in range(3)]
    assert said("search_reconcile") == [line for engine in engines() for line in [f"{engine.name}:", "  The index is as it should be."]]


def test_what_waits_to_be_put_in_is_no_drift(index):
    event = make_event()
    index()

    EventText.objects.filter(event=event).update(title="Another")

    assert [indexing.reconcile(engine) for engine in engines()] == [[]] * len(engines())


# One at a time


def test_lease_is_waited_for_and_runs_out():
    with Lease.held():
        with pytest.raises(Busy), Lease.held(patience=0.05):
            pass
        Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
        with Lease.held(patience=0.05):
            pass
    with Lease.held(patience=0.05):
        pass


# While others write and search


class Workers:
    """Threads that do something again and again until it is enough; what fails in one is in `trouble`."""

    def __init__(self, *works):
        self.stopping, self.trouble = threading.Event(), []
        self.threads = [threading.Thread(target=self.work, args=(do,)) for do in works]

    def work(self, do) -> None:
        number = 0
        try:
            while not self.stopping.is_set():
                do(number)
                number += 1
        except Exception as error:  # whatever it is, the test says so
            self.trouble.append(repr(error))
        finally:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stopping.set()
        for thread in self.threads:
            thread.join(30)


MANY = 10_000


def many_events() -> list[Event]:
    """Copies of one, with their titles, put into the index."""
    one = make_event(title="Harbour meeting")
    facts = {field.attname: getattr(one, field.attname) for field in Event._meta.concrete_fields if field.attname not in ("id", "key")}
    made = Event.objects.bulk_create([Event(**facts) for _number in range(MANY)], batch_size=1000)
    EventText.objects.bulk_create([EventText(event=event, language="en", title=f"Harbour meeting {event.pk}") for event in made], batch_size=1000)
    EventLanguage.objects.bulk_create([EventLanguage(event=event, language="en") for event in made], batch_size=1000)
    Change.objects.all().delete()  # for all of them are put in now
    indexing.rebuild()
    return made


@pytest.mark.django_db(transaction=True)
def test_rebuild_while_a_writer_writes_and_a_reader_searches(site_tree, each_engine):
    course = make_course(site_tree)
    events = many_events()
    seen = []

    def write(number):
        EventText.objects.filter(event=events[number % MANY]).update(title=f"Harbour meeting, changed {number}")
        if number % 5 == 0:
            make_lesson(course.page, number=number + 10)
        if number % 7 == 0:
            Event.objects.filter(pk=events[number % 5].pk).update(state="draft" if number % 2 else "published")
        time.sleep(0.01)

    def read(_number):
        results = search("harbour", language="en", user=AnonymousUser())
        seen.append((results.total, len(results.hits)))
        time.sleep(0.02)

    def follow(_number):
        indexing.catch_up()
        time.sleep(0.05)

    with Workers(write, read, follow) as workers:
        indexing.rebuild()

    indexing.catch_up()
    assert workers.trouble == []
    assert min(total for total, _shown in seen) >= MANY - 5  # never a gap: only those that are drafts just now
    assert {shown for _total, shown in seen} == {PAGE}
    assert [indexing.reconcile(engine) for engine in engines()] == [[]] * len(engines())
    assert Edition.objects.count() == len(engines())


# Within five seconds


@pytest.mark.django_db(transaction=True)
def test_timetable_puts_changes_in_within_seconds(monkeypatch):
    monkeypatch.setattr(timetable, "entries", {})
    monkeypatch.setattr(timetable, "watched", {"search_index": indexing.catch_up})
    indexing.rebuild()
    stopping = threading.Event()
    running = threading.Thread(target=timetable.run_forever, kwargs={"stopping": stopping})
    running.start()
    try:
        make_event(title="A harbour")
        wait_for(lambda: search("harbour", language="en", user=AnonymousUser()).total, seconds=5, what="the index")
    finally:
        stopping.set()
        running.join(20)


# A further kind


def test_further_kind_takes_one_class(site_tree, find, monkeypatch):
    class Privacy(Kind):
        name, label, one = "words", "Words", "Word"
        watched = (Watch(ResourceFacet),)

        def indexed(self):
            return ResourceFacet.objects.all()

        def tell(self, row):
            yield Document(self.name, str(row.pk), "en", str(row.pk), f"The word {row.value}", "", f"words/{row.pk}/")

    try:
        triggers.put_up()
        indexing.rebuild()
        resource = make_resource(facets=(("topic", "wombats"),))

        assert indexing.catch_up() == 3  # asked as a resource and as a method as well
        assert find("wombats") == ["The word wombats"]
        resource.delete()
        assert find("wombats") == []
        indexing.catch_up()
        assert not Entry.objects.exists()
    finally:
        del Kind.all["words"]
        triggers.put_up()


def test_every_kind_names_what_it_is_made_from_and_what_it_is_called():
    for kind in KINDS.values():
        assert kind.label
        assert kind.one
        assert list(kind.watched)
        assert kind.indexed().count() == 0 or kind.all_keys()


def test_plain_page_is_told_with_its_words(site_tree, find, index):
    page = StandardPage(
        title="House rules", slug="rules", body=[{"type": "text", "value": "<p>Wipe your <b>boots</b>.</p>"}], locale=site_tree.locales["en"]
    )
    site_tree.home.add_child(instance=page)
    change_profile(UserFactory(name="Ada"), visibility="everyone", is_adult=True, about="Boots and all")
    index()

    assert sorted(find("boots")) == ["Ada", "House rules"]
