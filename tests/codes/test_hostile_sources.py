"""Files made to harm: each gets its clear message, nothing is half read, and this process stays alive."""

import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from tests.codes.papers import PICTURE, pdf_of_pages, pdf_of_text, repacked, text_at, word_of_text
from training.codes import confined, extraction
from training.codes.extraction import extract_apart
from training.codes.formats import BadFile
from training.codes.kinds.layout import Word
from training.codes.kinds.limits import LIMITS, MEGABYTE, OCR_LIMITS
from training.codes.sources import (
    Locked,
    Source,
    Stopped,
    TooLarge,
    Unreadable,
    Unsafe,
    WithoutText,
    WrongKind,
    extract,
)

SENTENCE = "Petugas dilarang menerima pemberian."
WORD = word_of_text(SENTENCE)
PDF = pdf_of_pages([text_at(50, 700, SENTENCE)] * 3)
BODY = (
    '<?xml version="1.0"?>{dtd}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{inner}</w:body></w:document>"
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def body(dtd: str, inner: str) -> bytes:
    return repacked(WORD, {"word/document.xml": BODY.format(dtd=dtd, inner=inner).encode()})


def zip_bomb() -> bytes:
    return repacked(WORD, {"word/media/image1.bmp": bytes(300 * MEGABYTE)})


def zip_bomb_that_lies() -> bytes:
    """60 MB of body, said to be 1 kB in both directories of the zip."""
    data = repacked(WORD, {"word/document.xml": bytes(60 * MEGABYTE)})
    said = (60 * MEGABYTE).to_bytes(4, "little")
    return data.replace(said, (1000).to_bytes(4, "little"))


def dense_bomb() -> bytes:
    return repacked(WORD, {"word/document.xml": BODY.format(dtd="", inner=" " * 40 * MEGABYTE).encode()})


def many_members() -> bytes:
    return repacked(WORD, {f"word/media/{number}": b"" for number in range(3000)}, level=zipfile.ZIP_STORED)


def macros() -> bytes:
    return repacked(WORD, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def locked_zip() -> bytes:
    """Sets the encryption flag of the first member in both places."""
    data = bytearray(WORD)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    out = BytesIO(WORD)
    with zipfile.ZipFile(out, "a") as parts, pytest.warns(UserWarning, match="Duplicate"):
        parts.writestr("word/document.xml", "lain")
    return out.getvalue()


def deep() -> bytes:
    return body("", "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000)


def spreadsheet() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/workbook.xml", "<a/>")
    return out.getvalue()


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("kode.txt", SENTENCE)
    return out.getvalue()


def locked_pdf() -> bytes:
    nothing = "00" * 32
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{nothing}> /U <{nothing}> /P -4 >> /ID [<00> <00>]"
    return pdf_of_pages([text_at(50, 700, SENTENCE)], trailer=key)


def random_bytes() -> bytes:
    return random.Random(7).randbytes(50_000)


FILES: list[tuple[str, Callable[[], bytes], type[BadFile], str]] = [
    ("bom.docx", zip_bomb, TooLarge, "lebih dari 50 MB"),
    ("bohong.docx", zip_bomb_that_lies, BadFile, "rusak|50 MB"),
    ("padat.docx", dense_bomb, Unsafe, r"word/document\.xml: .*dimampatkan tidak wajar"),
    ("banyak.docx", many_members, Unsafe, r"3\d\d\d bagian; batasnya 2000"),
    ("tawa.docx", lambda: body(LAUGHS, PARAGRAPH.format("&i;")), Unsafe, r"word/document\.xml: .*DTD atau entitas"),
    ("luar.docx", lambda: body(OUTSIDE, PARAGRAPH.format("&x;")), Unsafe, "DTD atau entitas"),
    ("gaya.docx", lambda: repacked(WORD, {"word/styles.xml": (LAUGHS + "<a>&i;</a>").encode()}), Unsafe, r"styles\.xml"),
    ("dalam.docx", deep, Unsafe, "bertingkat terlalu dalam"),
    ("makro.docm", macros, Unsafe, r"word/vbaProject\.bin: .*makro"),
    ("terkunci.docx", locked_zip, Locked, "kata sandi"),
    ("ganda.docx", twice, Unsafe, "nama yang sama"),
    ("rusak.docx", lambda: body("", "<w:p>"), Unreadable, r":1: word/document\.xml: .*rusak"),
    ("potong.docx", lambda: WORD[:-2000], Unreadable, "rusak atau terpotong"),
    ("lembar.docx", spreadsheet, WrongKind, "Excel"),
    ("arsip.docx", archive, WrongKind, "arsip zip"),
    ("lama.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), WrongKind, r"\.doc"),
    ("sandi.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Locked, "sandi"),
    ("halaman.pdf", lambda: pdf_of_pages([""] * 10_000), TooLarge, r"10\.000 halaman; batasnya 500"),
    ("terkunci.pdf", locked_pdf, Locked, "kata sandi"),
    ("potong.pdf", lambda: PDF[: len(PDF) // 2], Unreadable, r"byte \d+: .*terpotong"),
    ("isi-acak.pdf", lambda: b"%PDF-1.7\n" + random_bytes() + b"%%EOF", Unreadable, "rusak"),
    ("kosong.pdf", lambda: pdf_of_pages([""]), WithoutText, "pip install rapidocr"),
    ("laman.html", lambda: b"<!DOCTYPE html><script>alert(1)</script>", WrongKind, "HTML"),
    ("surat.rtf", lambda: b"{\\rtf1 Pasal 1}", WrongKind, "RTF"),
    ("foto.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(99), WrongKind, "gambar"),
    ("acak.bin", random_bytes, Unreadable, "bukan teks|tidak dapat ditebak"),
    ("nol.txt", lambda: b"Pasal 1\nPasal\0 2", Unreadable, r"nol\.txt:2: "),
    ("kosong.txt", lambda: b" \n ", Unreadable, "kosong"),
    ("sebaris.txt", lambda: b"a " * 25 * MEGABYTE, TooLarge, "lebih besar dari 10 MB"),
    ("panjang.txt", lambda: b"a " * 4 * MEGABYTE, TooLarge, r"2\.000\.000 huruf"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "kind", "message"), FILES, ids=[row[0] for row in FILES])
def test_a_hostile_file_gets_its_message(
    name: str, make: Callable[[], bytes], kind: type[BadFile], message: str
) -> None:
    with pytest.raises(kind, match=message) as caught:
        extract_apart(make(), name=name)
    said = str(caught.value)
    assert said.startswith(name) and "Traceback" not in said and len(said) < 400


def test_formulas_and_tags_stay_words() -> None:
    text = '=HYPERLINK("http://contoh")\n1. <script>alert(1)</script> Petugas wajib jujur.\n@SUM(A1)\n'
    for data, name in (
        (text.encode(), "a.txt"),
        (word_of_text(text), "a.docx"),
        (pdf_of_text(text), "a.pdf"),
    ):
        found = extract_apart(data, name=name).text
        assert [line for line in found.splitlines() if line] == text.splitlines()


def test_what_points_outside_or_is_embedded_is_ignored_and_said() -> None:
    with zipfile.ZipFile(BytesIO(WORD)) as parts:
        links = parts.read("word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    link = b'<Relationship Id="rId99" TargetMode="External" Target="http://contoh/x.dotm" Type="%s"/></Relationships>'
    changed = {
        "word/_rels/document.xml.rels": links.replace(b"</Relationships>", link % kind),
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0",
    }
    source = extract_apart(repacked(WORD, changed), name="a.docx")
    assert source.text.strip() == SENTENCE
    assert [note.split()[0] for note in source.notes] == ["Berkas", "Tautan"]


def test_scripts_and_attachments_of_a_pdf_are_left_alone_and_said() -> None:
    names = "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >>"
    names += " /EmbeddedFiles << /Names [(b) << /Type /Filespec /F (b.exe) >>] >> >>"
    data = pdf_of_pages([text_at(50, 700, SENTENCE)], catalog=names)
    source = extract_apart(data, name="a.pdf")
    assert source.text.strip() == SENTENCE and len(source.notes) == 2


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (replace(LIMITS, wall_seconds=0), "terlalu lama"),
        (replace(LIMITS, cpu_seconds=0), "terlalu lama"),
        (replace(LIMITS, address_space=24 * MEGABYTE), "memori|berhenti mendadak"),
    ],
)
def test_a_child_beyond_its_limits_is_ended_and_said(limits: extraction.Limits, message: str) -> None:
    with pytest.raises(Stopped, match=message):
        extract_apart(pdf_of_pages([text_at(50, 700, SENTENCE)] * 400), name="a.pdf", limits=limits)
    assert extract_apart(PDF, name="a.pdf").pages == 3


def test_pictures_are_read_again_under_limits_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[extraction.Limits, str]] = []

    def ask(data: bytes, name: str, how: str, limits: extraction.Limits, *_: object) -> Any:
        asked.append((limits, how))
        if how == "text":
            raise WithoutText(name, "gambar")
        return {"source": Source("1. Jujur", "pdf").to_dict()}

    monkeypatch.setattr(extraction, "ask_child", ask)
    monkeypatch.setattr(extraction, "can_recognise", lambda: True)
    assert extract_apart(PDF, name="a.pdf").text == "1. Jujur"
    assert asked == [(LIMITS, "text"), (OCR_LIMITS, "pictures")]
    monkeypatch.setattr(extraction, "can_recognise", lambda: False)
    with pytest.raises(WithoutText):
        extract_apart(PDF, name="a.pdf")


def test_the_child_tells_every_page_it_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reader:
        def words(self, page: object) -> list[Word]:
            return [Word("1. Jujur", 50, 650, 120, 660)]

    monkeypatch.setattr(confined, "RapidRecogniser", Reader)
    said: list[dict[str, Any]] = []
    task = {"suffix": ".pdf", "how": "pictures", "whole": False}
    confined.work(pdf_of_pages([PICTURE] * 2), task, LIMITS, said.append)
    assert said[:2] == [{"page": 1, "pages": 2}, {"page": 2, "pages": 2}]
    assert said[2]["source"]["text"].count("Jujur") == 2


def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    assert "SECRET_KEY" in os.environ and not {"SECRET_KEY", "DATABASE_URL"} & set(extraction.ENVIRONMENT)


@pytest.mark.parametrize("data", [WORD, PDF], ids=["docx", "pdf"])
def test_a_file_damaged_anywhere_is_read_or_refused(data: bytes) -> None:
    """In this process on purpose: what the child would hide must not happen either."""
    chance = random.Random(11)
    for _ in range(150):
        hurt = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        with suppress(BadFile):
            assert extract(bytes(hurt), name="a").text
