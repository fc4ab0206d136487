"""The hub as its visitors meet it: a real server process, on a port and with data of its own."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

from hub import server
from hub.supervisor import ROOT
from tests.services import free_port, wait_for


def environment(data: Path, **more: str) -> dict[str, str]:
    """The demonstration's environment, on the data in this folder."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "hub.settings.demo", "DATA_DIR": str(data)} | more


def manage(*arguments: str, env: dict[str, str]) -> str:
    """Run a management command in a process of its own; what it says."""
    return run(sys.executable, "manage.py", *arguments, env=env)


def run(*command: str | Path, env: dict[str, str], cwd: Path = ROOT) -> str:
    """Run a program to its end; what it says. What it says while failing is in the error."""
    done = subprocess.run([*map(str, command)], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def load_demonstration(data: Path, *, template: Path) -> None:
    """Make the data folder of a demonstration that has just been installed, from a database that is migrated already."""
    data.mkdir()
    shutil.copyfile(template, data / "tvers.sqlite3")
    run(sys.executable, "-m", "hub.prepare", env=environment(data))


class Server:
    """One server process, which can be stopped, killed and started again at the same address."""

    def __init__(self, data: Path, **env: str):
        self.data, self.port, self.process = data, free_port(), None
        self.env = environment(data, BASE_URL=f"http://127.0.0.1:{self.port}") | env

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        """Serve; returns when the first request can be answered."""
        command = server.command("127.0.0.1", self.port, env=self.env)
        with (self.data / "server.log").open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        wait_for(self.is_up, what=f"the server; its log: {self.data / 'server.log'}", seconds=60)
        return self

    def is_up(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"The server ended with {self.process.returncode}:\n{self.log}")
        return self.status("/healthz") == 200

    def status(self, path: str) -> int:
        """What GET answers; 0 if nobody does."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as response:  # noqa: S310
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    @property
    def log(self) -> str:
        return (self.data / "server.log").read_text()

    def stop(self) -> None:
        self.end(signal.SIGTERM)

    def kill(self) -> None:
        """As when the power fails: no chance to finish anything."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(20)
            self.process = None

    def restart(self):
        self.stop()
        return self.start()

    def manage(self, *arguments: str) -> str:
        """A management command against this server's data."""
        return manage(*arguments, env=self.env)

    def rows(self, query: str, *values) -> list[tuple]:
        """What the server's database holds."""
        with closing(sqlite3.connect(f"file:{self.data / 'tvers.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()
