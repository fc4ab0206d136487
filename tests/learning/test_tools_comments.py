"""What is said of tools: to all who may read them, told to whom it concerns, taken back by whoever said it."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from entrepreneurs import reportable
from entrepreneurs.actions import moderation, reports
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Block, Report
from hub.models import Notice
from hub.notices.kinds import tell
from learning.actions.shares import comment, share
from learning.actions.tools import Written, save_sheet
from learning.models import SheetComment
from tests.factories import UserFactory, befriend
from tests.factories.tools import BUDGET, make_budget

pytestmark = pytest.mark.django_db

COMMENT = {"section": "sales", "body": "Is it enough in February?", "language": "en"}


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bo(ada):
    person = UserFactory(name="Bo")
    befriend(ada, person)
    Notice.objects.all().delete()
    return person


@pytest.fixture
def sheet(ada):
    return make_budget(ada)


def give(sheet, user):
    return share(sheet, by=sheet.owner.user, whom=f"person:{user.pk}", can_edit=False)


def news(user) -> list[str]:
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def test_comment_is_told_to_the_owner_and_to_those_who_commented_before(ada, bo, sheet, client):
    cem = UserFactory(name="Cem")
    befriend(ada, cem)
    for user in (bo, cem):
        give(sheet, user)
    Notice.objects.all().delete()
    client.force_login(bo)
    client.post(f"/en/learn/sheets/{sheet.pk}/comments/", COMMENT)

    assert news(ada) == ["There are new comments on a tool: A year at Tråden"]
    assert (news(bo), news(cem)) == ([], [])
    comment(sheet, by=ada, **COMMENT | {"section": ""})
    assert news(bo) == ["There are new comments on a tool: A year at Tråden"]
    client.force_login(ada)
    page = client.get(sheet.get_absolute_url()).text
    assert "Is it enough in February?" in page
    assert ">1 comment<" in page
    assert news(ada) == []


def test_comment_is_plain_text_and_one_however_often_it_is_sent(ada, sheet, client):
    client.force_login(ada)
    sent = COMMENT | {"body": "<b>Bold</b>", "client_id": "0b8a7a52-6f3e-4f6e-9d0b-2a3c4d5e6f70"}
    for _time in range(2):
        client.post(f"/en/learn/sheets/{sheet.pk}/comments/", sent)

    assert SheetComment.objects.get().body == "<b>Bold</b>"
    assert "&lt;b&gt;Bold&lt;/b&gt;" in client.get(sheet.get_absolute_url()).text


def test_comment_is_taken_back_by_its_author_or_removed_by_the_owner_and_nobody_else(ada, bo, sheet, client):
    cem = UserFactory(name="Cem")
    befriend(ada, cem)
    give(sheet, bo)
    give(sheet, cem)
    first, second = comment(sheet, by=bo, **COMMENT), comment(sheet, by=bo, **COMMENT)
    client.force_login(cem)
    assert client.post(f"/en/learn/sheets/{sheet.pk}/comments/{first.pk}/").status_code == 404
    client.force_login(bo)
    client.post(f"/en/learn/sheets/{sheet.pk}/comments/{first.pk}/")
    assert list(SheetComment.objects.all()) == [second]
    client.force_login(ada)
    client.post(f"/en/learn/sheets/{sheet.pk}/comments/{second.pk}/")

    assert not SheetComment.objects.exists()
    assert "There are new comments" not in " ".join(news(ada))


def test_empty_comment_is_given_back(ada, sheet, client):
    client.force_login(ada)

    response = client.post(f"/en/learn/sheets/{sheet.pk}/comments/", COMMENT | {"body": " "})

    assert response.status_code == 422
    assert not SheetComment.objects.exists()


def test_whoever_is_stopped_from_writing_neither_shares_nor_comments(ada, bo, sheet):
    silence(ada, until=None)

    with pytest.raises(Silenced):
        give(sheet, bo)
    with pytest.raises(Silenced):
        comment(sheet, by=ada, **COMMENT)


def test_whoever_is_stopped_from_writing_goes_on_with_what_nobody_else_reads(ada, bo, sheet):
    theirs = make_budget(bo)
    theirs.shares.create(user=ada, can_edit=True)
    silence(ada, until=None)
    assert save_sheet(sheet, by=sheet.owner, written=Written("Mine", BUDGET, "en", 1)).title == "Mine"
    sheet.shares.create(user=bo)

    for shown, by in ((sheet, sheet.owner), (theirs, sheet.owner)):
        with pytest.raises(Silenced):
            save_sheet(shown, by=by, written=Written("To others", BUDGET, "en", 2 if shown == sheet else 1))


# Reporting


@pytest.fixture
def moderator():
    user = UserFactory(name="Mona")
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def test_comment_is_reported_by_whoever_reads_it_and_moderators_see_it_alone(ada, bo, sheet, moderator, client):
    give(sheet, bo)
    said = comment(sheet, by=bo, **COMMENT | {"body": "You are a fool"})
    comment(sheet, by=bo, **COMMENT)
    client.force_login(ada)
    address = f"/en/me/reports/comment/{said.pk}/"
    assert address in client.get(sheet.get_absolute_url()).text
    assert "You are a fool" in client.get(address).text
    assert client.post(address, {"text": "No reason"}).status_code == 422

    assert client.post(address, {"reason": "harassing", "text": "", "blocks": "on"})["Location"] == "/en/me/reports/"

    report = Report.objects.get()
    assert (report.reporter, report.person, report.about) == (ada, bo, f"comment:{said.pk}")
    assert Block.objects.get().blocked == bo
    assert "You are a fool" not in client.get(sheet.get_absolute_url()).text  # of whom one has blocked, one reads nothing
    assert "What Bo wrote" in client.get("/en/me/reports/").text
    client.force_login(moderator)
    page = client.get(f"/en/moderation/{report.pk}/").text
    assert "You are a fool" in page
    assert "Is it enough" not in page
    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_moderator_removes_a_comment_for_everybody_and_its_author_is_told(ada, bo, sheet, moderator, django_capture_on_commit_callbacks):
    give(sheet, bo)
    said, other = comment(sheet, by=bo, **COMMENT), comment(sheet, by=bo, **COMMENT)
    report = report_of(said, by=ada)

    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide(report, by=moderator, kind="remove", reason="Unkind.", closes=True)

    assert list(SheetComment.objects.all()) == [other]
    assert {letter.to[0] for letter in mail.outbox} == {ada.email, bo.email}
    assert [quote.body for quote in report.quotes.all()] == [COMMENT["body"]]


def test_comment_taken_back_meanwhile_is_kept_for_moderators_and_not_removed_again(ada, bo, sheet, moderator):
    give(sheet, bo)
    report = report_of(said := comment(sheet, by=bo, **COMMENT), by=ada)
    assert "remove" in moderation.possible(report)
    said.delete()

    assert "remove" not in moderation.possible(report)
    with pytest.raises(moderation.NotPossible):
        moderation.decide(report, by=moderator, kind="remove", reason="Unkind.")
    assert report.quotes.get().body == COMMENT["body"]


def report_of(said, *, by) -> Report:
    facts = {"reason": "harassing", "text": "", "language": "en", "blocks": False}
    return reports.report_said(said, kind=reportable.kind_named("comment"), reporter=by, **facts)


def test_same_comment_is_reported_once_and_another_again(ada, bo, sheet):
    give(sheet, bo)
    first, second = comment(sheet, by=bo, **COMMENT), comment(sheet, by=bo, **COMMENT)

    assert report_of(first, by=ada) == report_of(first, by=ada) != report_of(second, by=ada)
    assert Report.objects.count() == 2


def test_nobody_reports_what_they_said_or_do_not_read(ada, bo, sheet, client):
    shared = give(sheet, bo)
    mine, theirs = comment(sheet, by=ada, **COMMENT), comment(sheet, by=bo, **COMMENT)
    client.force_login(ada)
    assert client.get(f"/en/me/reports/comment/{mine.pk}/").status_code == 404
    assert client.get(f"/en/me/reports/nothing/{theirs.pk}/").status_code == 404
    with pytest.raises(reports.CannotBeReported):
        report_of(mine, by=ada)

    shared.delete()
    client.force_login(bo)
    assert client.get(f"/en/me/reports/comment/{mine.pk}/").status_code == 404
    assert not Report.objects.exists()
