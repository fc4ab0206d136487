"""Production as it runs: real PostgreSQL, real Redis, more than one web process."""

import json
import re
import time

import httpx
import psycopg
import pytest
from psycopg import sql

from tests.servers import environment, manage
from tests.services import wait_for

PUBLISH = """
from hub.models import HomePage
page = HomePage.objects.get(locale__language_code="en")
page.title = "Published elsewhere"
page.save_revision().publish()
"""
MAKE_DEMO_USER = """
from entrepreneurs.models import User
from allauth.account.models import EmailAddress
for email, is_demo in [("demo@example.org", True), ("real@example.org", False)]:
    user = User.objects.create_user(email, "correct horse battery", is_demo=is_demo)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
"""
COUNTS = """
import json
from django.contrib.auth import get_user_model
from hub.models import Programme
from learning.models import LessonPage
print(json.dumps([Programme.objects.count(), LessonPage.objects.live().count() > 15, get_user_model().objects.filter(is_demo=True).count()]))
"""
TASK = "from hub.tasks import deliver; deliver.enqueue(subject='Hello', body='Hello', to='ada@example.org')"
FINISHED = "from django_tasks_db.models import DBTaskResult; print('left', DBTaskResult.objects.count())"


SOMEBODY = {"Cookie": "x=1"}  # whose pages are never kept, but made from what all share


def get(server, path, **headers):
    return httpx.get(server.url + path, headers=headers, timeout=30)


def can_sign_in(server, email) -> bool:
    """By address and password; who is signed in may see their own addresses."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        page = client.get("/en/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        form = {"csrfmiddlewaretoken": token, "login": email, "password": "correct horse battery"}
        client.post("/en/account/login/", data=form, headers={"Origin": server.url})
        return client.get("/en/account/email/").status_code == 200


def test_production_has_the_content_and_none_of_the_fictional_people(web):
    assert json.loads(web.manage("shell", "--no-imports", "-c", COUNTS)) == [3, True, 0]
    assert [get(web, path).status_code for path in ("/en/", "/nb/", "/en/learn/", "/admin/", "/healthz")] == [200, 200, 200, 302, 200]


def test_page_names_its_files_by_content_and_they_come_compressed(web):
    [path] = re.findall(r'href="(/static/hub/tvers\.[0-9a-f]{12}\.css)"', get(web, "/en/").text)

    response = httpx.get(web.url + path, headers={"Accept-Encoding": "br"})

    assert response.headers["content-encoding"] == "br"
    assert "immutable" in response.headers["cache-control"]


def test_fictional_people_cannot_sign_in(web):
    web.manage("shell", "--no-imports", "-c", MAKE_DEMO_USER)

    assert can_sign_in(web, "real@example.org")
    assert not can_sign_in(web, "demo@example.org")


def test_publishing_reaches_the_readers_of_every_process(web, serve):
    servers = [web, serve()]
    for server in servers:
        assert "Published elsewhere" not in get(server, "/en/").text
        assert "Published elsewhere" not in get(server, "/en/", **SOMEBODY).text
        assert get(server, "/en/").headers["etag"]

    servers[0].manage("shell", "--no-imports", "-c", PUBLISH)
    time.sleep(1.2)

    assert ["Published elsewhere" in get(server, "/en/").text for server in servers] == [True, True]
    assert ["Published elsewhere" in get(server, "/en/", **SOMEBODY).text for server in servers] == [True, True]


def test_database_away_is_said_honestly_and_survived(web, cluster):
    assert get(web, "/healthz").json() == {"database": "up", "search": "degraded"}  # there is no Elasticsearch here

    cluster.stop()
    health, page = get(web, "/healthz"), get(web, "/nb/learn/?fresh=1")
    cluster.start()

    assert (health.status_code, health.json()) == (503, {"database": "down"})
    assert (page.status_code, page.headers["retry-after"]) == (503, "10")
    assert '<html lang="nb">' in page.text
    assert "503" in page.text
    assert wait_for(lambda: get(web, "/healthz").status_code == 200)
    assert get(web, "/nb/learn/?fresh=2").status_code == 200


def test_worker_does_what_is_queued_in_postgresql(web):
    web.manage("shell", "--no-imports", "-c", TASK)

    web.manage("db_worker", "--backend", "background", "--queue-name", "*", "--batch", "--no-startup-delay")

    assert web.manage("shell", "--no-imports", "-c", FINISHED) == "left 0\n"


@pytest.mark.parametrize("command", [["check", "--deploy", "--fail-level", "ERROR"], ["timetable", "--once"]])
def test_command_runs_in_production(web, command):
    assert "Traceback" not in web.manage(*command)


def test_backup_restores_into_another_database_with_no_difference(prepared, cluster, tmp_path):
    here = environment(tmp_path, **prepared)
    elsewhere = here | {"DATABASE_URL": cluster.create("elsewhere"), "DATA_DIR": str(tmp_path)}
    file = str(tmp_path / "tvers.tar.gz")

    manage("backup", file, env=here)
    manage("restore", file, env=elsewhere)

    assert len(contents(here["DATABASE_URL"])) > 50
    assert contents(elsewhere["DATABASE_URL"]) == contents(here["DATABASE_URL"])


def contents(url) -> dict[str, str]:
    """A hash of each table's rows."""
    with psycopg.connect(url.replace("postgres://", "postgresql://")) as database:
        tables = [name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        hashed = "SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM {} t"
        return {name: database.execute(sql.SQL(hashed).format(sql.Identifier(name))).fetchone()[0] for name in tables}
