"""Production: everything from the environment, and a clear refusal where something is missing."""

from django.core.exceptions import ImproperlyConfigured

from hub.settings.base import *  # noqa: F403
from hub.settings.base import env

REQUIRED = {
    "SECRET_KEY": "a long random text that stays the same",
    "ALLOWED_HOSTS": "the names the hub answers to, separated by commas",
    "BASE_URL": "the hub's own address, such as https://tvers.example.org",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "redis://host:6379/0",
    "ELASTICSEARCH_URL": "http://host:9200",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of the hub's mail",
}
if missing := [f"{name} ({what})" for name, what in REQUIRED.items() if not env.str(name, default="").strip()]:
    raise ImproperlyConfigured("The hub cannot start in production. The environment lacks: " + "; ".join(missing) + ".")

SECRET_KEY = env.str("SECRET_KEY")
LINK_CHECK_LOOPBACK = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env.str("BASE_URL").rstrip("/")

# Every request has a thread of its own under ASGI, so connections are kept by psycopg's pool and not by Django.
DATABASES = {"default": env.db_url("DATABASE_URL") | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A short reconnect_timeout, because the pool waits longer after each attempt: so a database that is back is found within seconds.
    POOL = {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=20), "timeout": 5, "reconnect_timeout": 10}
    DATABASES["default"]["OPTIONS"] = {"pool": POOL}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("REDIS_URL")}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [env.str("REDIS_URL")]}}}
vars().update(env.email_url("EMAIL_URL"))

# TLS ends at the reverse proxy, which says so; plain http is for trying production settings on one machine.
IS_HTTPS = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
CSRF_TRUSTED_ORIGINS = [BASE_URL]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
