"""The house itself: imports run one way, and models have their migrations. What a linter says is in tests/lint.py."""

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from tests import benchmarks


def test_imports_run_one_way():
    program = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([program, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_models_have_their_migrations():
    call_command("makemigrations", "--check", "--dry-run", "hub", "entrepreneurs", "events", "learning", "search")


@pytest.mark.parametrize("name", ["hub", "entrepreneurs", "events", "learning", "search"])
def test_app_s_own_config_is_used(name):
    """A module with two configs and no default makes Django take neither, and `ready()` never runs."""
    assert type(apps.get_app_config(name)).__module__ == f"{name}.apps"


def test_every_module_says_what_lives_in_it():
    silent = [
        str(path.relative_to(settings.BASE_DIR))
        for app in ["hub", "entrepreneurs", "events", "learning", "search", "tests"]
        for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
        if "migrations" not in path.parts and path.stat().st_size and path.name != "apps.py" and not path.read_text().startswith('"""')
    ]

    assert silent == []


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in {"__main__", "raw"}])
def test_benchmark_can_be_begun(name):
    """Nobody runs them all every day; what they import may have moved. (`raw` is a server, which asks its environment what it answers.)"""
    import_module(f"tests.benchmarks.{name}")


def test_tests_of_a_group_run_in_one_process(tmp_path):
    """Or each process would start the services of the group for itself."""
    (tmp_path / "test_group.py").write_text(
        dedent(
            """
            import os
            from pathlib import Path

            import pytest


            @pytest.mark.xdist_group("one")
            @pytest.mark.parametrize("number", range(8))
            def test_of_the_group(number):
                Path(__file__).with_name(f"process {os.getpid()}").touch()
            """
        )
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-p",
        "no:django",
        "-c",
        "/dev/null",
        "--rootdir",
        tmp_path,
        tmp_path,
    ]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(tmp_path.glob("process *"))) == 1
