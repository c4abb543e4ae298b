"""Closed-loop journeys against gunicorn: sign in, home, module, start, 10 answers, submit, look back.

`python -m tests.bench.journeys [--database URL]` prints journeys/s, saves/s, p50 and p95 of a page and of a
save, and the server's CPU per journey, for 4 and for 16 officers at once. Everything stays on loopback.
"""

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANSWERS = 10
JOURNEYS_EACH = 4


@dataclass
class Tally:
    """Seconds of each page and save, and how many journeys were finished."""

    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    journeys: int = 0


class Browser:
    """One officer's browser: a kept connection, cookies, and forms sent as they stand on the page."""

    def __init__(self, port: int, tally: Tally) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.tally, self.cookie, self.path, self.page = tally, "", "/", ""

    def get(self, path: str) -> None:
        self._send("GET", path)

    def post(self, action: str, changes: dict[str, str], *, save: bool = False) -> None:
        """Send the first form whose action ends with `action`, with `changes`."""
        form = next(
            f
            for f in re.findall(r"<form.*?</form>", self.page, re.S)
            if re.search(rf'action="[^"]*{action}"', f)
        )
        target = re.search(r'action="([^"]+)"', form)[1]
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        if save:
            radio = re.search(r'<input[^>]*type="radio"[^>]*>', form)[0]
            changes = {re.search(r'name="([^"]+)"', radio)[1]: re.search(r'value="([^"]+)"', radio)[1]}
        self._send("POST", target, urllib.parse.urlencode(hidden | changes), save=save)

    def _send(self, method: str, path: str, body: str | None = None, *, save: bool = False) -> None:
        headers = {"Cookie": self.cookie, "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        (self.tally.saves if save else self.tally.pages).append(time.perf_counter() - start)
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        self.path, self.page = path, text
        if response.status in (302, 303):
            self._send("GET", response.headers["Location"])
        elif response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status}\n{text[:2000]}")


def journey(port: int, email: str, password: str, tally: Tally) -> None:
    """One officer's whole visit."""
    browser = Browser(port, tally)
    browser.get("/sign-in")
    browser.post("/sign-in", {"identifier": email, "password": password})
    module = re.search(r'href="(/modules/[a-z0-9]+)', browser.page)[1]
    browser.get(module)
    browser.get(f"{module}/quiz")
    browser.post("/attempts", {"purpose": "practice"})
    answered = 0
    while "/submission" not in browser.path and answered < ANSWERS:
        if 'type="radio"' not in browser.page:
            browser.get(re.search(r'href="(/attempts/[^"]+)"', browser.page)[1])
            continue
        browser.post("/responses", {}, save=True)
        answered += 1
    attempt = re.search(r"/attempts/[a-z0-9]+", browser.path)[0]
    browser.get(f"{attempt}/submission")
    browser.post("/submission", {})
    browser.get(f"{attempt}/debrief")
    browser.get("/account")
    browser.post("/sign-out", {})
    tally.journeys += 1


def run(port: int, officers: list[str], password: str, server: int) -> str:
    """All officers at once, each `JOURNEYS_EACH` times; a line of figures."""
    tallies = [Tally() for _ in officers]
    faults: list[BaseException] = []

    def work(email: str, tally: Tally) -> None:
        try:
            for _ in range(JOURNEYS_EACH):
                journey(port, email, password, tally)
        except BaseException as error:
            faults.append(error)

    before, start = cpu_of(server), time.perf_counter()
    threads = [threading.Thread(target=work, args=pair) for pair in zip(officers, tallies, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, used = time.perf_counter() - start, cpu_of(server) - before
    if faults:
        raise faults[0]
    pages = sorted(t for tally in tallies for t in tally.pages)
    saves = sorted(t for tally in tallies for t in tally.saves)
    journeys = sum(tally.journeys for tally in tallies)
    return (
        f"C={len(officers):<3} {journeys / seconds:6.2f} journeys/s {len(saves) / seconds:7.1f} saves/s   "
        f"page p50 {at(pages, 50)} p95 {at(pages, 95)}   save p50 {at(saves, 50)} p95 {at(saves, 95)}   "
        f"CPU {1000 * used / journeys:.0f} ms/journey"
    )


def at(values: list[float], percent: int) -> str:
    return f"{1000 * statistics.quantiles(values, n=100)[percent - 1]:.0f} ms"


def cpu_of(server: int) -> float:
    """Processor seconds of gunicorn and its workers so far."""
    total, tick = 0.0, os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == server or int(fields[1]) == server:
            total += (int(fields[11]) + int(fields[12])) / tick
    return total


def prepare(url: str, count: int) -> tuple[list[str], str]:
    """A migrated database with the demo office and `count` officers; their addresses and password."""
    import sqlalchemy as sa
    from flask_migrate import upgrade

    from app import create_app
    from training.core.clock import now
    from training.core.db import db
    from training.demo.cast import PASSWORD
    from training.demo.loading import load
    from training.people.models import Agency, Person
    from training.people.service import hasher

    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": "bench"})
    with app.app_context():
        upgrade()
        load(now())
        agency = db.session.scalars(sa.select(Agency).where(Agency.slug == "dinsos-banten")).one()
        emails = [f"bench{number}@dinsos.contoh.id" for number in range(count)]
        password_hash = hasher.hash(PASSWORD)
        for email in emails:
            db.session.add(Person(agency=agency, name=email, email=email, password_hash=password_hash))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return emails, PASSWORD


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/bench.sqlite3"
        emails, password = prepare(url, 16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": "bench"}
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--config",
                "deploy/gunicorn.py",
                "--bind",
                f"127.0.0.1:{port}",
                "app:create_app()",
            ],
            cwd=ROOT,
            env=environment,
        )
        try:
            wait_for(port)
            for officers in (4, 16):
                print(run(port, emails[:officers], password, server.pid), flush=True)
        finally:
            server.terminate()
            server.wait(timeout=30)
    return 0


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")


if __name__ == "__main__":
    sys.exit(main())
