"""`flask worker`: the process that does what waits, beside the web server. Several may run."""

import os
import signal
import threading
from collections.abc import Callable

import click
from flask import Flask, current_app

from .db import db
from .ids import new_ref

IDLE_SECONDS = 1.0

Duty = Callable[["Worker"], bool]


class Ending(Exception):
    """The worker was told to end: what is under way is given back."""


class Worker:
    """One worker. `beside` is the process it ends with, if any."""

    def __init__(self, app: Flask, beside: int | None = None) -> None:
        self.app, self.beside, self.name = app, beside, new_ref()
        self.told = threading.Event()

    @property
    def ends(self) -> bool:
        """Whether it was told to end, or the process it stands beside is gone."""
        return self.told.is_set() or (self.beside is not None and os.getppid() != self.beside)

    def pulse(self) -> None:
        """To be called every second or so in long work. Raises Ending."""
        if self.ends:
            raise Ending

    def run(self, *, once: bool = False) -> None:
        """Do what waits, again and again; with `once`, until nothing waits."""
        while not self.ends:
            # Each duty gets its turn, however much another has to do.
            done = [self._perform(name, duty) for name, duty in duties(self.app).items()]
            if any(done):
                continue
            if once:
                return
            self.told.wait(IDLE_SECONDS)

    def _perform(self, name: str, duty: Duty) -> bool:
        with self.app.app_context():
            try:
                return duty(self)
            except Ending:
                return False
            except Exception:
                # The row's lease runs out, and it is tried again; the other duties go on.
                db.session.rollback()
                self.app.logger.exception("duty %s failed", name)
                return False


def duties(app: Flask) -> dict[str, Duty]:
    """What the worker does, by name. A duty does one piece of what waits and says whether there was any."""
    found: dict[str, Duty] = app.extensions.setdefault("duties", {})
    return found


def init_worker(app: Flask) -> None:
    """Give the application its `worker` command."""
    app.cli.add_command(worker_command)


@click.command("worker", help="Kerjakan yang menunggu: membaca naskah pindaian. Boleh dijalankan beberapa.")
@click.option("--once", is_flag=True, help="Berhenti bila tidak ada lagi yang menunggu.")
@click.option("--beside", type=int, help="Berhenti bersama proses induk dengan nomor ini.")
def worker_command(once: bool, beside: int | None) -> None:
    worker = Worker(current_app._get_current_object(), beside)  # type: ignore[attr-defined]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.told.set())
    worker.run(once=once)
