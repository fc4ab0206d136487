"""Servers as processes of their own: started, asked, and looked at from outside (Linux)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from hub.supervisor import ROOT
from tests.services import free_port


class Program:
    """A server and what it has started. It ends when asked to, at the latest after ten seconds."""

    def __init__(self, command: list[str], *, port: int, env: dict[str, str], log: Path, cwd: Path = ROOT):
        self.command, self.port, self.env, self.log, self.cwd = command, port, env, log, cwd
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, page: str, *, patience: float = 60) -> float:
        """Start it; the seconds until `page` was there, whole."""
        begun = time.monotonic()
        with self.log.open("a") as log:
            options = {"cwd": self.cwd, "env": self.env, "stdout": log, "stderr": log, "start_new_session": True}
            self.process = subprocess.Popen(self.command, **options)
        while not self.serves(page):
            if self.process.poll() is not None or time.monotonic() - begun > patience:
                raise RuntimeError(f"{' '.join(self.command)} does not serve {page}:\n{self.log.read_text()}")
            time.sleep(0.01)
        return time.monotonic() - begun

    def serves(self, page: str) -> bool:
        try:
            with urllib.request.urlopen(self.url + page, timeout=30) as response:  # noqa: S310
                return response.status == 200 and bool(response.read())
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{page} answers {error.code}:\n{self.log.read_text()}") from error
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def cpu(self) -> float:
        return cpu(self.process.pid)

    def memory(self) -> float:
        return memory(self.process.pid)

    def family(self) -> list[int]:
        """The process and all that descend from it."""
        found = [self.process.pid]
        for pid in found:
            found += children(pid)
        return found


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in tasks for child in path.read_text().split()]


def cpu(pid: int) -> float:
    """The seconds of processor time that a process has used, in all its threads: by its own clock, which Linux shows to others."""
    return time.clock_gettime(~pid << 3 | 2)


def memory(pid: int) -> float:
    """Proportional set size in MB: what is shared with others counts by its share."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def daphne(application: str, *, env: dict[str, str], log: Path, cwd: Path = ROOT) -> Program:
    """Any ASGI application on the hub's server, with the options that the hub gives it."""
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", str(port), "--no-server-name", application]
    return Program(command, port=port, env=env | {"BASE_URL": f"http://127.0.0.1:{port}"}, log=log, cwd=cwd)
