"""Every number of the auditor's yearly report, counted once more by statements of its own."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.certifications.office import complete
from training.core.clock import now
from training.core.db import db
from training.decisions.auditing.kinds import group_of
from training.decisions.auditing.words import group_words, told
from training.decisions.auditing.yearly import yearly
from training.ledger.rotating import change_key
from training.ledger.service import record
from training.ledger.signing import sign_latest
from training.people.models import Agency
from training.people.refused import Refusal

from ... import cast
from ..office import MORNING, a_case, person_of

YEAR = 2026
# The office's calendar: western Indonesian time is seven hours ahead.
SINCE, UNTIL = datetime(YEAR - 1, 12, 31, 17, tzinfo=UTC), datetime(YEAR, 12, 31, 17, tzinfo=UTC)


class Noted:
    """Something on record at a moment, of an agency or of none."""

    record_kind = "calendar_day"

    def __init__(self, ref: str, agency_id: int | None) -> None:
        self.ref, self.agency_id = ref, agency_id

    def fact(self) -> dict[str, str]:
        return {"ref": self.ref}


@pytest.fixture
def year(board: Flask, tmp_path: Path) -> Flask:
    """An office with a year behind it, with moments at its very borders and another office beside it."""
    with board.app_context():
        joko, rangga = person_of(cast.joko), person_of(cast.rangga)
        complete(joko, now())
        complete(rangga, now())
        for track in ("ethics", "discipline"):
            a_case(person_of(cast.ratna), person_of(cast.sari), track=track, now=MORNING)
        second = timedelta(microseconds=1)
        for number, at in enumerate((SINCE - second, SINCE, UNTIL - second, UNTIL)):
            record("term.set", Noted(f"batas{number}", joko.agency_id), actor=joko.ref, at=at)
            record("term.set", Noted(f"lain{number}", rangga.agency_id), actor=rangga.ref, at=at)
        for day, count in ((date(YEAR - 1, 12, 31), 100), (date(YEAR, 1, 1), 3), (date(YEAR, 12, 31), 4)):
            for person, times in ((joko, count), (rangga, 50)):
                row = Refusal(agency_id=person.agency_id, person_id=person.id, day=day, what="x", place="y")
                row.count, row.last_at = times, now()
                db.session.add(row)
        db.session.commit()
        sign_latest(tmp_path, "adab.contoh.id/ledger", now=MORNING)
        change_key(tmp_path, reason="Kunci terlihat.", now=MORNING)
        sign_latest(tmp_path, "adab.contoh.id/ledger", now=MORNING + timedelta(days=400))
    return board


def table(report, at: int) -> dict[str, object]:
    return {row[0]: row[1] for _level, row in report.tables[at].rows(None)}


def counted(statement: str, **values: object) -> dict[str, int]:
    return dict(db.session.execute(sa.text(statement), values).all())


def test_the_numbers_are_those_of_the_database(year: Flask) -> None:
    with year.test_request_context():
        agency = db.session.scalars(sa.select(Agency).where(Agency.slug == cast.joko.agency)).one()
        report = yearly(agency, YEAR)

        rows = db.session.execute(
            sa.text("SELECT kind, agency_id, at FROM ledger_leaf").columns(at=sa.DateTime(timezone=True))
        ).all()
        mine: dict[str, int] = {}
        for kind, owner, at in rows:
            shared = owner is None and kind.startswith("ledger.")
            if (owner == agency.id or shared) and SINCE <= at.replace(tzinfo=UTC) < UNTIL:
                mine[kind] = mine.get(kind, 0) + 1
        assert mine["term.set"] == 2
        assert mine["ledger.key_changed"] == 1
        assert table(report, 1) == {told(kind): count for kind, count in mine.items()}
        groups = dict.fromkeys(group_words().values(), 0)
        for kind, count in mine.items():
            groups[group_words()[group_of(kind)]] += count
        assert table(report, 0) == groups
        assert sum(groups.values()) == sum(mine.values())
        facts = dict(report.facts)
        signed = db.session.scalars(sa.text("SELECT signed_at FROM ledger_checkpoint")).all()
        assert len(signed) == 2
        assert facts["Tanda tangan atas buku catatan"] == "1"
        refused = counted(
            "SELECT agency_id, SUM(count) FROM refusal WHERE day >= :a AND day <= :b GROUP BY agency_id",
            a=date(YEAR, 1, 1).isoformat(),
            b=date(YEAR, 12, 31).isoformat(),
        )
        assert facts["Permintaan yang ditolak karena tidak berhak"] == str(refused[agency.id]) == "7"
        assert facts["Penanda tangan menolak menandatangani"] == "0"


@pytest.mark.parametrize("count", [4, 5])
def test_of_few_decisions_only_that_they_were_few(board: Flask, count: int) -> None:
    from training.decisions.stepping import add_step

    with board.test_request_context():
        keeper = person_of(cast.ratna)
        for _ in range(count):
            case = a_case(keeper, person_of(cast.sari), now=MORNING)
            said = {"verdict": {"outcome": "proven"}, "number": "1"}
            add_step(case, "decided", said, on=MORNING.date(), by=keeper, rev=1, now=MORNING)
        db.session.commit()
        [(name, shown)] = table(yearly(keeper.agency, YEAR), 2).items()
        assert name.endswith("terbukti")
        assert shown == (5 if count == 5 else "kurang dari lima")
