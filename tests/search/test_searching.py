import pytest
from django.contrib.auth.models import AnonymousUser

from search import indexing
from search.searching import search, suggest
from tests.factories import make_course, make_event

pytestmark = pytest.mark.django_db


def test_it(site_tree):
    make_course(site_tree)
    make_event()
    make_event(title="A hidden meeting", reach="invited")
    indexing.rebuild()
    nobody = AnonymousUser()

    found = search("closed school", language="en", user=nobody)
    assert [hit.document.title for hit in found.hits] == ["What could a closed school become?"]
    assert [hit.document.title for hit in suggest("clos", language="en", user=nobody)] == ["What could a closed school become?"]
    assert search("scool closed", language="en", user=nobody).meant == "school closed"
    assert search("hiden", language="en", user=nobody).meant == ""
    assert search("hidden", language="en", user=nobody).total == 0
    print(found, found.hits[0].title, found.hits[0].extract)
