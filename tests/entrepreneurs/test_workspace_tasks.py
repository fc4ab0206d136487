"""Tasks of partners: whose, by when, done in one press, and reminded of three times."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrepreneurs.actions import tasks as actions
from entrepreneurs.actions.accounts import erase
from entrepreneurs.actions.silences import silence
from entrepreneurs.models import Membership, PartnerTask
from hub import timetable
from hub.models import Notice, Organisation
from hub.notices.kinds import tell
from hub.privacy import Person
from tests.factories import UserFactory, make_partner, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def ada(workspace, client):
    ada = make_partner(workspace, name="A partner", role="lead")
    client.force_login(ada)
    return ada


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def set_task(workspace, by, *, days: int = 30, **facts) -> PartnerTask:
    return actions.set_task(workspace, by=by, **({"what": "Write the report", "due": in_days(days), "language": "en"} | facts))


def unread(user) -> list[str]:
    """The notices that wait, as they are told."""
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user, kind="task_due", read_at=None)).values()]


def test_task_is_set_for_a_person_and_for_an_organisation(client, workspace, ada):
    for who in (f"person:{ada.pk}", f"organisation:{Organisation.objects.get().pk}", ""):
        form = {"what": f"Write {who}", "who": who, "due": in_days(3).isoformat(), "note": "", "language": "en"}
        assert client.post("/en/workspaces/across/tasks/new/", form).status_code == 302

    made = PartnerTask.objects.order_by("pk").values_list("person", "organisation__name", "made_by")
    assert list(made) == [(ada.pk, None, ada.pk), (None, "A partner", ada.pk), (None, None, ada.pk)]


def test_task_is_for_nobody_who_is_not_in_it(client, workspace, ada):
    form = {"what": "Write", "who": f"person:{UserFactory().pk}", "due": in_days(3).isoformat(), "note": "", "language": "en"}

    assert client.post("/en/workspaces/across/tasks/new/", form).status_code == 422
    assert not PartnerTask.objects.exists()


def test_ones_own_stand_first_and_then_by_day(client, workspace, ada):
    bo = make_partner(workspace, name="Another")
    set_task(workspace, ada, what="Theirs, soon", person=bo, days=1)
    set_task(workspace, ada, what="My organisation's", organisation=Organisation.objects.get(name="A partner"), days=9)
    set_task(workspace, ada, what="Mine", person=ada, days=5)

    tasks = client.get("/en/workspaces/across/tasks/").context["tasks"]

    assert [(task.what, task.is_mine) for task in tasks] == [("Mine", True), ("My organisation's", True), ("Theirs, soon", False)]


def test_overdue_is_said_in_words(client, workspace, ada):
    set_task(workspace, ada, days=-2, person=ada)
    set_task(workspace, ada, days=0, person=ada)

    assert client.get("/en/workspaces/across/tasks/").text.count("Overdue since") == 1


def test_done_in_one_press_and_back_again(client, workspace, ada):
    task = set_task(workspace, ada, person=ada)

    response = client.post(f"{task.get_absolute_url()}done/", follow=True)

    task.refresh_from_db()
    assert task.state == "done"
    assert "Done: Write the report" in response.text
    assert client.get(f"{task.get_absolute_url()}done/").status_code == 405
    form = {"what": task.what, "who": "", "due": task.due.isoformat(), "state": "open", "note": "", "language": "en"}
    assert client.post(task.get_absolute_url(), form).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.person) == ("open", None)


@pytest.mark.parametrize(
    ("days", "reminded"),
    [(8, 0), (7, 1), (6, 1), (1, 1), (0, 2), (-1, 3), (-9, 3)],
)
def test_reminder_is_that_of_the_day(workspace, ada, days, reminded):
    task = set_task(workspace, ada, person=ada)

    actions.remind(task.due - timedelta(days=days))

    task.refresh_from_db()
    assert task.reminded == reminded
    assert Notice.objects.filter(recipient=ada, kind="task_due").count() == (1 if reminded else 0)


def test_reminded_a_week_before_on_the_day_and_once_when_it_is_past(workspace, ada, django_capture_on_commit_callbacks):
    task = set_task(workspace, ada, person=ada)
    reminded = []

    for day in range(-10, 12):
        Notice.objects.update(mailed_at=timezone.now())
        actions.remind(task.due + timedelta(days=day))
        reminded += [day] * Notice.objects.filter(mailed_at=None, read_at=None).count()

    assert reminded == [-7, 0, 1]


def test_what_is_near_when_it_is_set_is_no_news(workspace, ada):
    task = set_task(workspace, ada, person=ada, days=3)

    actions.remind(in_days(1))
    assert not Notice.objects.exists()
    actions.remind(task.due)
    assert Notice.objects.count() == 1


def test_organisation_s_task_reminds_those_who_write_in_its_name(workspace, ada):
    make_partner(workspace, name="A partner", role="member")
    editor = make_partner(workspace, name="A partner", role="editor")
    make_partner(workspace, name="Another", role="lead")
    task = set_task(workspace, ada, organisation=Organisation.objects.get(name="A partner"))

    actions.remind(task.due)

    assert set(Notice.objects.values_list("recipient", flat=True)) == {ada.pk, editor.pk}


@pytest.mark.parametrize("change", [{"state": "done"}, {"state": "dropped"}, {"due": in_days(60)}, {"person": None}])
def test_reminder_is_taken_back_by_what_has_come_of_it(workspace, ada, change):
    task = set_task(workspace, ada, person=ada)
    actions.remind(task.due)
    assert unread(ada)

    actions.change_task(task, by=ada, **change)

    assert unread(ada) == []


def test_another_day_is_reminded_of_anew(workspace, ada):
    task = set_task(workspace, ada, person=ada)
    actions.remind(task.due)

    task = actions.change_task(task, by=ada, due=in_days(60))
    actions.remind(in_days(60))

    task.refresh_from_db()
    assert task.reminded == PartnerTask.Reminder.DAY


def test_reminder_says_when_and_nothing_of_what_it_is(workspace, ada):
    task = set_task(workspace, ada, person=ada, days=9)
    actions.remind(task.due)

    [said] = unread(ada)

    assert said.startswith("ACROSS: a task of yours is due on ")
    assert "Write the report" not in said


def test_whoever_has_left_is_told_nothing(client, workspace, ada):
    task = set_task(workspace, ada, person=ada)
    actions.remind(task.due)

    Membership.objects.filter(user=ada).delete()

    assert unread(ada) == []
    client.force_login(make_partner(workspace, name="Another"))
    assert "is not in this workspace any more" in client.get("/en/workspaces/across/tasks/").text


def test_timetable_reminds(workspace, ada):
    set_task(workspace, ada, person=ada)
    PartnerTask.objects.update(due=in_days(7))

    timetable.run_due()

    assert len(unread(ada)) == 1


def test_whose_account_is_erased_leaves_the_task_without_a_name(workspace, ada):
    bo = make_partner(workspace, name="Another")
    mine, theirs = set_task(workspace, bo, person=ada), set_task(workspace, ada, person=bo)

    erase(Person(user=ada))

    assert list(PartnerTask.objects.filter(pk__in=[mine.pk, theirs.pk]).order_by("pk").values_list("person", "made_by", "what")) == [
        (None, bo.pk, "Write the report"),
        (bo.pk, None, "Write the report"),
    ]


def test_whom_moderators_have_stopped_from_writing_reads_and_writes_nothing(client, workspace, ada):
    task = set_task(workspace, ada, person=ada)
    silence(ada, until=None)

    form = {"what": "Write", "who": "", "due": in_days(3).isoformat(), "note": "", "language": "en"}
    refused = [client.post("/en/workspaces/across/tasks/new/", form), client.post(f"{task.get_absolute_url()}done/")]

    assert [(answer.status_code, "Moderators have stopped you" in answer.text) for answer in refused] == [(422, True), (409, True)]
    assert client.get("/en/workspaces/across/tasks/").status_code == 200
    assert list(PartnerTask.objects.values_list("state", flat=True)) == ["open"]
