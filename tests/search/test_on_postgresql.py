"""What every engine has to do, on PostgreSQL too, wherever the tests themselves run on SQLite."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

FILES = ["contract", "access", "indexing", "stateful", "relevance"]


@pytest.mark.services
def test_engine_of_postgresql_does_all_of_it(postgresql, demonstration, tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-o", f"cache_dir={tmp_path}"]
    command += [f"tests/search/test_{name}.py" for name in FILES]
    command += ["-k", "not elasticsearch"]
    env |= {"DATABASE_URL": postgresql.create("search"), "DEMONSTRATION": str(demonstration)}

    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
