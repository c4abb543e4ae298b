"""What a decree says of itself."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.codes.facts import Facts, facts_of

QUIZZES = Path(__file__).parents[2] / "quizzes"
HEADED = """WALI KOTA CONTOH
PERATURAN WALI KOTA CONTOH
NOMOR 2 TAHUN 2023
TENTANG
KODE ETIK PEGAWAI RSUD
DI KOTA CONTOH

DENGAN RAHMAT TUHAN YANG MAHA ESA

Menimbang : Peraturan Presiden Nomor 76 Tahun 2013 tentang Pengaduan;
Peraturan ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Contoh
                         pada tanggal 3 Maret 2023
Diundangkan di Contoh
pada tanggal 7 Maret 2023
"""


def test_the_banten_decree() -> None:
    text = (QUIZZES / "dinsos-banten-2024" / "code.txt").read_text(encoding="utf-8")
    assert facts_of(text) == Facts(
        "Kode Etik Penyelenggaraan Pelayanan Sosial",
        "Keputusan Kepala Dinas Sosial Provinsi Banten Nomor 188.4/2/127-Dinsos/2024",
        date(2024, 2, 19),
        date(2024, 2, 19),
    )


def test_the_palangka_raya_page_names_its_decree_and_no_day() -> None:
    text = (QUIZZES / "disdukcapil-palangkaraya-2019" / "code.txt").read_text(encoding="utf-8")
    found = facts_of(text)
    assert found.decree.endswith("Kota Palangka Raya Nomor 900/362/DKPS/II/2019")
    assert found.title.startswith("Kode Etik dan Kode Perilaku Pelaksana Layanan")
    assert (found.decree_date, found.in_force_from) == (None, None)


def test_a_regulation_holds_from_the_day_it_was_announced() -> None:
    assert facts_of(HEADED) == Facts(
        "Kode Etik Pegawai RSUD di Kota Contoh",
        "Peraturan Wali Kota Contoh Nomor 2 Tahun 2023",
        date(2023, 3, 3),
        date(2023, 3, 7),
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ditetapkan di X pada tanggal l Desember 2021", date(2021, 12, 1)),
        ("Ditetapkan di X\nPada Tanggal : 9 Agustus 2023", date(2023, 8, 9)),
        ("pada tanggal 31 Februari 2023", None),
        ("pada tanggal ditetapkan", None),
    ],
)
def test_days_as_decrees_print_them(line: str, day: date | None) -> None:
    assert facts_of(line).decree_date == day


def test_a_law_that_is_only_cited_is_not_the_decree() -> None:
    assert facts_of("Mengingat : 1. Peraturan Presiden Nomor 76 Tahun 2013 tentang Pengaduan;").decree == ""


def test_a_day_may_be_set_by_name() -> None:
    assert facts_of("mulai berlaku pada tanggal 1 Januari 2025.").in_force_from == date(2025, 1, 1)


@given(st.text(max_size=400))
def test_any_text_gives_facts(text: str) -> None:
    assert isinstance(facts_of("KEPUTUSAN NOMOR " + text + " TENTANG"), Facts)
