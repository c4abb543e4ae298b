"""The demo office in a database of its own, for measuring."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from tests.attempts.crowd import flood
from training.core.clock import now
from training.core.db import db
from training.demo.loading import load
from training.modules.models import Module


def asked(about: str | None, *, runs: int) -> argparse.Namespace:
    """`--database` and `--runs` of the command line."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--database")
    parser.add_argument("--runs", type=int, default=runs)
    return parser.parse_args()


@contextmanager
def opened(database: str | None = None) -> Iterator[Flask]:
    """The office within a request, in this database or a new one that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        app = create_app({"SECRET_KEY": "bench", "SQLALCHEMY_DATABASE_URI": url})
        with app.test_request_context():
            upgrade()
            load(now())
            yield app


def take_runs(runs: int) -> Module:
    """So many certification runs of one module, and which it is."""
    module = db.session.scalars(sa.select(Module).filter_by(key="d")).first()
    assert module
    flood(module, runs, Random(7))
    return module
