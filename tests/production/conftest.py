"""The hub under its production settings, on a PostgreSQL and a Redis of its own."""

import sys

import pytest

from tests.servers import Server, environment, run
from tests.services import PostgreSQL, Redis

# pytest-xdist keeps a group in one process, so that all this is set up once.
GROUP = pytest.mark.xdist_group("production")


def pytest_collection_modifyitems(items):
    for item in items:
        if {"prepared", "serve"} & set(item.fixturenames) or "cluster" in item.fixturenames:
            item.add_marker(GROUP)
            item.add_marker("services")


@pytest.fixture(scope="package")
def cluster():
    server = PostgreSQL().start()
    yield server
    server.remove()


@pytest.fixture(scope="package")
def redis(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("production-redis")).start()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def prepared(cluster, redis, tmp_path_factory):
    """The environment of a production that `hub.prepare` has just made ready."""
    env = {
        "DJANGO_SETTINGS_MODULE": "hub.settings.production",
        "SECRET_KEY": "long and random, and always the same",
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1",
        "DATABASE_URL": cluster.create("hub"),
        "REDIS_URL": redis.url,
        "ELASTICSEARCH_URL": "http://127.0.0.1:9",
        "EMAIL_URL": "dummymail://",
        "DEFAULT_FROM_EMAIL": "tvers@example.org",
        "DATA_DIR": str(tmp_path_factory.mktemp("production-data")),
    }
    run(sys.executable, "-m", "hub.prepare", env=environment(env["DATA_DIR"], **env))
    return env


@pytest.fixture(scope="package")
def serve(prepared, tmp_path_factory):
    """`serve()`: one more web process of the same production, with more in its environment if need be."""
    servers = []

    def serve(**env: str) -> Server:
        servers.append(Server(tmp_path_factory.mktemp("production-web"), **prepared | env))
        return servers[-1].start()

    yield serve
    for server in servers:
        server.kill()


@pytest.fixture(scope="package")
def web(serve):
    """A web process that all tests may ask."""
    return serve()
