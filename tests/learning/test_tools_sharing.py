"""Sharing tools: with whom, for how long, who is told."""

import pytest
from django.contrib.auth.models import Group

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.models import User
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from learning.actions.shares import NoAccount, OutOfReach, comment, share, take_back
from learning.actions.tools import Written, save_sheet
from learning.models import Share, Sheet, SheetComment, SheetVersion
from tests.factories import UserFactory, befriend, make_guest
from tests.factories.tools import BUDGET, learner_of, make_budget

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


def give(sheet, user, *, can_edit=False) -> Share:
    return share(sheet, by=sheet.owner.user, whom=f"person:{user.pk}", can_edit=can_edit)


def news(user) -> list[str]:
    return [told.text for told in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def readers(sheet) -> set[User]:
    return {user for user in User.objects.all() if Sheet.objects.visible_to(user).filter(pk=sheet.pk).exists()}


def adviser(**facts) -> User:
    user = UserFactory(name="Olena")
    user.groups.add(Group.objects.get(name="Adviser"))
    change_profile(user, is_adult=True, visibility="members", **facts)
    return user


# With whom


def test_sheet_is_seen_by_its_owner_alone(ada, bo, sheet, client):
    assert readers(sheet) == {ada}
    client.force_login(bo)
    for name in ("", "versions/", "versions/1/", "share/", "tool.pdf", "tool.xlsx"):
        assert client.get(f"/en/learn/sheets/{sheet.pk}/{name}").status_code == 404
    assert client.post(f"/en/learn/sheets/{sheet.pk}/comments/", COMMENT).status_code == 404


def test_whoever_it_is_shared_with_reads_it_and_does_not_change_it(ada, bo, sheet, client):
    give(sheet, bo)
    client.force_login(bo)

    page = client.get(sheet.get_absolute_url()).text
    assert "24,000" in page
    assert 'name="sales-0-price"' not in page
    assert client.post(sheet.get_absolute_url(), {"title": "Mine", "sales-0-price": "1"}).status_code == 404
    assert client.post(f"/en/learn/sheets/{sheet.pk}/versions/1/").status_code == 404
    assert client.get(f"/en/learn/sheets/{sheet.pk}/share/").status_code == 404
    assert client.post(f"/en/learn/sheets/{sheet.pk}/delete/").status_code == 404


def test_whoever_may_edit_changes_it_under_their_own_name(ada, bo, sheet, client):
    give(sheet, bo, can_edit=True)
    client.force_login(bo)
    client.post(sheet.get_absolute_url(), {"title": "Together", "sales-0-price": "10", "seen": 1})

    sheet.refresh_from_db()
    assert (sheet.title, sheet.owner.user) == ("Together", ada)
    assert sheet.versions.first().by.user == bo


def test_shared_is_told_once_and_found(ada, bo, sheet, client):
    give(sheet, bo)
    give(sheet, bo, can_edit=True)

    assert news(bo) == ["Ada has shared a tool with you: A year at Tråden"]
    assert Share.objects.get().can_edit
    client.force_login(bo)
    assert "A year at Tråden" in client.get("/en/learn/tools/").text
    client.get(sheet.get_absolute_url())
    assert news(bo) == []


def test_taken_back_is_gone_at_once(ada, bo, sheet, client):
    given = give(sheet, bo, can_edit=True)
    client.force_login(bo)
    assert client.get(sheet.get_absolute_url()).status_code == 200
    take_back(given)

    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert client.post(sheet.get_absolute_url(), {"title": "Mine", "sales-0-price": "1"}).status_code == 404
    assert news(bo) == []


def test_group_reads_as_long_as_both_are_in_it(ada, bo, sheet):
    cem = UserFactory(name="Cem")
    befriend(ada, cem)
    group = start_group(ada, title="A group", members=[bo, cem])
    share(sheet, by=ada, whom=f"group:{group.pk}", can_edit=False)

    assert readers(sheet) == {ada, bo, cem}
    assert news(cem) == ["Ada has shared a tool with you: A year at Tråden"]
    group.participants.filter(user=bo).update(left_at="2026-01-01T00:00Z")
    assert readers(sheet) == {ada, cem}
    group.participants.filter(user=ada).update(left_at="2026-01-01T00:00Z")
    assert readers(sheet) == {ada}


@pytest.mark.parametrize("who", ["owner", "reader"])
def test_block_hides_sheet_and_comments_either_way(ada, bo, sheet, who):
    group = start_group(ada, title="A group", members=[bo])
    give(sheet, bo, can_edit=True)
    share(sheet, by=ada, whom=f"group:{group.pk}", can_edit=True)
    comment(sheet, by=bo, **COMMENT)
    block(ada if who == "owner" else bo, blocked=bo if who == "owner" else ada)

    assert readers(sheet) == {ada}
    assert not Sheet.objects.editable_by(bo).exists()
    assert list(sheet.comments.visible_to(ada)) == []
    assert (news(ada), news(bo)) == ([], [])


def test_strangers_and_foreign_groups_are_out_of_reach(ada, bo, sheet):
    stranger, cem = UserFactory(), UserFactory()
    befriend(bo, cem)
    foreign = start_group(bo, title="Not Ada's", members=[cem])
    for whom in (f"person:{stranger.pk}", f"group:{foreign.pk}", f"person:{ada.pk}", "person:x", "nobody", ""):
        with pytest.raises(OutOfReach):
            share(sheet, by=ada, whom=whom, can_edit=False)


def test_advisers_who_can_be_found_are_in_reach_of_everybody(ada, sheet, client):
    olena = adviser()
    hidden = adviser()
    change_profile(hidden, visibility="nobody")
    client.force_login(ada)

    page = client.get(f"/en/learn/sheets/{sheet.pk}/share/")
    assert f"person:{olena.pk}" in page.text
    assert f"person:{hidden.pk}" not in page.text
    client.post(f"/en/learn/sheets/{sheet.pk}/share/", {"whom": f"person:{olena.pk}"})
    assert readers(sheet) == {ada, olena}


def test_guest_is_told_what_to_do_first(client):
    guest = make_guest("a secret")
    sheet = make_budget(guest)
    client.cookies["learner"] = "a secret"

    page = client.get(f"/en/learn/sheets/{sheet.pk}/share/").text
    assert "To share, you need an account" in page
    assert client.post(f"/en/learn/sheets/{sheet.pk}/share/", {"whom": "person:1"}).status_code == 200
    assert not Share.objects.exists()


def test_share_without_account_is_refused(sheet):
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(NoAccount):
        share(sheet, by=AnonymousUser(), whom="person:1", can_edit=False)


# Whose it is


def test_erased_person_leaves_no_name_in_what_others_own(ada, bo, sheet):
    give(sheet, bo, can_edit=True)
    save_sheet(sheet, by=learner_of(bo), written=Written("Together", BUDGET, "en", 1))
    comment(sheet, by=bo, **COMMENT)

    held, _files = export(Person(user=bo))
    assert "24000" not in str(held)
    erase(Person(user=bo))

    assert list(sheet.versions.values_list("title", "by__user")) == [("Together", None), ("A year at Tråden", ada.pk)]
    assert not SheetComment.objects.exists()
    assert not Share.objects.exists()


def test_erased_owner_takes_all_of_it(ada, bo, sheet):
    give(sheet, bo)
    comment(sheet, by=bo, **COMMENT)
    erase(Person(user=ada))

    assert [model.objects.count() for model in (Sheet, SheetVersion, Share, SheetComment)] == [0, 0, 0, 0]
    assert news(bo) == []
