"""Versions of tools: one for each sitting of one person, to be looked at and brought back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning.actions.tools import Written, bring_back, save_sheet
from learning.models import SheetVersion
from tests.factories import UserFactory
from tests.factories.tools import BUDGET, learner_of, make_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


def written(title, seen=1, **content):
    return Written(title, BUDGET | content, "en", seen)


def later(minutes):
    SheetVersion.objects.update(begun_at=timezone.now() - timedelta(minutes=minutes))


def test_changes_of_one_sitting_are_one_version(ada):
    sheet = make_budget(ada)
    save_sheet(sheet, by=sheet.owner, written=written("Second", seen=1))
    assert list(sheet.versions.values_list("number", "title")) == [(1, "Second")]

    later(11)
    save_sheet(sheet, by=sheet.owner, written=written("Third", seen=2))
    assert list(sheet.versions.values_list("number", "title")) == [(2, "Third"), (1, "Second")]


def test_change_by_somebody_else_is_a_version_of_its_own(ada):
    sheet, bo = make_budget(ada), learner_of(UserFactory())
    save_sheet(sheet, by=bo, written=written("By Bo"))

    assert list(sheet.versions.values_list("number", "by", "title")) == [(2, bo.pk, "By Bo"), (1, sheet.owner_id, "A year at Tråden")]


def test_earlier_version_is_brought_back_as_a_new_one(ada, client):
    sheet = make_budget(ada)
    later(11)
    save_sheet(sheet, by=sheet.owner, written=written("Changed", fixed=[]))
    client.force_login(ada)
    address = f"/en/learn/sheets/{sheet.pk}/versions/1/"
    assert "24,000" in client.get(address).text

    client.post(address)

    sheet.refresh_from_db()
    assert (sheet.title, sheet.content["fixed"]) == ("A year at Tråden", BUDGET["fixed"])
    assert list(sheet.versions.values_list("number", "brought_back")) == [(3, 1), (2, None), (1, None)]
    assert "brought back from version 1" in client.get(f"/en/learn/sheets/{sheet.pk}/versions/").text


def test_what_is_typed_after_bringing_back_does_not_write_over_it(ada):
    sheet = make_budget(ada)
    later(11)
    save_sheet(sheet, by=sheet.owner, written=written("Changed"))
    sheet = bring_back(sheet.versions.get(number=1), by=sheet.owner)
    save_sheet(sheet, by=sheet.owner, written=written("Changed again", seen=sheet.revision))

    assert list(sheet.versions.values_list("title", flat=True)) == ["Changed again", "A year at Tråden", "Changed", "A year at Tråden"]


def test_fifty_versions_are_kept(ada):
    sheet = make_budget(ada)
    for number in range(1, 53):
        later(11)
        save_sheet(sheet, by=sheet.owner, written=written(f"Number {number}", seen=number))

    assert [sheet.versions.count(), sheet.versions.first().number, sheet.versions.last().number] == [50, 53, 4]
