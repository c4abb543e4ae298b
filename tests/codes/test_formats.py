"""Bytes and `code.yaml`: what is wrong is said with its place."""

from pathlib import Path

import pytest

from training.codes.formats import BadFile, decode, read_code

GOOD = """agency:
  slug: dinas-uji
  name: Dinas Uji
  zone: Asia/Makassar
title: "Kode Etik: Pelayanan"
title_en: Code of Ethics
decree: Keputusan Nomor 7
decree_date: 2024-02-19
in_force_from: null
sources:
  - file: code.txt
    state: published
"""
CODES = sorted((Path(__file__).parents[2] / "quizzes").glob("*/code.yaml"))


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadFile) as caught:
        read_code(text, name="code.yaml")
    return [(fault.line, fault.path) for fault in caught.value.faults]


def test_a_good_file_is_read_whole() -> None:
    fields = read_code(GOOD, name="code.yaml")
    assert (fields.agency.zone, fields.title) == ("Asia/Makassar", "Kode Etik: Pelayanan")
    assert (fields.decree_date.isoformat(), fields.in_force_from) == ("2024-02-19", None)  # type: ignore[union-attr]


@pytest.mark.parametrize("path", CODES, ids=lambda path: path.parent.name)
def test_every_code_here_is_well_described(path: Path) -> None:
    fields = read_code(path.read_text(encoding="utf-8"), name=path.name)
    assert [source for source in fields.sources if source.state == "published"]
    assert all((path.parent / source.file).exists() for source in fields.sources)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("zone: Asia/Makassar", "zone: Asia/Tokyo", (4, "agency.zone")),
        ("slug: dinas-uji", "slug: Dinas Uji", (2, "agency.slug")),
        ("title_en: Code of Ethics\n", "", (1, "title_en")),
        ("title_en: Code of Ethics", "judul: Lain\ntitle_en: Code of Ethics", (6, "judul")),
        ("2024-02-19", "19-02-2024", (8, "decree_date")),
        ("state: published", "state: terbit", (12, "sources[0].state")),
        ("decree: Keputusan", "title: Dua\ndecree: Keputusan", (7, "title")),
        ("decree: Keputusan Nomor 7", "decree: 7", (7, "decree")),
        ("decree: Keputusan Nomor 7", "decree: a: b", (7, "")),
        ("  - file: code.txt\n    state: published\n", "", (10, "sources")),
    ],
)
def test_what_is_wrong_is_named_with_line_and_path(old: str, new: str, place: tuple[int, str]) -> None:
    assert place in faults(GOOD.replace(old, new))


@pytest.mark.parametrize("text", ["", "- a\n- b", "teks", "a: \x07"])
def test_what_is_no_description_at_all_is_refused(text: str) -> None:
    assert faults(text)


def test_the_message_reads_file_line_path() -> None:
    with pytest.raises(BadFile, match=r"^code\.yaml:8: decree_date: Tulis tanggal sebagai tahun-bulan-hari"):
        read_code(GOOD.replace("2024-02-19", "besok"), name="code.yaml")


def test_a_byte_order_mark_is_not_text() -> None:
    assert decode(b"\xef\xbb\xbfPasal 1", name="a.txt") == "Pasal 1"


def test_text_is_composed() -> None:
    assert decode("cafe\u0301".encode(), name="a.txt") == "caf\u00e9"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf8_is_named_by_its_byte(mark: bytes) -> None:
    with pytest.raises(BadFile, match=rf"^a\.txt:2: Byte ke-{len(mark) + 9} \(0x93\)"):
        decode(mark + b"Pasal 1\n\x93Jujur\x94", name="a.txt")


def test_a_picture_is_not_a_text() -> None:
    with pytest.raises(BadFile, match="byte nol"):
        decode(b"BM\0\0", name="a.bmp")
