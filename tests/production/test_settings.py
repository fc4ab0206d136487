"""Production settings: nothing is guessed, and what is missing is named."""

import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.servers import environment

ALL = {
    "SECRET_KEY": "long and random",
    "ALLOWED_HOSTS": "tvers.example.org",
    "BASE_URL": "https://tvers.example.org",
    "DATABASE_URL": "postgres://tvers:secret@127.0.0.1:9/tvers",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "ELASTICSEARCH_URL": "http://127.0.0.1:9",
    "EMAIL_URL": "smtp+tls://tvers:secret@127.0.0.1:9",
    "DEFAULT_FROM_EMAIL": "tvers@example.org",
}
SHOW = """
from django.conf import settings
print(settings.DEBUG, settings.DEMONSTRATION, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0,
      settings.REQUIRE_SECOND_FACTOR, settings.ALLOWED_HOSTS, settings.EMAIL_HOST)
"""


def start(tmp_path, **env):
    """What a process under production settings says, with just these variables of ours in its environment."""
    outside = {name: value for name, value in environment(tmp_path).items() if name not in ALL}
    env = outside | env | {"DJANGO_SETTINGS_MODULE": "hub.settings.production"}
    return subprocess.run([sys.executable, "-c", SHOW], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)


def named(refusal) -> list[str]:
    return re.findall(r"\b([A-Z_]+) \(", refusal)


def test_everything_given_starts_and_is_guarded(tmp_path):
    done = start(tmp_path, **ALL)

    assert done.stdout == "False False True True True True ['tvers.example.org'] 127.0.0.1\n", done.stderr


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("empty", [{}, {"value": " "}], ids=["missing", "empty"])
def test_what_is_missing_is_named_alone(tmp_path, name, empty):
    env = {other: value for other, value in ALL.items() if other != name} | dict.fromkeys([name] if empty else [], " ")

    done = start(tmp_path, **env)

    refusal = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert refusal.startswith("django.core.exceptions.ImproperlyConfigured: The hub cannot start in production. The environment lacks: ")
    assert named(refusal) == [name]


def test_all_that_is_missing_is_named_at_once(tmp_path):
    refusal = start(tmp_path).stderr.strip().splitlines()[-1]

    assert named(refusal) == list(ALL)
