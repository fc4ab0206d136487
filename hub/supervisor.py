"""Several programs as one: they begin together, and when one ends, or is asked to, all end.

`python -m hub.supervisor` serves the hub on one machine: the server, and once it answers, the worker and the timetable. It needs no Django
itself, so that nothing waits for it. In production each program has a container of its own (docker-compose.yml).
"""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from hub import server

GRACE = 10
ROOT = Path(__file__).resolve().parent.parent
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


class Stopped(Exception):
    """Somebody asked all programs to end."""


class Supervisor:
    """Starts programs, each in a process group of its own, so that Ctrl-C reaches them through the supervisor alone."""

    def __init__(self):
        self.running: dict[str, subprocess.Popen] = {}
        self.is_asked = False

    def __enter__(self):
        self.former = {number: signal.signal(number, self.ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, kind, error, trace):
        for number in self.former:
            signal.signal(number, signal.SIG_IGN)
        self.end_all()
        for number, handler in self.former.items():
            signal.signal(number, handler)
        return kind is Stopped

    def start(self, name: str, command: list[str], **env: str) -> None:
        options = {"cwd": ROOT, "env": os.environ | env, "start_new_session": True, "preexec_fn": die_with_parent}
        self.running[name] = subprocess.Popen(command, **options)  # noqa: S603  (the commands stand below)

    def first_ended(self) -> tuple[str, int] | None:
        """The name and exit code of a program that has ended."""
        ended = ((name, process.poll()) for name, process in self.running.items())
        return next(((name, code) for name, code in ended if code is not None), None)

    def ask_to_stop(self, number, frame) -> None:
        """Noted, and heard at the next rest: raised in the middle of asking how a program is, it would leave that locked for ever."""
        self.is_asked = True

    def rest(self, seconds: float) -> None:
        time.sleep(seconds)
        if self.is_asked:
            raise Stopped

    def wait(self) -> tuple[str, int]:
        """Until one ends of itself."""
        while not (ended := self.first_ended()):
            self.rest(0.2)
        return ended

    def end_all(self) -> None:
        """Ask all to end, and after GRACE seconds make those that have not."""
        self.signal_all(signal.SIGTERM)
        latest = time.monotonic() + GRACE
        while any(process.poll() is None for process in self.running.values()) and time.monotonic() < latest:
            time.sleep(0.05)
        self.signal_all(signal.SIGKILL)
        for process in self.running.values():
            process.wait()

    def signal_all(self, number: signal.Signals) -> None:
        """To each program and to whatever it has started."""
        for process in self.running.values():
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue


def die_with_parent() -> None:
    """If the supervisor is killed outright, the kernel asks its programs to end (on Linux; elsewhere they would stay)."""
    if LIBC:
        LIBC.prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
            return True
    except OSError:
        return False


WORKER = [sys.executable, "manage.py", "db_worker", "--backend", "background", "--queue-name", "*", "--verbosity", "0"]
TIMETABLE = [sys.executable, "manage.py", "timetable"]


def serve(host: str, port: int) -> int:
    """Serve until asked to stop (0) or until a program ends (its exit code, or 1)."""
    begun, env = time.monotonic(), {"BASE_URL": os.environ.get("BASE_URL", f"http://localhost:{port}")}
    with Supervisor() as supervisor:
        supervisor.start("web", server.command(host, port), **env)
        while not answers(port) and not supervisor.first_ended():
            supervisor.rest(0.05)
        supervisor.start("worker", WORKER, **env)
        supervisor.start("timetable", TIMETABLE, **env)
        if not supervisor.first_ended():
            greet(env["BASE_URL"], time.monotonic() - begun)
        name, code = supervisor.wait()
        print(f"\nThe {name} has ended ({code}), so all of it ends.", flush=True)
        return code or 1
    print("\nStopped.", flush=True)
    return 0


def greet(address: str, seconds: float) -> None:
    accounts = Path(os.environ.get("DATA_DIR", ROOT / "var")) / "accounts.txt"
    print(f"\nTvers is up after {seconds:.1f} s:  {address}/")
    print(f"For editors:  {address}/admin/\n")
    if accounts.exists():
        print(accounts.read_text())
    print("Ctrl-C ends everything.", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m hub.supervisor", description="Serve the hub on this machine.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if not is_free(options.host, options.port):
        print(f"Port {options.port} is taken. Stop what runs there, or choose another port: make run PORT={options.port + 1}", file=sys.stderr)
        return 1
    return serve(options.host, options.port)


if __name__ == "__main__":
    sys.exit(main())
