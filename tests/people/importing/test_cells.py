"""Days, ranks, kinds and numbers, as cells of real sheets hold them."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.people.importing.days import read_day
from training.people.importing.numbers import read_nip
from training.people.importing.ranks import PANGKAT, employment_of, kind_of, rank_of
from training.people.importing.records import full_name

DAYS = st.dates(date(1940, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_is_the_same_however_it_is_written(day):
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    for text in (
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {months[day.month - 1]} {day.year}",
        f"{day} 00:00:00",
        f"'{day:%d-%m-%Y}",
    ):
        assert read_day(text) == day


@given(st.dates(date(1940, 1, 1), date(2100, 1, 1)))
def test_excels_own_numbers_are_days(day):
    assert read_day(str((day - date(1899, 12, 30)).days)) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none_or_refused(text):
    with suppress(ValueError):
        assert read_day(text) is None or isinstance(read_day(text), date)


@pytest.mark.parametrize(
    "text", ["31-02-2020", "01-02-03", "2020", "13/13/2020", "kemarin", "1 Foo 2020", "01-01-1800", "99999"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        read_day(text)


@pytest.mark.parametrize("text", ["", "-", " ", "nihil", "00-00-0000", "0"])
def test_nothing_is_no_day(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Penata Muda Tingkat I, III/b", "III/b"),
        ("Penata Muda Tk. I (III/b)", "III/b"),
        ("III/b", "III/b"),
        ("iii.b", "III/b"),
        ("IIIb", "III/b"),
        ("Pembina Utama Madya", "IV/d"),
        ("Pengatur Muda TK I", "II/b"),
        ("IX", "IX"),
        ("Golongan IX", "IX"),
        ("Gol. XVII", "XVII"),
        ("-", ""),
    ],
)
def test_ranks_are_found_in_one_cell(text, rank):
    assert rank_of(text) == rank


@pytest.mark.parametrize("text", ["Golongan Z", "III/e", "Jenderal", "XVIII", "12"])
def test_unknown_ranks_are_refused(text):
    with pytest.raises(ValueError):
        rank_of(text)


@pytest.mark.parametrize("name", PANGKAT)
def test_every_pangkat_has_its_golongan(name):
    assert rank_of(name.title()) == rank_of(f"{name.title()}, {PANGKAT[name]}") == PANGKAT[name]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PNS", "pns"),
        ("CPNS", "pns"),
        ("PPPK", "pppk"),
        ("P3K", "pppk"),
        ("PPPK PW", "pppk_part"),
        ("PPPK Paruh Waktu", "pppk_part"),
        ("Non-ASN", "non_asn"),
        ("Tenaga Honorer", "non_asn"),
        ("Outsourcing", "non_asn"),
        ("THL", "non_asn"),
        ("", ""),
    ],
)
def test_kinds_of_employment(text, kind):
    assert employment_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pelaksana", "executor"),
        ("Fungsional Umum", "executor"),
        ("Fungsional Tertentu", "functional"),
        ("Struktural", "managerial"),
        ("Eselon III", "managerial"),
    ],
)
def test_kinds_of_positions(text, kind):
    assert kind_of(text) == kind


NIP = "198603092015051001"


@pytest.mark.parametrize(
    ("text", "kept", "doubts"),
    [
        (NIP, NIP, []),
        ("19860309 201505 1 001", NIP, []),
        (f"'{NIP}", NIP, []),
        (f"’{NIP} ", NIP, []),
        ("1.98603092015051E+17", "", ["scientific"]),
        ("1,98609E+17", "", ["scientific"]),
        ("198603092015051000", "198603092015051000", ["rounded"]),
        ("198603092015051", "198603092015051", ["length"]),
        ("3603010909860001", "", ["nik"]),
        ("1986030920150510019", "", ["long"]),
        ("belum ada", "", ["letters"]),
        ("-", "", []),
        ("", "", []),
        ("198613092015051001", "198613092015051001", ["birth"]),
        ("198603092015053001", "198603092015053001", ["sex"]),
    ],
)
def test_damaged_numbers_are_said_and_block_nobody(text, kept, doubts):
    assert read_nip(text) == (kept, doubts)


def test_a_contract_number_is_no_month():
    assert read_nip("198603092023211001", employment="pppk") == ("198603092023211001", [])
    assert read_nip("198603092023211001", employment="pns")[1] == ["appointment"]
    assert read_nip("198603092015051001", employment="pppk")[1] == ["appointment"]


@given(st.text(max_size=40), st.sampled_from(["", "pns", "pppk", "non_asn"]))
def test_whatever_stands_there_is_read_without_a_fault(text, employment):
    kept, _doubts = read_nip(text, employment=employment)
    assert kept == "" or (kept.isdigit() and len(kept) <= 18 and len(kept) != 16)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Drs.", "Budi Santoso", "M.Si"), "Drs. Budi Santoso, M.Si"),
        (("", "Budi  Santoso", ""), "Budi Santoso"),
        (("-", "Budi", "-"), "Budi"),
        (("Drs.", "Drs. Budi, M.Si", "M.Si"), "Drs. Budi, M.Si"),
    ],
)
def test_titles_stand_with_the_name_once(parts, name):
    assert full_name(*parts) == name


@given(DAYS)
def test_a_day_before_is_a_day_before(day):
    if day > date(1940, 1, 1):
        assert read_day(f"{day - timedelta(days=1):%d-%m-%Y}") < read_day(f"{day:%d-%m-%Y}")
