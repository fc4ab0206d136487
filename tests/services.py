"""Programs that some tests need besides Python: a browser, PostgreSQL, Redis, Elasticsearch. Each is started privately, on a port of its own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from ctypes.util import find_library
from pathlib import Path

import pytest

PROGRAMS = {
    "chromium": ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"],
    "postgresql": ["initdb"],
    "redis": ["redis-server"],
}


def require(service: str) -> str:
    """The path of the service's program. Without one the test is skipped, or fails where REQUIRE_SERVICES=1 says that all must be there."""
    for name in PROGRAMS[service]:
        if found := shutil.which(name, path=search_path()):
            return found
    missing(f"{service} is not installed")


def missing(what: str) -> None:
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{what}, and REQUIRE_SERVICES=1 asks for it.")
    pytest.skip(what)


def require_library(name: str) -> None:
    """That a shared library is there, as a program has to be."""
    if find_library(name):
        return
    missing(f"lib{name} is not installed")


def search_path() -> str:
    """PATH, and where Debian keeps PostgreSQL's server programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return os.pathsep.join([*map(str, debian), os.environ["PATH"]])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(is_ready, *, seconds: float = 30, what: str = "it"):
    """The first true answer of `is_ready`; TimeoutError if there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := is_ready():
            return answer
        time.sleep(0.02)
    raise TimeoutError(f"Waited {seconds} s for {what}.")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Redis:
    """A Redis that keeps nothing on the disk."""

    def __init__(self, directory: Path):
        self.program, self.directory, self.port, self.process = require("redis"), directory, free_port(), None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        arguments = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.directory)]
        self.process = subprocess.Popen([self.program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        wait_for(lambda: answers(self.port), what="Redis")
        return self

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


class PostgreSQL:
    """A cluster of its own. PostgreSQL refuses to run as root, so there it runs as the user that Debian made for it, or as nobody.

    That user could not enter pytest's folders, which are closed to others, so the cluster has a temporary folder elsewhere.
    """

    def __init__(self, *, fsync: str = "off"):
        self.bin, self.port, self.process = Path(require("postgresql")).parent, free_port(), None
        self.fsync = fsync
        self.directory = Path(tempfile.mkdtemp(prefix="tvers-postgresql-"))
        self.user = unprivileged_user() if os.geteuid() == 0 else None

    def url(self, database: str = "postgres") -> str:
        return f"postgres://tvers@127.0.0.1:{self.port}/{database}"

    def start(self):
        if not (self.directory / "data").exists():
            self.make_cluster()
        settings = {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": self.fsync, "max_connections": 200}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.directory / "log").open("a") as log:
            command = [self.bin / "postgres", "-D", self.directory / "data", *options]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user, cwd=self.directory)
        wait_for(self.accepts, what="PostgreSQL")
        return self

    def make_cluster(self) -> None:
        if self.user:
            shutil.chown(self.directory, self.user)
        command = [self.bin / "initdb", "-D", self.directory / "data", "-U", "tvers", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=self.user, cwd=self.directory)

    def accepts(self) -> bool:
        command = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tvers", "-d", "postgres"]
        return subprocess.run(command, check=False).returncode == 0

    def create(self, database: str, *, like: str = "template1") -> str:
        """A new database, empty or with all that is in another, to which nobody may be connected; its URL."""
        command = [self.bin / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tvers", "-T", like, database]
        subprocess.run(command, check=True)
        return self.url(database)

    def stop(self) -> None:
        """Now, without waiting for those connected."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.directory)


class Elasticsearch:
    """One node, as .ci/elasticsearch starts it. Where that has not fetched one yet, tests are skipped as without any other service."""

    SCRIPT = Path(__file__).parent.parent / ".ci" / "elasticsearch"

    def __init__(self, *, heap: str = "512m", options: str = "-XX:TieredStopAtLevel=1"):
        """Soon there, unless Java is asked for what makes it quick in the long run: no `options`."""
        self.port = free_port()
        self.env = os.environ | {"ES_PORT": str(self.port), "ES_TRANSPORT_PORT": str(free_port()), "ES_HEAP": heap, "ES_OPTIONS": options}
        if os.environ.get("REQUIRE_SERVICES"):
            self.run("fetch")
        elif self.run("has", check=False).returncode:
            missing("Elasticsearch was not fetched (.ci/elasticsearch fetch)")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, command: str, *, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run([self.SCRIPT, command], env=self.env, check=check, capture_output=True, text=True)

    def start(self):
        with tempfile.TemporaryFile() as said:  # no pipe: the server would hold it open
            subprocess.run([self.SCRIPT, "start"], env=self.env, check=True, stdout=said, stderr=said)
        return self

    def stop(self) -> None:
        self.run("stop")

    def kill(self) -> None:
        self.run("kill")

    def wipe(self) -> None:
        self.run("wipe")


def unprivileged_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
