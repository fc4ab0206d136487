"""One machine, nothing to install: SQLite, mail in a folder, the fictional people, no secrets worth keeping."""

from hub.settings.base import *  # noqa: F403
from hub.settings.base import DATA_DIR, STORAGES, env, sqlite

DEMONSTRATION = True
SECRET_KEY = "the demonstration keeps no secrets"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": sqlite(DATA_DIR / "tvers.sqlite3")}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "hub.staticfiles.QuickStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
