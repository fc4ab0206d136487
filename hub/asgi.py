"""The ASGI application: pages, cached in front of Django, and (with live events) sockets."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.demo")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()

from hub.pagecache import PageCache  # noqa: E402  (needs the apps)

application = PageCache(django_application)
