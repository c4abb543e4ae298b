"""`make run` starts the server and the worker beside it, and whatever ends one of them leaves nothing behind."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
INHERITED = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def members(group: int) -> dict[int, str]:
    """The processes of a group that live, with their commands."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, of_group = (folder / "stat").read_text().rpartition(") ")[2].split()[:3]
            if int(of_group) == group and state != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


@pytest.fixture
def running(tmp_path: Path) -> Iterator[int]:
    """`make run` on a database of its own; the number of its process group."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in INHERITED}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'run.sqlite3'}"
    command = ["make", "run", f"PORT={port}"]
    made = subprocess.Popen(
        command, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port, made)
        yield made.pid
    finally:
        for number in members(made.pid):
            os.kill(number, signal.SIGKILL)
        made.wait()


def wait_for(port: int, made: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.read() == b"ready\n"
                return
        except (URLError, ConnectionError):
            assert made.poll() is None, "make run ended"
            time.sleep(0.2)
    raise AssertionError("no answer")


@pytest.mark.parametrize("way", ["Ctrl-C", "kill make", "kill -9 server"])
def test_nothing_is_left_when_it_ends(running: int, way: str) -> None:
    servers = [number for number, command in members(running).items() if "gunicorn" in command]
    workers = [number for number, command in members(running).items() if " worker " in command]
    assert len(workers) == 1 and servers
    if way == "Ctrl-C":
        os.killpg(running, signal.SIGINT)
    elif way == "kill make":
        os.kill(running, signal.SIGTERM)
    else:
        os.kill(min(servers), signal.SIGKILL)
    for _ in range(150):
        if not members(running):
            return
        time.sleep(0.2)
    raise AssertionError(members(running))
