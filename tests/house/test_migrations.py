"""An office that has worked for a while gets today's tables and loses nothing."""

import flask_migrate
import sqlalchemy as sa

from training.core.db import db

KEPT = ("person", "certification", "assignment", "scenario_version", "module", "clause", "ledger_leaf")


def counted() -> dict[str, int]:
    with db.engine.connect() as connection:
        there = sa.inspect(connection).get_table_names()
        found = {
            table: connection.scalar(sa.text(f'SELECT count(*) FROM "{table}"'))
            for table in KEPT
            if table in there
        }
    db.engine.dispose()
    return found


def test_a_full_office_goes_to_the_first_tables_and_back(app):
    with app.app_context():
        before = counted()
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        assert counted() == before
        assert all(before.values()), before
