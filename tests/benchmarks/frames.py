"""Sockets as cheap as they can be, so that a thousand of them in one process do not hold up what they measure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

BINARY, CLOSE, PING, PONG = 2, 8, 9, 10
HANDSHAKE = """GET {path} HTTP/1.1
Host: 127.0.0.1:{port}
Origin: http://127.0.0.1:{port}
Upgrade: websocket
Connection: Upgrade
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
Sec-WebSocket-Version: 13
Cookie: sessionid={session}

"""


class Line(asyncio.Protocol):
    """One socket: it shakes hands, answers pings, and hands every frame on, with itself."""

    def __init__(self, handshake: str, take: Callable[[Line, bytes], None]):
        self.handshake, self.take = handshake, take
        self.buffer, self.is_open = bytearray(), asyncio.get_running_loop().create_future()
        self.frames = self.unsaid = 0  # how many have come, and how many bytes of them the server was not told of

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.handshake.replace("\n", "\r\n").encode())

    def connection_lost(self, error):
        if not self.is_open.done():
            self.is_open.set_exception(ConnectionError("The server does not speak to the socket."))

    def data_received(self, data):
        self.buffer += data
        if not self.is_open.done() and not self.shakes_hands():
            return
        while frame := frame_in(self.buffer):
            opcode, payload, end = frame
            del self.buffer[:end]
            self.got(opcode, payload)

    def shakes_hands(self) -> bool:
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self.is_open.set_exception(ConnectionError(f"No socket: {head.decode()}"))
            return False
        self.buffer = rest
        self.is_open.set_result(True)
        return True

    def got(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self.send(payload, opcode=PONG)
        elif opcode == CLOSE:
            self.transport.close()
        elif opcode < CLOSE:
            self.frames += 1
            self.take(self, payload)

    def send(self, payload: bytes, *, opcode: int = BINARY) -> None:
        """As a browser must, with a mask; one of zeros changes nothing."""
        length = bytes([128 | len(payload)]) if len(payload) < 126 else bytes([254]) + len(payload).to_bytes(2, "big")
        self.transport.write(bytes([128 | opcode]) + length + bytes(4) + payload)

    def say(self, **message) -> None:
        self.send(json.dumps(message).encode(), opcode=1)


def frame_in(buffer: bytearray) -> tuple[int, bytes, int] | None:
    """The first frame's kind and content, and where it ends; None while it is not there as a whole."""
    if len(buffer) < 2:
        return None
    length, start = buffer[1], 2
    if length > 125:
        start = 4 if length == 126 else 10
        length = int.from_bytes(buffer[2:start], "big")
    end = start + length
    return (buffer[0] & 15, bytes(buffer[start:end]), end) if len(buffer) >= end else None


async def connect(port: int, take: Callable, *, path: str = "/", session: str = "") -> Line:
    handshake = HANDSHAKE.format(path=path, port=port, session=session)
    _transport, line = await asyncio.get_running_loop().create_connection(lambda: Line(handshake, take), "127.0.0.1", port)
    await asyncio.wait_for(line.is_open, 60)
    return line
