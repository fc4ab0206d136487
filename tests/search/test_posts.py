"""What needs and offers are found by, beside their own words."""

import pytest
from wagtail.models import Locale

from hub.models import Topic
from search import indexing
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_what_was_chosen_is_found_in_every_language(site_tree, index, find):
    for language, name in [("en", "Empty harbours"), ("nb", "Tomme havner")]:
        Topic.objects.create(slug="harbours", name=name, locale=Locale.objects.get(language_code=language))
    make_post(title="Година розмови", text="Щопонеділка.", language="uk", help="advice", sector="food", challenge="harbours", reach="everyone")
    index()

    for query, language in [("advice", "en"), ("råd", "nb"), ("порада", "uk"), ("food", "en"), ("empty harbours", "en"), ("tomme havner", "nb")]:
        assert find(query, language=language) == ["Година розмови"], query


def test_challenge_s_new_name_is_found_soon(site_tree, index, find):
    topic = Topic.objects.create(slug="harbours", name="Empty harbours", locale=Locale.objects.get(language_code="en"))
    make_post(title="Boats", challenge="harbours", reach="everyone")
    index()

    topic.name = "Quiet quays"
    topic.save()
    indexing.catch_up()

    assert find("quays") == ["Boats"]
    assert find("harbours") == []
