"""Files: what plays is served in ranges, everything else is an attachment, and what is closed stays closed."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db

BYTES = bytes(range(256))


def make_file(name: str, **facts):
    return get_document_model().objects.create(title=name, file=ContentFile(BYTES, name=name), **facts)


@pytest.fixture
def film(site_tree):
    return make_file("film.mp4")


@pytest.fixture
def fetch(client):
    """A file as a browser fetches it, to its end: the response, and its bytes."""

    def fetch(address, **headers):
        response = client.get(address, **headers)
        bytes_ = b"".join(response.streaming_content) if response.streaming else response.content
        return response, bytes_

    return fetch


def test_film_plays_whole(film, fetch):
    response, bytes_ = fetch(film.url)

    assert (response.status_code, bytes_) == (200, BYTES)
    assert (response["Accept-Ranges"], response["Content-Length"]) == ("bytes", "256")
    assert "attachment" not in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-9", 0, 9), ("bytes=250-", 250, 255), ("bytes=-6", 250, 255), ("bytes=200-999", 200, 255)]
)
def test_film_is_served_in_ranges(film, fetch, asked, start, end):
    response, bytes_ = fetch(film.url, HTTP_RANGE=asked)

    assert (response.status_code, response["Content-Range"]) == (206, f"bytes {start}-{end}/256")
    assert bytes_ == BYTES[start : end + 1]
    assert response["Content-Length"] == str(end - start + 1)


def test_range_beyond_the_end_is_refused(film, fetch):
    response, _bytes = fetch(film.url, HTTP_RANGE="bytes=256-")

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */256")


@pytest.mark.parametrize("asked", ["bytes=x-y", "bytes=-", "lines=1-2", "bytes=0-1,5-6"])
def test_range_that_is_none_gets_the_whole(film, fetch, asked):
    assert fetch(film.url, HTTP_RANGE=asked)[0].status_code == 200


def test_other_files_are_attachments_that_run_nothing(site_tree, fetch):
    response, _bytes = fetch(make_file("page.html").url)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_wrong_name_is_not_found(film, fetch):
    assert fetch(film.url.replace("film", "other"))[0].status_code == 404
    assert fetch("/documents/9999/film.mp4")[0].status_code == 404


def test_closed_collection_stays_closed(site_tree, fetch):
    collection = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    film = make_file("closed.mp4", collection=collection)

    response, _bytes = fetch(film.url)

    assert response.status_code == 302
    assert "login" in response["Location"]
