"""The database: one session a request, explicit transactions, the same rules on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, Engine, MetaData, UpdateBase, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

SAFE_WAL = (3, 51, 3)
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_reading: ContextVar[bool] = ContextVar("reading", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. A naive value is a mistake and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    # Flask-SQLAlchemy builds its own base from this body, and only a whole registry survives that.
    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime}
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory="training/migrations")

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_database(app: Flask) -> None:
    """Bind the database to the application, with the driver and transaction rules each kind needs."""
    options: dict[str, Any] = app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    # A statement that fails is logged; what somebody typed or who reported somebody is not.
    options.setdefault("hide_parameters", True)
    sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    if sqlite:
        from pysqlite3 import dbapi2

        refuse_unsafe_sqlite(dbapi2.sqlite_version_info)
        options["module"] = dbapi2
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True, compare_type=True)
    with app.app_context():
        if sqlite:
            _tame_sqlite(db.engine)


def refuse_unsafe_sqlite(version: tuple[int, ...]) -> None:
    """Stop start-up on a SQLite whose WAL can be reset under several workers (sqlite.org, WAL-reset bug)."""
    if version < SAFE_WAL:
        found = ".".join(map(str, version))
        raise RuntimeError(f"SQLite {found} can lose committed data in WAL mode; 3.51.3 or newer is needed.")


@contextmanager
def reading() -> Iterator[None]:
    """Transactions opened inside only read: they start without taking SQLite's write lock."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


@contextmanager
def writing_apart() -> Iterator[None]:
    """A short write of its own inside a request that otherwise only reads; commits at the end."""
    db.session.rollback()
    token = _reading.set(False)
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        _reading.reset(token)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database for everything read inside: nobody waits, and nothing changes underneath."""
    db.session.rollback()
    with reading():
        if db.engine.dialect.name != "sqlite":
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        try:
            yield
        finally:
            db.session.rollback()


def insert_into(model: Any) -> Any:
    """An INSERT of the database's own kind, which can say what to do when the row is there already."""
    return INSERTS[db.engine.dialect.name](model)


def affected(statement: UpdateBase) -> int:
    """Execute an UPDATE or DELETE and say how many rows it met: the claim of optimistic locking."""
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount


def _tame_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "busy_timeout = 10000",
            # From the first write on: what is moved in the file before it is erased leaves no copy behind.
            "secure_delete = ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own transactions start too late: the first SELECT would run outside of them.
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
