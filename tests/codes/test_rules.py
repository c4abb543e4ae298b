"""What a text is fixed by, and how it is cited."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.codes.rules import (
    anchor,
    canonical_text,
    cite,
    content_hash,
    grouped,
    heading,
    placed,
    source_lines,
)


@dataclass(frozen=True)
class Words:
    address: str
    label: str
    text: str
    group: str | None = None


GIFT = Words("D.4", "4", "Menerima sesuatu dari pemohon.")
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40)


def test_the_same_words_reflowed_are_the_same_text() -> None:
    assert content_hash([GIFT]) == content_hash([replace(GIFT, text="Menerima  sesuatu\ndari pemohon. ")])


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert content_hash([replace(GIFT, text="caf\u00e9")]) == content_hash([replace(GIFT, text="cafe\u0301")])


@pytest.mark.parametrize(
    "change", [{"address": "D.5"}, {"label": ""}, {"text": "Menerima sesuatu dari pemohon"}]
)
def test_address_label_and_every_word_count(change: dict[str, str]) -> None:
    assert content_hash([GIFT]) != content_hash([replace(GIFT, **change)])


def test_order_counts_and_words_cannot_move_between_clauses() -> None:
    other = Words("D.5", "5", "x")
    assert content_hash([GIFT, other]) != content_hash([other, GIFT])
    assert content_hash([Words("A", "1", "b c")]) != content_hash([Words("A", "1", "b"), Words("c", "", "")])


@given(
    st.lists(st.builds(Words, WORDS, WORDS, WORDS), max_size=4),
    st.lists(st.builds(Words, WORDS, WORDS, WORDS), max_size=4),
)
def test_different_canonical_texts_have_different_hashes(one: list[Words], two: list[Words]) -> None:
    assert (canonical_text(one) == canonical_text(two)) == (content_hash(one) == content_hash(two))


def test_a_citation_names_the_decree_and_its_day_in_indonesian() -> None:
    assert cite("Kode", "Keputusan Nomor 7", date(2024, 2, 19)) == "Keputusan Nomor 7, 19 Februari 2024"
    assert cite("Kode", "Keputusan Nomor 7", None) == "Keputusan Nomor 7"
    assert cite("Kode", "", date(2024, 2, 19)) == "Kode"


@pytest.mark.parametrize(
    ("label", "title", "expected"),
    [
        ("A", "Nilai Dasar", "A. Nilai Dasar"),
        ("BAB II", "Kewajiban", "BAB II Kewajiban"),
        ("", "Nilai", "Nilai"),
        ("C", "", "C"),
        ("Pasal 3", "Pasal 3", "Pasal 3"),
    ],
)
def test_a_heading_reads_like_print(label: str, title: str, expected: str) -> None:
    assert heading(label, title) == expected


def test_anchors_hold_no_space() -> None:
    assert anchor("B.wajib.6") == "butir-B.wajib.6"
    assert anchor("Pasal 5.ayat (1)") == "butir-Pasal_5.ayat_(1)"


def test_lists_stay_in_the_order_of_the_text() -> None:
    duty, ban = replace(GIFT, group="wajib"), replace(GIFT, group="dilarang")
    assert [(name, len(members)) for name, members in grouped([GIFT, duty, duty, ban])] == [
        ("", 1),
        ("wajib", 2),
        ("dilarang", 1),
    ]


def test_a_finding_says_its_place_once() -> None:
    assert placed("Baris 5–13: 7 butir kehilangan nomornya.", 5) == (
        "Baris 5–13",
        "7 butir kehilangan nomornya.",
    )
    assert placed("Judul tidak ditemukan.", 3) == ("Baris 3", "Judul tidak ditemukan.")


def test_lines_break_only_where_the_reader_breaks_them() -> None:
    assert source_lines("satu\r\ndua\rtiga\nempat\u2028tetap\x0c") == [
        "satu",
        "dua",
        "tiga",
        "empat\u2028tetap\x0c",
    ]
