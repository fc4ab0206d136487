"""The least that an ASGI application can be: it sends bytes that it was given, by the path asked for. A baseline for cached pages."""

import base64
import json
import os
from pathlib import Path


def read_responses() -> dict[str, tuple[dict, dict]]:
    """The messages to send, ready to go."""
    given = json.loads(Path(os.environ["RAW_RESPONSES"]).read_text())
    return {
        path: (
            {"type": "http.response.start", "status": 200, "headers": [(name.encode(), value.encode()) for name, value in headers]},
            {"type": "http.response.body", "body": base64.b64decode(body)},
        )
        for path, (headers, body) in given.items()
    }


RESPONSES = read_responses()


async def application(scope, receive, send):
    start, body = RESPONSES[scope["path"]]
    await send(start)
    await send(body)
