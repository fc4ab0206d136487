"""Pages kept in front of Django: the same bytes for every visitor, nobody's own page, forgotten by every publish."""

import asyncio
import gzip

import brotli
import pytest

from hub import pagecache
from hub.pagecache import PageCache


class Site:
    """An ASGI application that counts how often it is asked, and answers as it is told."""

    def __init__(self, **headers: str):
        self.asked, self.status, self.body, self.headers = 0, 200, b"<p>A page</p>" * 50, {"cache-control": "public, max-age=60"} | headers

    async def __call__(self, scope, receive, send):
        self.asked += 1
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        headers.append((b"content-length", str(len(self.body)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


class Visitor:
    def __init__(self, app):
        self.app = app

    def get(self, path="/en/", *, method="GET", query=b"", **headers: str):
        """Status, headers and body of an answer."""
        sent = []

        async def send(message):
            sent.append(message)

        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in ({"host": "tvers.example"} | headers).items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": given, "scheme": "http"}
        asyncio.run(self.app(scope, None, send))
        return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture(autouse=True)
def generation(monkeypatch):
    """The generation as this process knows it, without a database: `generation(2)` is a publish."""
    monkeypatch.setattr(pagecache, "_generation", {"number": 1, "read_at": float("inf")})
    return lambda number: pagecache._generation.update(number=number)


def test_second_visitor_gets_the_kept_page():
    site = Site()
    visitor = Visitor(PageCache(site))

    first, again = visitor.get(), visitor.get()

    assert site.asked == 1
    assert first[2] == again[2] == site.body


def test_page_comes_as_small_as_the_browser_can_read():
    site = Site()
    visitor = Visitor(PageCache(site))

    _status, headers, body = visitor.get(accept_encoding="gzip, deflate, br")
    assert (headers[b"content-encoding"], brotli.decompress(body)) == (b"br", site.body)
    _status, headers, body = visitor.get(accept_encoding="gzip")
    assert (headers[b"content-encoding"], gzip.decompress(body)) == (b"gzip", site.body)
    assert headers[b"vary"] == b"Accept-Encoding, Cookie"


def test_unchanged_page_is_not_sent_twice():
    visitor = Visitor(PageCache(Site()))
    etag = visitor.get()[1][b"etag"].decode()

    assert visitor.get(if_none_match=etag) == (304, {b"etag": etag.encode(), b"vary": b"Accept-Encoding, Cookie"}, b"")


@pytest.mark.parametrize(
    ("headers", "request_"),
    [
        ({}, {"cookie": "sessionid=1"}),
        ({}, {"authorization": "Basic x"}),
        ({}, {"query": b"again=1"}),
        ({}, {"method": "POST"}),
        ({}, {"method": "HEAD"}),
        ({"cache-control": "private"}, {}),
        ({"set-cookie": "learner=secret"}, {}),
    ],
)
def test_what_belongs_to_somebody_is_never_kept(headers, request_):
    site = Site(**headers)
    visitor = Visitor(PageCache(site))

    visitor.get(**request_)
    visitor.get(**request_)

    assert site.asked == 2


def test_page_of_somebody_is_not_shown_to_a_visitor():
    site = Site()
    visitor = Visitor(PageCache(site))
    site.body = b"For Ada alone"
    visitor.get(cookie="sessionid=1")
    site.body = b"For everyone"

    assert visitor.get()[2] == b"For everyone"


def test_errors_are_not_kept():
    site = Site()
    site.status = 404
    visitor = Visitor(PageCache(site))
    visitor.get()
    site.status = 200

    assert visitor.get()[0] == 200


def test_hosts_and_schemes_are_kept_apart():
    site = Site()
    visitor = Visitor(PageCache(site))

    for headers in ({}, {"host": "other.example"}, {"x_forwarded_proto": "https"}):
        visitor.get(**headers)

    assert site.asked == 3


def test_publishing_forgets(generation):
    site = Site()
    visitor = Visitor(PageCache(site))
    visitor.get()
    generation(2)
    site.body = b"Something new"

    assert visitor.get()[2] == b"Something new"


def test_pages_are_forgotten_after_a_minute(monkeypatch):
    site = Site()
    visitor = Visitor(PageCache(site))
    visitor.get()
    monkeypatch.setattr(pagecache, "LIFETIME", -1)
    site.body = b"Something new"
    visitor.get("/nb/")
    visitor.get("/nb/")

    assert site.asked == 3


def test_cache_holds_no_more_than_it_may(monkeypatch):
    monkeypatch.setattr(pagecache, "MOST_PAGES", 2)
    cache = PageCache(Site())
    for path in ("/1/", "/2/", "/3/"):
        Visitor(cache).get(path)

    assert [key[3] for key in cache.pages] == ["/2/", "/3/"]


@pytest.mark.django_db(transaction=True)
def test_publish_advances_the_generation(site_tree, monkeypatch):
    from hub.models import Generation

    monkeypatch.setattr(pagecache, "_generation", {"number": 0, "read_at": 0})
    before = Generation.objects.current()

    site_tree.home.save_revision().publish()

    assert Generation.objects.current() > before
    assert pagecache._generation["read_at"] == float("-inf")
