"""Run migrations on the application's own engine, so that they meet the same driver and rules."""

from typing import Any

from alembic import context
from flask import current_app

extension = current_app.extensions["migrate"]


def render_item(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our moment type as the plain column it is, so that old migrations never import today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(thing).__name__ == "UtcDateTime" else False


with extension.db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=extension.db.metadata,
        render_item=render_item,
        **extension.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
