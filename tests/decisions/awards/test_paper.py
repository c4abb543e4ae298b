"""Awards on paper: what the sheets say, that the same data gives the same bytes, that an edition stays."""

import hashlib
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from pypdf import PdfReader

from training.decisions.awards.awarding import award_of
from training.decisions.awards.checks.criteria import read_criteria
from training.decisions.awards.checks.evidence import Certified, Evidence
from training.decisions.awards.models import Award
from training.decisions.awards.pages.desk import show, show_own
from training.decisions.awards.pages.screens import rows_of
from training.decisions.awards.printing import EDITIONS, SHEETS, award_pdf, check_pdf, frozen_pdf
from training.decisions.awards.rules import precheck
from training.decisions.awards.service import version_of

from ... import cast
from ...certifications.printed import fonts_of, text_of
from ..office import person_of
from .office import MORNING, SAID, appoint, awarded, nominated, second, weigh
from .test_rules import held

ORIGIN = "https://adab.contoh.id"
FROZEN = {"award1.typ": "0315fa84a274f2367b78973d264baa43f257589ee37891c6588ee607583b5fbe"}


def award(**changed: str) -> Award:
    return Award(
        number="PIAGAM/2026/0001",
        verification_code="7H2KQ-9XWZC-31MNP-T5R8V",
        frozen=SAID | changed,
        issued_at=MORNING,
    )


def test_editions_that_were_printed_stay_as_they_are() -> None:
    for name in EDITIONS.values():
        found = hashlib.sha256((SHEETS / name).read_bytes()).hexdigest()
        assert found == FROZEN[name], f"{name} was given to people: make a new edition instead"


def test_the_certificate_says_who_gave_it_and_where_to_check_it() -> None:
    made = award_pdf(award(), origin=ORIGIN)
    said = text_of(made)
    for part in ("Sari Wulandari", "800/77/2026", "Kartika Dewanti", "PIAGAM/2026/0001", "7H2KQ-9XWZC"):
        assert part in said, part
    assert "adab.contoh.id/awards/verify" in said and "Nilai bukan bukti pelanggaran" in said
    assert made == award_pdf(award(), origin=ORIGIN)
    assert len(PdfReader(io.BytesIO(made)).pages) == 1 and all(fonts_of(made).values())


@pytest.mark.parametrize(
    "name",
    ['#include("x") *tebal* $x$ @y', "A" * 200, "\u202eakib\u0000", "سعيد 🎖 木村", "Ni Luh " * 25],
)
def test_whatever_is_typed_is_text_on_one_page(name: str) -> None:
    made = award_pdf(award(name=name, title=name[:150], official=name[:60]), origin=ORIGIN)
    assert len(PdfReader(io.BytesIO(made)).pages) == 1


def test_an_award_of_the_office_prints(board: Flask) -> None:
    with board.test_request_context():
        found = award_of(awarded())
        assert cast.sari.name in text_of(award_pdf(found, origin=ORIGIN))


def test_a_check_on_paper_says_why_and_decides_nothing(board: Flask) -> None:
    with board.test_request_context():
        made = nominated()
        second(made)
        appoint(made)
        weigh(made)
        reader = person_of(cast.kartika)
        said = text_of(frozen_pdf(show(reader, made.ref), reader, MORNING))
        for part in ("Perlu dipastikan", "Terpenuhi", "Temuan tim", "Tidak ada yang diputuskan", "RAHASIA"):
            assert part in said, part
        assert reader.name in said and "USULAN/2026/0001" in said
        own = person_of(cast.sari)
        hers = text_of(frozen_pdf(show_own(own, made.ref), own, MORNING))
        assert "Temuan tim" not in hers and "Perlu dipastikan" in hers


def test_gaps_are_drawn_and_said(board: Flask) -> None:
    with board.test_request_context():
        version = version_of(nominated())
        asked = read_criteria([{"kind": "certification_unbroken", "months": 12, "gap_days": 3}])
        rounds = (held(date(2025, 1, 1), date(2026, 3, 1)), held(date(2026, 3, 6), date(2027, 3, 1)))
        known = Evidence(certified=(Certified("c" * 12, "Kode Etik", rounds),))
        answers = precheck(asked, known, as_of=MORNING.date(), known_by=MORNING)
        rows = rows_of(asked, [each.said() for each in answers])
        sari = person_of(cast.sari)
        said = text_of(check_pdf(sari, version, rows, under="x", reader=sari, at=MORNING + timedelta(0)))
        assert "Kode Etik tidak berlaku 2 Maret 2026 sampai 5 Maret 2026: 4 hari." in said
        assert "Jeda seluruhnya 4 hari" in said and "tidak berlaku 4 hari" in said
