"""An intake sent twice, in half, or far too long: who reported is never lost, and no other case is taken for it."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.access import Role
from training.core.db import db
from training.decisions.cases.reporter import ReporterSaid, names
from training.decisions.cases.service import Refused, open_case
from training.decisions.models import Case, Reporter
from training.ledger.checking import verify
from training.people.models import RoleGrant

from ... import cast
from ..cases.walking import MONDAY, opened
from ..office import person_of

WORDS = "Diduga menerima pemberian; laporan yang dikirim dua kali."


def sent(name: str = "", by: cast.Member = cast.ratna, **fields: Any) -> Case:
    """An intake in the same words, committed; reported by nobody, or by somebody from outside."""
    case = open_case(
        person_of(by),
        opened(**({"summary": WORDS} | fields)),
        subject=person_of(cast.sari),
        reporter=ReporterSaid(name=name) if name else None,
        now=MONDAY,
    )
    db.session.commit()
    return case


def kept() -> list[tuple[int, str]]:
    return [(row.case_id, row.said["name"]) for row in db.session.scalars(sa.select(Reporter))]


def test_who_reported_and_was_forgotten_at_first_is_kept_with_the_same_case(board: Flask) -> None:
    with board.app_context():
        case = sent()
        assert sent("Zulaikha Tanpanama") is case
        assert kept() == [(case.id, "Zulaikha Tanpanama")]
        assert sent("Zulaikha  Tanpanama") is case
        assert sent() is case
        assert len(kept()) == 1
        assert not verify().faults


def test_the_same_words_by_another_reporter_are_another_case(board: Flask) -> None:
    with board.app_context():
        first, second = sent("Zulaikha Tanpanama"), sent("Orang Lain")
        assert sorted(kept()) == [(first.id, "Zulaikha Tanpanama"), (second.id, "Orang Lain")]


def test_nobody_adds_a_reporter_to_what_a_colleague_took_up(board: Flask) -> None:
    with board.app_context():
        tomi = person_of(cast.tomi)
        db.session.add(RoleGrant(person=tomi, role=Role.REGISTRAR))
        case = sent()
        other = sent("Zulaikha Tanpanama", by=cast.tomi)
        assert other.id != case.id
        assert kept() == [(other.id, "Zulaikha Tanpanama")]
        assert sent(by=cast.tomi) in (case, other)


def test_a_complaint_number_no_database_keeps_is_refused(board: Flask) -> None:
    with board.app_context():
        with pytest.raises(Refused) as told:
            sent(complaint_number="9" * 81)
        assert [(fault.path, fault.code) for fault in told.value.faults] == [("complaint_number", "long")]
        db.session.rollback()
        assert sent(complaint_number="9" * 80).complaint_number == "9" * 80


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Pada hari itu loket menjadi sepi.", "Ari", False),
        ("Pada hari itu loket menjadi sepi.", "Adi", False),
        ("Menurut ari, loket sepi.", "Ari", True),
        ("Menurut (ARI) loket sepi.", " ari ", True),
        ("Kata Budi\nSantoso begitu.", "Budi Santoso", True),
        ("Kata Budi Santosoputra begitu.", "Budi Santoso", False),
        ("Kata A. (Ani) begitu.", "A. (Ani)", True),
        ("", "Ari", False),
        ("Ari", "  ", False),
    ],
)
def test_a_name_is_found_as_whole_words_only(text: str, name: str, found: bool) -> None:
    assert names(text, name) is found
