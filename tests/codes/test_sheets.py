"""A long source page by page: every line once, what is on the bench on its page, no page too heavy."""

import gzip
import re
from itertools import pairwise
from random import Random
from urllib.parse import unquote

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Member
from training.codes.models import CodeVersion, ReadingFinding
from training.codes.sheets import LONGEST_LINE, MOST_LINES, MOST_SIGNS, sheet_at, sheets_of, shown
from training.core.db import db
from training.people.models import Agency

from .amended import make_administrator
from .office import PASSWORD, draft, open_office

LINES = st.lists(st.text("ab ", max_size=30).map(lambda text: text * 20), max_size=900)
CHAPTERS = 24
WORDS = [
    *(
        "pemohon",
        "berkas",
        "loket",
        "antrean",
        "data",
        "biaya",
        "keluhan",
        "jadwal",
        "surat",
        "kuasa",
        "santun",
    ),
    *("cermat", "segera", "tertib", "lengkap", "benar", "melayani", "mencatat", "menjelaskan", "memeriksa"),
    *("menjaga", "menyimpan", "mengembalikan", "melaporkan", "atasan", "petugas", "ruang", "hari"),
]


def decree() -> str:
    """Some 2,300 lines: chapters of articles with lettered duties, each wrapped over several lines."""
    lines = ["KODE ETIK PELAYANAN DINAS UJI", ""]
    article, draw = 0, Random(7)
    for chapter in range(1, CHAPTERS + 1):
        lines += ["", f"BAB {roman(chapter)}", f"KEWAJIBAN {said(draw).upper()}", ""]
        for _ in range(5):
            article += 1
            lines += [f"Pasal {article}", "", "Petugas pelayanan wajib:"]
            for letter in "abcde":
                lines += [
                    f"{letter}. {said(draw)} dan",
                    f"   {said(draw)} serta",
                    f"   {said(draw)};",
                ]
            lines.append("")
    return "\n".join(lines)


def register() -> str:
    """Some 500 short clauses, one a line."""
    draw = Random(3)
    lines = ["KODE ETIK PELAYANAN DINAS UJI", ""]
    for section in "ABCD":
        lines += [f"{section}. Kewajiban {said(draw)}", "", "Petugas wajib:"]
        lines += [f"{number}. {said(draw)};" for number in range(1, 126)]
    return "\n".join(lines)


def said(draw: Random) -> str:
    return " ".join(draw.sample(WORDS, 8))


def roman(number: int) -> str:
    parts = [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    made = ""
    for value, sign in parts:
        made, number = made + sign * (number // value), number % value
    return made


@given(LINES, st.sets(st.integers(1, 900), max_size=20))
def test_every_line_stands_on_one_sheet_and_no_sheet_is_too_long(lines, breaks):
    sheets = sheets_of(lines, breaks)
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    assert sheets[0].first == 1 and sheets[-1].last == max(len(lines), 1)
    assert all(after.first == before.last + 1 for before, after in pairwise(sheets))
    for sheet in sheets:
        held = lines[sheet.first - 1 : sheet.last]
        assert len(held) <= MOST_LINES
        assert len(held) == 1 or sum(min(len(line), LONGEST_LINE) for line in held) <= MOST_SIGNS
    for line in range(1, len(lines) + 1):
        assert sheet_at(sheets, line).holds(line)


def test_a_section_begins_its_own_sheet_where_that_leaves_no_short_one():
    lines = ["kata"] * 1000
    assert [(s.first, s.last) for s in sheets_of(lines, [350, 500])] == [(1, 349), (350, 749), (750, 1000)]
    assert sheets_of(lines, [10, 200])[0].last == MOST_LINES


def test_a_line_without_end_is_shown_in_part():
    assert shown("a" * 5000) == ("a" * LONGEST_LINE, 3000)
    assert shown("pendek") == ("pendek", 0)


@pytest.fixture
def long(app):
    """A long decree as a draft of a small office, with a doubt on every hundredth line; its address."""
    office = open_office(app)
    with app.app_context():
        make_administrator(office.agency_id)
        version = draft(db.session.get_one(Agency, office.agency_id), text=decree(), slug="panjang-2026")
        for line in range(100, 2200, 100):
            severity = "error" if line == 900 else "warning"
            version.findings.append(
                ReadingFinding(slug="x", line=line, severity=severity, message=f"Baris {line}: periksa.")
            )
        db.session.commit()
        assert len(version.clauses) == CHAPTERS * 25
        return f"/codes/panjang-2026/versions/{version.number}"


@pytest.fixture
def admin(long, signed_in):
    return signed_in(Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD))


def lines_on(page):
    return [int(number) for number in re.findall(r'<li id="L(\d+)"', page.text)]


def test_each_page_says_where_it_is_and_all_of_them_hold_every_line(long, admin):
    page, seen, heaviest = admin.get(f"{long}/review?page=1"), [], 0
    pages = int(re.search(r"Halaman 1 dari (\d+)", page.text)[1])
    for number in range(1, pages + 1):
        page = admin.get(f"{long}/review?page={number}")
        assert f"Halaman {number} dari {pages}" in page.text
        assert ('rel="next"' in page.text.split('id="naskah"')[1]) == (number < pages)
        seen += lines_on(page)
        heaviest = max(heaviest, len(gzip.compress(page.data, 6)))
    assert seen == list(range(1, len(decree().split("\n")) + 1)) and len(seen) > 2200
    assert heaviest <= 12 * 1024


def test_a_page_full_of_short_clauses_is_not_too_heavy(admin, app):
    with app.app_context():
        agency = db.session.scalars(sa.select(Agency).filter_by(slug="dinas-uji")).one()
        version = draft(agency, text=register(), slug="pendek-2026")
        assert len(version.clauses) == 500
        db.session.commit()
    for number in range(1, 5):
        page = admin.get(f"/codes/pendek-2026/versions/1/review?page={number}")
        assert lines_on(page) and len(gzip.compress(page.data, 6)) <= 12 * 1024


def test_what_is_on_the_bench_turns_the_page(long, admin, app):
    first = admin.get(f"{long}/review")
    assert 900 in lines_on(first) and "1 galat menahan penerbitan" in first.text
    with app.app_context():
        rows = sa.select(CodeVersion).where(CodeVersion.code.has(slug="panjang-2026"))
        version = db.session.scalars(rows).one()
        finding = next(found.id for found in version.findings if found.line == 2000)
        address = next(clause.address for clause in version.clauses if clause.line > 1600)
        position = version.sections[-1].position
    assert 2000 in lines_on(admin.get(f"{long}/review?finding={finding}&page=1"))
    assert 'class="is-current"' in admin.get(f"{long}/review?clause={address}").text
    assert lines_on(admin.get(f"{long}/review?section={position}"))[-1] == len(decree().split("\n"))


def test_a_page_that_was_turned_to_has_its_own_doubts_and_names_those_elsewhere(long, admin):
    page = admin.get(f"{long}/review?page=2")
    assert 900 not in lines_on(page)
    assert re.search(r"Halaman \d+</a>: \d+ temuan, <strong[^>]*>1 galat", page.text)
    on_bench = int(re.search(r'href="#L(\d+)">Baris \d+', page.text)[1])
    assert on_bench in lines_on(page)
    for asked in ("0", "-1", "x", "99999999999"):
        assert 900 in lines_on(admin.get(f"{long}/review?page={asked}"))
    assert lines_on(admin.get(f"{long}/review?page=999"))[-1] == len(decree().split("\n"))


def test_a_repair_stays_on_its_page(long, admin):
    page = admin.get(f"{long}/review?page=3")
    shown = lines_on(page)
    form = {"rev": "0", "do": "facts", "title": "Kode Etik Panjang"}
    answer = admin.post_form(f"{long}/repairs?page=3", form)
    assert answer.status_code == 303 and "page=3" in answer.location
    assert lines_on(admin.get(answer.location)) == shown
    address = unquote(re.search(r"\?clause=([^\"&]+)", page.text.split('id="susunan"')[1])[1])
    form = {"rev": "1", "do": "trainable", "trainable": "0", "clause": address}
    answer = admin.post_form(f"{long}/repairs?page=3", form)
    assert lines_on(admin.get(answer.location)) == shown


def test_a_short_source_has_no_pages(admin, app):
    page = admin.get("/codes/dinas-uji-2025/versions/1/review")
    assert "Halaman 1" not in page.text and lines_on(page)[0] == 1
