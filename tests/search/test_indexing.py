"""The index follows the truth."""

import pytest

from search import indexing
from search.models import Change, Entry
from tests.factories import make_course, make_event

pytestmark = pytest.mark.django_db


def test_rebuild_puts_everything_in(site_tree):
    make_course(site_tree)
    make_event()

    edition = indexing.rebuild()

    assert sorted(Entry.objects.filter(edition=edition).values_list("kind", "title")) == [
        ("course", "A course"),
        ("event", "What could a closed school become?"),
        ("lesson", "Lesson 1"),
        ("programme", "MERSE"),
    ]
    assert not Change.objects.exists()
