"""The sheet: the same bytes for the same paper, tagged, and text is only ever text."""

import hashlib
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from training.decisions.papers.composing import compose
from training.decisions.papers.printing import EDITION, EDITIONS, SHEETS, Frame, print_paper

from .samples import ABOUT, SAID, all_taken, taken

FROZEN = {"step1.typ": "bab758e6cdfbb57f45ebe846a967505099cb4803b197c53c6dd9177d4b748bdd"}
FRAME = Frame(
    agency="Dinas Sosial Provinsi Banten",
    matter="ETIK/2026/0001",
    mark="RAHASIA · dicetak untuk Ratna Puspita, 23 November 2026, 09.00 WIB",
    watermark="RAHASIA · Ratna Puspita",
    seal="Sidik langkah " + "ab" * 32,
    disclaimer="Nilai bukan bukti pelanggaran.",
    stamp=1_764_000_000,
)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("kind", sorted(SAID))
def test_every_kind_prints_with_its_frame(kind):
    steps = all_taken()
    place = list(SAID).index(kind)
    pdf = print_paper(compose(ABOUT, steps[place], tuple(steps[:place])), FRAME)
    said = text_of(pdf)
    assert b"/MarkInfo" in pdf or b"/StructTreeRoot" in pdf
    for words in (
        "DINAS SOSIAL PROVINSI BANTEN",
        "dicetak untuk Ratna Puspita",
        "Nilai bukan bukti",
        "RAHASIA",
    ):
        assert words in said, words


def test_the_same_paper_gives_the_same_bytes():
    paper = compose(ABOUT, taken("decided"), (taken("appointed"),))
    made = [print_paper(paper, FRAME) for _time in range(2)]
    assert made[0] == made[1]
    assert made[0] != print_paper(paper, replace(FRAME, mark="RAHASIA · dicetak untuk Hesti"))


def test_markup_is_only_text():
    paper = compose(
        ABOUT, taken("noted", text='#eval("1+1") $x^2$ \\ *tebal* #read("/etc/passwd") @ini <itu>'), ()
    )
    assert '#eval("1+1") $x^2$' in text_of(print_paper(paper, FRAME))


def test_a_long_examination_goes_over_pages_and_counts_them():
    many = [{"asked": f"Pertanyaan {n}?", "answered": "Jawaban yang panjang. " * 40} for n in range(60)]
    said = text_of(print_paper(compose(ABOUT, taken("heard", exchanges=many), ()), FRAME))
    pages = said.count("dicetak untuk Ratna Puspita")
    assert pages > 5 and f"Halaman {pages} dari {pages}" in said and "60." in said


@settings(max_examples=15)
@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_can_be_printed(text):
    paper = compose(ABOUT, taken("noted", text=text), ())
    assert print_paper(paper, replace(FRAME, matter=text, mark=text)).startswith(b"%PDF")


def test_editions_are_never_changed_only_added():
    kept = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SHEETS.glob("*.typ")}
    assert kept == FROZEN and set(EDITIONS.values()) == set(FROZEN) and EDITION in EDITIONS


def test_an_edition_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        print_paper(compose(ABOUT, taken("noted"), ()), FRAME, edition=99)
