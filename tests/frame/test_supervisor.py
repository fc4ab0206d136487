"""The supervisor: programs that live and end together, whatever ends them."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from socket import create_server
from urllib.request import urlopen

import pytest
from django.conf import settings

from hub import supervisor
from hub.supervisor import Supervisor
from tests.servers import environment
from tests.services import free_port, wait_for

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"]
PARENT = [sys.executable, "-c", "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(61)'])"]

SUPERVISED = """
import sys
from hub.supervisor import Supervisor
with Supervisor() as both:
    both.start("one", [sys.executable, "-c", "import time; time.sleep(60)"])
    both.start("two", [sys.executable, "-c", "import time; time.sleep(60)"])
    print(*(process.pid for process in both.running.values()), flush=True)
    both.wait()
"""
ASKED_WHILE_HELD = """
import signal, sys
from hub.supervisor import Supervisor
class Lock:
    def __init__(self, lock):
        self.lock, self.release = lock, lock.release
    def acquire(self, *how):
        taken = self.lock.acquire(*how)
        signal.raise_signal(signal.SIGTERM)
        return taken
    def __enter__(self):
        self.acquire()
    def __exit__(self, *error):
        self.release()
with Supervisor() as one:
    one.start("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])
    one.running["sleeper"]._waitpid_lock = Lock(one.running["sleeper"]._waitpid_lock)
    one.wait()
"""


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended but was not yet waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def supervised():
    """A supervisor in a process of its own, with the numbers of its two programs."""
    with subprocess.Popen([sys.executable, "-c", SUPERVISED], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        yield process, [int(pid) for pid in process.stdout.readline().split()]
        process.kill()


def test_all_end_when_one_ends():
    with Supervisor() as both:
        both.start("sleeper", SLEEPER)
        both.start("failing", [sys.executable, "-c", "raise SystemExit(3)"])

        assert both.wait() == ("failing", 3)

    assert both.running["sleeper"].returncode == -signal.SIGTERM


def test_program_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr(supervisor, "GRACE", 0.2)

    with Supervisor() as one:
        one.start("stubborn", STUBBORN)
        wait_for(lambda: is_ignoring(one))

    assert one.running["stubborn"].returncode == -signal.SIGKILL


def is_ignoring(one: Supervisor) -> bool:
    """Whether SIGTERM is among the signals that the program ignores."""
    status = Path(f"/proc/{one.running['stubborn'].pid}/status").read_text()
    ignored = next(line.split()[1] for line in status.splitlines() if line.startswith("SigIgn"))
    return bool(int(ignored, 16) & 1 << (signal.SIGTERM - 1))


def test_what_a_program_has_started_ends_with_it():
    with Supervisor() as one:
        one.start("parent", PARENT)
        [grandchild] = wait_for(lambda: children_of(one.running["parent"].pid))

    assert wait_for(lambda: not is_alive(grandchild), seconds=5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_everything_in_good_order(supervised, number):
    process, programs = supervised

    process.send_signal(number)

    assert process.wait(15) == 0
    assert [is_alive(pid) for pid in programs] == [False, False]


def test_asked_in_the_moment_in_which_it_looks_after_a_program_it_still_ends():
    process = subprocess.run([sys.executable, "-c", ASKED_WHILE_HELD], cwd=settings.BASE_DIR, timeout=30, check=False)

    assert process.returncode == 0


def test_killed_supervisor_leaves_no_orphan(supervised):
    process, programs = supervised

    process.kill()
    process.wait()

    assert wait_for(lambda: not any(is_alive(pid) for pid in programs), seconds=5)


def test_taken_port_is_named_and_another_offered():
    with closing(create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "hub.supervisor", "--port", str(port)], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )

    assert done.returncode == 1
    assert done.stderr == f"Port {port} is taken. Stop what runs there, or choose another port: make run PORT={port + 1}\n"


def test_whole_hub_is_served_and_ends_with_ctrl_c(migrated_data):
    port = free_port()
    command = [sys.executable, "-m", "hub.supervisor", "--port", str(port)]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(migrated_data), stdout=subprocess.PIPE, text=True) as process:
        wait_for(lambda: process.poll() is not None or "Ctrl-C" in process.stdout.readline(), seconds=60)
        programs = children_of(process.pid)
        with urlopen(f"http://127.0.0.1:{port}/healthz") as response:
            assert response.read() == b'{"database": "up"}'

        os.kill(process.pid, signal.SIGINT)

        assert process.wait(20) == 0
        assert len(programs) == 3
        assert not any(is_alive(pid) for pid in programs)
