"""What is deleted is not readable in the database's file any more, wherever it had been moved before."""

from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from training.core.db import db

MARK = "kalimat-yang-dihapus"


def test_nothing_that_was_deleted_can_be_read_in_the_file(app):
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL frees what was deleted by VACUUM")
        chance = Random(7)
        db.session.execute(sa.text("CREATE TABLE scratch (id INTEGER PRIMARY KEY, said TEXT)"))
        for number in range(300):
            said = MARK + "x" * chance.randint(20, 900)
            db.session.execute(sa.text("INSERT INTO scratch (said) VALUES (:said)"), {"said": said})
            moved = {"said": MARK + "y" * chance.randint(20, 3000), "id": chance.randint(1, number + 1)}
            db.session.execute(sa.text("UPDATE scratch SET said = :said WHERE id = :id"), moved)
        db.session.commit()
        assert _readable()
        db.session.execute(sa.text("DELETE FROM scratch"))
        db.session.commit()
        assert not _readable()
        db.session.execute(sa.text("DROP TABLE scratch"))
        db.session.commit()


def _readable() -> int:
    """How often the mark stands in the file, with everything written there."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(db.engine.url.database).read_bytes().count(MARK.encode())
