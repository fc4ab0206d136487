"""Everything about a person is declared, handed to them alone, and erased without a trace."""

import json
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test.utils import isolate_apps
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision

from entrepreneurs.archive import pack
from events.models import Guest
from hub import privacy
from hub.models import Letter, StandardPage, TimetableEntry
from hub.privacy.declarations import without
from hub.privacy.registry import _nothing_personal
from learning.models import Enrolment, Learner
from tests.factories import UserFactory
from tests.hub.everything import make_event_guest_with_everything, make_guest_with_everything, make_user_with_everything

pytestmark = pytest.mark.django_db


# Every model is declared


def test_every_model_that_may_touch_a_person_is_declared():
    assert privacy.undeclared() == {}


def test_every_holding_says_why_on_what_ground_and_how_long():
    silent = [holding.model for holding in privacy.holdings() if not (holding.purpose and holding.basis and holding.retention)]

    assert silent == []
    assert len(privacy.holdings()) > 30


def test_every_declaration_of_nothing_has_a_reason():
    assert [label for label, reason in _nothing_personal.items() if len(reason) < 20] == []


def new_model(name: str, **fields):
    """A model that somebody has just written."""
    return type(name, (models.Model,), fields | {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "hub"})})


def key_to(model):
    return models.ForeignKey(model, on_delete=models.CASCADE)


@isolate_apps("hub")
def test_new_model_that_touches_a_person_fails_until_it_is_declared():
    new = [
        new_model("Note", author=key_to(get_user_model())),
        new_model("Mark", letter=key_to(Letter)),
        new_model("Step", enrolment=models.OneToOneField(Enrolment, on_delete=models.CASCADE)),
        new_model("Club", members=models.ManyToManyField(get_user_model())),
        new_model("Trace", kind=key_to(ContentType), key=models.PositiveIntegerField(), about=GenericForeignKey("kind", "key")),
        new_model("Story", text=models.TextField()),
        new_model("Counter", number=models.IntegerField(), size=models.CharField(max_length=1, choices=[("s", "small")])),
    ]

    assert privacy.undeclared(new) == {
        "hub.Note": "author points at entrepreneurs.User",
        "hub.Mark": "letter points at hub.Letter",
        "hub.Step": "enrolment points at learning.Enrolment",
        "hub.Club": "members points at entrepreneurs.User",
        "hub.Trace": "about may point at anything",
        "hub.Story": "text takes text",
    }


@isolate_apps("hub")
def test_model_that_points_at_a_person_cannot_be_declared_to_hold_nothing(monkeypatch):
    note, story = new_model("Note", author=key_to(get_user_model())), new_model("Story", text=models.TextField())
    monkeypatch.setitem(_nothing_personal, "hub.Note", "It only says who wrote it")
    monkeypatch.setitem(_nothing_personal, "hub.Story", "It is made up, and about nobody")

    assert list(privacy.undeclared([note, story])) == ["hub.Note"]


# The canary: a word in every field


def written_in_tables(words: set[str]) -> set[str]:
    """Those of the words that stand in any column of any table, sessions opened."""
    text = [str(Session.objects.count()), *(str(session.get_decoded()) for session in Session.objects.all())]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text += [str(row) for row in cursor.fetchall()]
    everything = "\n".join(text).lower()
    return {word for word in words if word in everything}


def written_in_files(words: set[str]) -> set[str]:
    """Those of the words that stand in the name or the content of a file under MEDIA_ROOT."""
    files = [path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    everything = "\n".join(str(path) + path.read_bytes().decode(errors="ignore") for path in files)
    return {word for word in words if word in everything}


def handed_out(person) -> str:
    held, files = privacy.export(person)
    return json.dumps(held) + "".join(name + read(file) for name, file in files.items())


def read(file) -> str:
    with file.open("rb") as stored:
        return stored.read().decode(errors="ignore")


@pytest.fixture
def ada(site_tree):
    return make_user_with_everything(site_tree)


@pytest.fixture
def others(site_tree):
    """Somebody else, of whom there is as much to leak: a user and a guest."""
    return [make_user_with_everything(site_tree), make_guest_with_everything()]


def words_of(people) -> set[str]:
    return {word for everything in people for word in everything.words.values()}


def test_canary_is_in_every_model_that_is_registered(ada):
    assert set(ada.rows) | {Guest} == {holding.model for holding in privacy.holdings()}
    assert [holding.model for holding in privacy.holdings() if not holding.of(ada.person).exists()] == [Guest]
    words = set(ada.words.values())
    assert written_in_tables(words) | written_in_files(words) == words


def test_export_holds_every_word_of_the_person_and_nobody_elses(ada, others):
    handed = handed_out(ada.person)

    assert {word for word in ada.shown() if word not in handed} == set()
    assert {word for word in words_of(others) if word in handed} == set()


def test_export_hands_out_no_secret(ada):
    handed = handed_out(ada.person)

    assert len(ada.withheld()) > 3
    assert {word for word in ada.withheld() if word in handed} == set()


@pytest.mark.parametrize("make", [make_guest_with_everything, make_event_guest_with_everything])
def test_guest_export_holds_every_word_of_the_guest_and_nobody_elses(ada, others, make):
    guest = make()

    handed = handed_out(guest.person)

    assert {word for word in guest.shown() if word not in handed} == set()
    assert {word for word in words_of([ada, *others]) if word in handed} == set()


def test_erasure_leaves_no_word_of_the_person_and_every_word_of_others(ada, others, caplog, django_capture_on_commit_callbacks):
    theirs = words_of(others)
    before = (written_in_tables(theirs), written_in_files(theirs))
    caplog.set_level(logging.DEBUG)

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(ada.person)

    words = set(ada.words.values())
    assert written_in_tables(words) == set()
    assert written_in_files(words) == set()
    assert {word for word in words if word in caplog.text} == set()
    assert [holding.model for holding in privacy.holdings() if holding.of(ada.person).exists()] == []
    assert (written_in_tables(theirs), written_in_files(theirs)) == before
    assert len(before[1]) > 0


@pytest.mark.parametrize("make", [make_guest_with_everything, make_event_guest_with_everything])
def test_guest_erasure_leaves_no_word_of_the_guest_and_every_word_of_others(others, make):
    guest = make()
    theirs = words_of(others)
    before = written_in_tables(theirs)

    privacy.erase(guest.person)

    assert written_in_tables(set(guest.words.values())) == set()
    assert written_in_tables(theirs) == before


def test_erasure_needs_no_files_gone_when_it_fails(ada, monkeypatch, django_capture_on_commit_callbacks):
    """What is not committed erases nothing, files included."""
    before = (written_in_tables(set(ada.words.values())), written_in_files(set(ada.words.values())))

    def fail(rows, person):
        raise RuntimeError

    last = privacy.holdings()[-1]
    monkeypatch.setitem(privacy.registry._holdings, last.model, replace(last, erase=fail))
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        privacy.erase(ada.person)

    assert (written_in_tables(set(ada.words.values())), written_in_files(set(ada.words.values()))) == before


# Content stays, without the person


def test_content_stays_without_its_editor(ada):
    page = StandardPage.objects.get(pk=ada.rows[Page].pk)

    privacy.erase(ada.person)

    page.refresh_from_db()
    revision = Revision.objects.get(pk=ada.rows[Revision].pk)
    entry = PageLogEntry.objects.get(pk=ada.rows[PageLogEntry].pk)
    assert (page.title, page.owner, page.locked_by) == ("A page", None, None)
    assert (revision.user, revision.content) == (None, {"owner": None, "locked_by": None, "wagtail_admin_comments": []})
    assert (entry.user_id, entry.action, entry.label, entry.data) == (None, "wagtail.edit", "A page", {})


def test_what_others_did_to_the_account_goes_with_it(ada):
    admin, user = UserFactory(), ada.person.user
    about = ContentType.objects.get_for_model(user)
    ModelLogEntry.objects.log_action(user, "wagtail.edit", user=admin, title="Ada Lovelace")
    ModelLogEntry.objects.log_action(admin, "wagtail.edit", user=admin, title="Somebody else")

    privacy.erase(ada.person)

    assert list(ModelLogEntry.objects.filter(content_type=about).values_list("label", flat=True)) == ["Somebody else"]


def test_comments_of_others_stay_in_what_is_written_down():
    written = {
        "title": "A page",
        "owner": 8,
        "wagtail_admin_comments": [
            {"user": 7, "text": "mine", "resolved_by": None, "replies": [{"user": 8, "text": "to mine"}]},
            {"user": 8, "text": "theirs", "resolved_by": 7, "replies": [{"user": 7, "text": "mine"}, {"user": 9, "text": "another's"}]},
        ],
    }

    assert without(written, key=7) == {
        "title": "A page",
        "owner": 8,
        "wagtail_admin_comments": [{"user": 8, "text": "theirs", "resolved_by": None, "replies": [{"user": 9, "text": "another's"}]}],
    }


def test_real_comments_go_from_real_revisions(site_tree):
    ada, bo = UserFactory(), UserFactory()
    page = site_tree.home.add_child(instance=StandardPage(title="About", slug="about", owner=ada))
    page.wagtail_admin_comments.add(Comment(user=ada, text="the word of Ada", contentpath="title"))
    page.wagtail_admin_comments.add(Comment(user=bo, text="the word of Bo", contentpath="title"))
    page.save_revision(user=bo).publish()
    CommentReply.objects.create(comment=Comment.objects.get(user=bo), user=ada, text="the answer of Ada")
    StandardPage.objects.get(pk=page.pk).save_revision(user=bo)
    words = {"the word of ada", "the answer of ada", "the word of bo"}
    before = written_in_tables(words)

    privacy.erase(privacy.Person(user=ada))

    assert before == words
    assert written_in_tables(words) == {"the word of bo"}


# What is handed out


def test_other_people_are_not_named_in_what_is_handed_out(site_tree):
    ada, bo = UserFactory(), UserFactory(name="Bo Secret", email="bo@example.org")
    page = site_tree.home.add_child(instance=StandardPage(title="About", slug="about", owner=bo))
    Comment.objects.create(page=page, user=ada, text="Look here", contentpath="title", resolved_by=bo)

    handed = handed_out(privacy.Person(user=ada))

    assert "Look here" in handed
    assert "somebody else" in handed
    assert re.search("Bo Secret|bo@example", handed) is None


def test_page_to_take_home_says_purpose_ground_and_term(ada):
    page = pack(ada.person)

    assert page[:2] == b"PK"
    held, _files = privacy.export(ada.person)
    letter = next(holding for holding in held if holding["model"] == "hub.letter")
    assert letter["purpose"] == "So that you can read here what we sent you by mail"
    assert [item["label"] for item in letter["rows"][0]][:3] == ["ID", "Recipient", "Subject"]
    assert letter["rows"][0][1]["value"] == "you"


def test_nobody_is_handed_nothing():
    TimetableEntry.objects.all().delete()

    assert privacy.export(privacy.Person()) == ([], {})


def test_person_behind_a_request_is_the_user_before_the_guest(rf, client):
    ada = UserFactory()
    Learner.objects.create(token_hash="x")
    client.force_login(ada)

    request = client.get("/en/me/").wsgi_request

    assert privacy.person_behind(request) == privacy.Person(user=ada)
