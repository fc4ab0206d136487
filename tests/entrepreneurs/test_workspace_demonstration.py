"""What can be tried in the demonstration's workspaces: brought once, made up, and never long past."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrepreneurs.actions.tasks import finish
from entrepreneurs.demonstration import bring_workspaces
from entrepreneurs.models import DocumentVersion, Membership, PartnerDecision, PartnerTask, SharedDocument
from entrepreneurs.people import PEOPLE, bring
from hub.models import Partnership
from tests.factories import make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def workspace():
    for person in PEOPLE:
        bring(person)
    return make_workspace()


def numbers() -> list[int]:
    return [model.objects.count() for model in (PartnerTask, SharedDocument, DocumentVersion)]


def test_it_is_brought_once(workspace):
    bring_workspaces()
    before = numbers()

    bring_workspaces()

    assert numbers() == before == [4, 1, 2]


def test_all_of_it_is_marked_and_nothing_is_said_of_real_partners(workspace):
    bring_workspaces()

    assert not PartnerTask.objects.filter(demo_key="").exists()
    assert not SharedDocument.objects.filter(demo_key="").exists()
    assert [model.objects.count() for model in (PartnerDecision, Membership, Partnership)] == [0, 0, 0]


def test_what_is_past_is_put_off_and_what_is_finished_stays(workspace):
    bring_workspaces()
    finish(PartnerTask.objects.get(demo_key="agenda"), by=PartnerTask.objects.first().made_by)
    PartnerTask.objects.update(due=timezone.localdate() - timedelta(days=100))

    bring_workspaces()

    due = {task.demo_key: (task.due - timezone.localdate()).days for task in PartnerTask.objects.all()}
    assert due == {"translation": 5, "missing": -2, "agenda": -100, "look": -100}
