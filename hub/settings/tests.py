"""The demonstration's settings, made quick and quiet for tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hub import catalogues

catalogues.compile_all()  # first: the settings offer the languages that are compiled

from hub.settings.base import *  # noqa: E402, F403
from hub.settings.base import env, sqlite  # noqa: E402

SECRET_KEY = "for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.db_url("DATABASE_URL")} if env.str("DATABASE_URL", default="") else {"default": sqlite("unused")}
if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
FILES = tempfile.mkdtemp(prefix="tvers-tests-")
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
STATIC_ROOT, MEDIA_ROOT, DICTIONARIES = f"{FILES}/static", f"{FILES}/media", Path(FILES) / "dictionaries"
os.mkdir(STATIC_ROOT)  # whitenoise complains about a folder that is not there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"} for name in ("default", "background")}
ELASTICSEARCH_URL = ""  # tests that need one name their own
REQUIRE_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_RATE_LIMITS = False
TALLY_SECONDS = 0  # at once, and in no thread of its own
