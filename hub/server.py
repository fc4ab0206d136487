"""The web process: daphne, or uvicorn where SERVER=uvicorn says so, for installations with very many sockets.

`python -m hub.server --host 0.0.0.0 --port 8000`
"""

import argparse
import os
import sys

APPLICATION = "hub.asgi:application"
MOST_TEXT = 64 * 1024  # bytes in a frame from a browser; ours are small


def daphne(host: str, port: int) -> list[str]:
    return ["daphne", "-v", "0", "-b", host, "-p", str(port), "--no-server-name", APPLICATION]


def uvicorn(host: str, port: int) -> list[str]:
    """Frames are not compressed: that would cost three times the processor, and 35 kB for each socket."""
    sockets = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", str(MOST_TEXT)]
    quiet = ["--log-level", "warning", "--no-access-log", "--no-server-header", "--no-proxy-headers", "--lifespan", "off"]
    return ["uvicorn", "--host", host, "--port", str(port), *sockets, *quiet, APPLICATION]


SERVERS = {"daphne": daphne, "uvicorn": uvicorn}


def command(host: str, port: int, *, env=os.environ) -> list[str]:
    """How the web process is started; KeyError where SERVER names neither."""
    return [sys.executable, "-m", *SERVERS[env.get("SERVER", "daphne")](host, port)]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hub.server", description="Serve the hub's pages and sockets.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if os.environ.get("SERVER", "daphne") not in SERVERS:
        sys.exit(f"SERVER must be one of {', '.join(SERVERS)}.")
    os.execv(sys.executable, command(options.host, options.port))  # noqa: S606  (the commands stand above)


if __name__ == "__main__":
    main()
