"""What tests of searching share: an index to fill, and readers who ask."""

import pytest
from django.contrib.auth.models import AnonymousUser

from search import indexing
from search.analysis import synonyms
from search.engines import database, engine_named
from search.engines.elasticsearch import engine
from search.engines.elasticsearch.server import server
from search.searching import search, suggest


@pytest.fixture(autouse=True)
def fresh_synonyms():
    """The sets of another test's database are not this one's."""
    synonyms.forget()
    yield
    synonyms.forget()


@pytest.fixture
def index(db):
    """`index()`: everything that there is, put in anew; the database's edition."""
    return lambda: indexing.rebuild()[0]


@pytest.fixture
def find():
    """`find("school", user=ada)`: the titles of what is found, in order; in English, for a visitor, unless said otherwise."""

    def find(query, *, user=None, language="en", **facts):
        results = search(query, language=language, user=user or AnonymousUser(), **facts)
        assert not results.degraded
        return [hit.document.title for hit in results.hits]

    return find


@pytest.fixture
def told():
    """`told("scool", user=ada)`: all that the answer to a query tells, in one text: hits, counts, what was meant, what is proposed."""

    def told(query, *, user=None, language="en"):
        user = user or AnonymousUser()
        answer = search(query, language=language, user=user)
        assert not answer.degraded
        proposed = [hit.document.title for length in range(2, len(query) + 1) for hit in suggest(query[:length], language=language, user=user)]
        pieces = [piece.text for hit in answer.hits for piece in [*hit.title, *hit.extract]]
        return repr((pieces, {name: dict(counted) for name, counted in answer.counts.items()}, answer.total, answer.meant, proposed))

    return told


# Engines

ALONE, WITH = "database", pytest.param("elasticsearch", marks=[pytest.mark.services, pytest.mark.xdist_group("elasticsearch")])


@pytest.fixture(params=[ALONE, WITH])
def each_engine(request, settings, monkeypatch):
    """The database's engine, and then Elasticsearch, which answers whoever searches as long as it is there: on a slow machine too."""
    if request.param == ALONE:
        return database()
    settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch").url
    settings.ELASTICSEARCH_PREFIX = "tests"
    monkeypatch.setattr(engine, "PATIENCE", 20)
    server().is_away = False
    return engine_named("elasticsearch")
