"""The least that can tell many sockets the same: a bare `websockets` server. What is said at /say goes to all who are elsewhere, as it came.

`python -m tests.benchmarks.broadcast 8001`
"""

import asyncio
import http
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

EARS: set[ServerConnection] = set()


async def talk(connection: ServerConnection) -> None:
    """Whoever speaks is answered once the others have been sent what they said: that is the acknowledgement."""
    if connection.request.path != "/say":
        return await hear(connection)
    async for message in connection:
        broadcast(EARS, message)
        await connection.send(b"said")


async def hear(connection: ServerConnection) -> None:
    EARS.add(connection)
    try:
        await connection.wait_closed()
    finally:
        EARS.discard(connection)


def is_up(connection: ServerConnection, request):
    return connection.respond(http.HTTPStatus.OK, "up\n") if request.path == "/healthz" else None


async def main(port: int) -> None:
    async with serve(talk, "127.0.0.1", port, compression=None, ping_interval=None, process_request=is_up) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
