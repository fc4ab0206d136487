"""What is measured and what it is measured against: the hub on data of its own, and the site that `wagtail start` makes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hub import server
from tests.benchmarks.programs import Program, daphne
from tests.servers import environment, run
from tests.services import free_port

MAKE_ITS_OWN = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PORT", "HOST", "DATA_DIR", "DJANGO_SETTINGS_MODULE"}

LOCAL = """
SECRET_KEY = "no secrets here"
ALLOWED_HOSTS = ["*"]
"""
ASGI = """
import os

from django.core.asgi import get_asgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "peer.settings.production"
application = get_asgi_application()
"""


def plain_environment() -> dict[str, str]:
    """The environment without what belongs to the run that we are part of."""
    return {name: value for name, value in os.environ.items() if name not in MAKE_ITS_OWN}


def hub_environment(data: Path) -> dict[str, str]:
    """The demonstration, but as careful as production about the second factor, which costs queries."""
    return environment(data, REQUIRE_SECOND_FACTOR="1")


def prepare_hub(data: Path, **env: str) -> None:
    run(sys.executable, "-m", "hub.prepare", env=environment(data, **env))


def hub(data: Path, **env: str) -> Program:
    """The hub's server process, by SERVER in its environment daphne or uvicorn."""
    port, env = free_port(), hub_environment(data) | env
    return Program(server.command("127.0.0.1", port, env=env), port=port, env=env | {"BASE_URL": f"http://127.0.0.1:{port}"}, log=data / "server.log")


def prepare_peer(directory: Path) -> None:
    """`wagtail start`, untouched but for its secrets and an ASGI application; migrated on SQLite, with its static files in place."""
    directory.mkdir()
    env = plain_environment()
    run(Path(sys.executable).parent / "wagtail", "start", "peer", directory, env=env)
    (directory / "peer" / "settings" / "local.py").write_text(LOCAL)
    (directory / "peer" / "asgi.py").write_text(ASGI)
    for command in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
        run(sys.executable, "manage.py", *command, env=env | {"DJANGO_SETTINGS_MODULE": "peer.settings.production"}, cwd=directory)


def peer(directory: Path) -> Program:
    return daphne("peer.asgi:application", env=plain_environment(), log=directory / "server.log", cwd=directory)
