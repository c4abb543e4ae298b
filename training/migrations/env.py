"""Run migrations on the application's own engine, so that they meet the same driver and rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

extension = current_app.extensions["migrate"]


def render_item(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our moment type as the plain column it is, so that old migrations never import today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(thing).__name__ == "UtcDateTime" else False


@contextmanager
def tables_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: other tables' references are looked at once, at the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def refuse_dangling(connection: Connection) -> None:
    """Raise where a row refers to one that is not there, so that nothing of the migration is kept."""
    if connection.dialect.name == "sqlite":
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if dangling:
            raise RuntimeError(f"rows refer to nothing after the migration: {dangling[:5]}")


with extension.db.engine.connect() as connection, tables_made_anew(connection):
    context.configure(
        connection=connection,
        target_metadata=extension.db.metadata,
        render_item=render_item,
        transactional_ddl=True,
        **extension.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        refuse_dangling(connection)
