"""The ASGI application: pages, cached in front of Django, and sockets."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.demo")
gc.disable()  # while all is loaded, which is a seventh quicker so

import django  # noqa: E402

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter  # noqa: E402

from hub import urls  # noqa: E402, F401  (all views are loaded before anybody asks for one)
from hub.handler import Handler  # noqa: E402  (needs the settings)
from hub.live import sockets  # noqa: E402  (needs the apps)
from hub.pagecache import PageCache  # noqa: E402

application = ProtocolTypeRouter({"http": PageCache(Handler()), "websocket": sockets.application})

# What is loaded by now stays: to look through it for garbage again and again would each time hold up everybody for a tenth of a second.
gc.freeze()
gc.set_threshold(10_000, 10, 100)
gc.enable()
