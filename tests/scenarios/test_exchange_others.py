"""Aiken, Moodle XML and our YAML as they come, whole or damaged; and files that mean harm."""

import zipfile
from io import BytesIO

import pytest

from training.scenarios import formats
from training.scenarios.exchange.detecting import read_file
from training.scenarios.exchange.questions import OURS
from training.scenarios.exchange.result import MAX_BYTES, Reading

from .material import scenario

TEXT = formats.dump(formats.build(scenario(), name="uji"))
QUESTION = """<question type="multichoice"><name><text>Amplop</text></name>
<questiontext format="html"><text><![CDATA[<p>Ada <b>amplop</b> &amp; map.</p><p>Apa yang Anda lakukan?</p>]]></text>
<file name="a.png" encoding="base64">iVBORw0KGgo=</file></questiontext>
<idnumber>amplop-7</idnumber><single>true</single>
<answer fraction="100" format="html"><text>&lt;p&gt;Menolak&lt;/p&gt;</text><feedback><text>Tepat.</text></feedback></answer>
<answer fraction="50"><text>Bertanya</text></answer>
<answer fraction="0"><text>Menerima</text></answer>
<tags><tag><text>D.4</text></tag><tag><text>loket</text></tag></tags></question>"""


def read(data: bytes | str, name: str = "soal", **more) -> Reading:
    return read_file(data.encode() if isinstance(data, str) else data, name=name, **more)


def quiz(*questions: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>"


def places(reading: Reading) -> list[tuple[int, str]]:
    return [(note.line, str(note)) for note in reading.rejected]


def test_aiken():
    reading = read("Apa?\nA. Diam\nB. Melapor\nANSWER: B\n\nSiapa?\nA) Saya\nB) Anda\nANSWER: A\n")
    assert reading.format == "aiken" and not reading.rejected
    grades = [[o["grade"] for o in d.data["nodes"]["awal"]["options"]] for d in reading.drafts]
    assert grades == [["poor", "best"], ["best", "poor"]]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Apa?\nA. a\nB. b\n\nLain?\nA. a\nB. b\nANSWER: A", 1, "kunci"),
        ("Lain?\nA. a\nB. b\nANSWER: C", 4, "bukan salah satu"),
        ("Lain?\nA. a\nC. b\nANSWER: A", 4, "A, C"),
        ("Lain?\nANSWER: A", 2, "tidak ada"),
        ("ANSWER: A", 1, "tanpa soal"),
        ("Sah?\nA. a\nB. b\nANSWER: A\n\nTerpotong?\nA. a\nB. b", 6, "terpotong"),
        ("Satu?\nA. a\nANSWER: A", 1, "1 jawaban"),
    ],
)
def test_aiken_half_written(text, line, said):
    assert any(at == line and said in why for at, why in places(read(text, kind="aiken")))


def test_moodle_xml_single_several_and_truefalse():
    several = (
        QUESTION.replace("<single>true", "<single>false")
        .replace("amplop-7", "dua")
        .replace('fraction="100"', 'fraction="50"')
        .replace('fraction="0"', 'fraction="-100"')
    )
    truth = (
        '<question type="truefalse"><name><text>Kopi</text></name><questiontext><text>Boleh.</text></questiontext>'
        '<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>'
    )
    category = '<question type="category"><category><text>$course$/top/D.5</text></category></question>'
    reading = read(quiz(QUESTION, several, category, truth))
    assert reading.format == "moodle" and not reading.rejected
    one, two, three = reading.drafts
    node = one.data["nodes"]["awal"]
    assert (one.slug, one.data["clause"], one.data["tags"]) == ("amplop-7", "D.4", ["loket"])
    assert node["situation"] == "Ada **amplop** & map." and node["options"][0]["text"] == "Menolak"
    assert [o["grade"] for o in node["options"]] == ["best", "acceptable", "poor"]
    assert [o["grade"] for o in two.data["nodes"]["awal"]["options"]] == ["best", "best", "violation"]
    assert (three.slug, three.data["clause"]) == ("kopi", "D.5")
    assert [(o["text"], o["grade"]) for o in three.data["nodes"]["awal"]["options"]] == [
        ("Benar", "poor"),
        ("Salah", "best"),
    ]
    assert "Gambar" in reading.remarks[0].message
    assert "iVBOR" not in str(one.data)


@pytest.mark.parametrize("kind", ["shortanswer", "matching", "numerical", "essay", "description", "cloze"])
def test_other_kinds_of_moodle_are_refused_by_name_and_line(kind):
    reading = read(quiz(QUESTION, f'<question type="{kind}"><name><text>x</text></name></question>'))
    assert len(reading.drafts) == 1
    ((line, message),) = places(reading)
    assert kind in message and line == 3 + QUESTION.count("\n") + 1


def test_a_moodle_file_cut_short_gives_what_came_before():
    reading = read(quiz(QUESTION, QUESTION.replace("amplop-7", "dua"))[:-400])
    assert [draft.slug for draft in reading.drafts] == ["amplop-7"]
    assert "terpotong" in places(reading)[0][1] and places(reading)[0][0] > 9


@pytest.mark.parametrize(
    "document",
    [
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        '<?xml version="1.0"?><!DOCTYPE q SYSTEM "http://example.invalid/q.dtd"><quiz/>',
        '<?xml version="1.0"?><quiz>' + "<a>" * 10_000,
        '<?xml version="1.0"?><rss/>',
    ],
)
def test_hostile_or_foreign_xml_is_refused(document):
    reading = read(document)
    assert not reading.drafts and len(reading.rejected) == 1


def test_zero_is_a_violation_only_in_files_of_ours():
    tagged = QUESTION.replace("<tags>", f"<tags><tag><text>{OURS}</text></tag>")
    grades = [
        [o["grade"] for o in read(quiz(each)).drafts[0].data["nodes"]["awal"]["options"]]
        for each in (QUESTION, tagged)
    ]
    assert grades == [["best", "acceptable", "poor"], ["best", "acceptable", "violation"]]


def test_our_yaml_several_documents_and_a_fault_in_one():
    second = TEXT.replace("id: amplop-di-loket", "id: kedua").replace("grade: best", "grade: terbaik")
    reading = read(f"# tiga\n{TEXT}---\n{second}---\n{TEXT.replace('id: amplop-di-loket', 'id: ketiga')}")
    assert [draft.slug for draft in reading.drafts] == ["amplop-di-loket", "ketiga"]
    assert reading.drafts[0].source.startswith("# tiga")
    first = 2 + TEXT.count("\n")
    assert any(line > first and "grade" in message for line, message in places(reading))


def test_an_unknown_clause_is_refused_where_it_stands():
    reading = read(TEXT, clauses=frozenset({"A.1"}))
    assert not reading.drafts and any("Butir D.4 tidak ada" in message for _, message in places(reading))


def zipped(files: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_zip_of_scenarios():
    files = {"a/satu.yaml": TEXT.encode(), "dua.yml": b"id: [", "LICENSE": b"x", "__MACOSX/satu.yaml": b"x"}
    reading = read(zipfile_data := zipped(files))
    assert zipfile_data and [draft.slug for draft in reading.drafts] == ["amplop-di-loket"]
    assert places(reading)[0][1].startswith("dua.yml: ") and "LICENSE" in reading.remarks[0].message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b" \n ", "kosong"),
        (b"x" * (MAX_BYTES + 1), "10 MB"),
        (b"x" * 50_000_000, "10 MB"),
        (b"Apa? {=a ~" + b"b" * 300_000 + b"}", "200.000 huruf"),
        (b"Apa? \x00 {=a ~b}", "nol"),
        (b"Apa? \x07 {=a ~b}", "kendali"),
        (
            b"Apa\x80\x81\xfe\xff? {=a ~b} \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
            "UTF-8",
        ),
        (b"PK\x03\x04", "rusak"),
        (zipped({"bom.yaml": b"0" * 40_000_000}), "lebih dari 30 MB"),
        (zipped({"bom.yaml": b"0" * 20_000_000}), "dimampatkan"),
        (zipped({"word/document.xml": b"x"}), "Word"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<!doctype html><html>", "HTML"),
        (b"format: 1\nid: &a x\nb: *a\n", "Jangkar"),
        (b"Hanya sebuah paragraf.", "pilihan"),
    ],
)
def test_files_that_cannot_be_used_say_why_and_where(data, said):
    reading = read(data)
    assert not reading.drafts and said in " ".join(note.message for note in reading.rejected)
    assert all(note.line >= 1 for note in reading.rejected)


def test_other_encodings_are_read_with_a_remark():
    reading = read("Café mana? {=satu ~dua}".encode("cp1252"), "soal.gift")
    assert "Café" in reading.drafts[0].data["title"] and "UTF-8" in reading.remarks[0].message
    assert read("Café mana? {=satu ~dua}".encode("utf-16"), "soal.gift").drafts


def test_ten_thousand_questions_are_read_and_more_are_asked_to_be_divided():
    text = "".join(f"::Soal {n}::Apa {n}?{{=a ~b}}\n\n" for n in range(10_001))
    assert "Bagilah" in read(text).rejected[0].message
    assert len(read(text.rpartition("::Soal")[0]).drafts) == 10_000


def test_nameless_questions_that_ask_the_same_are_told_apart_by_their_answers():
    reading = read("Apa?{T}\n\nApa?{F}\n\nApa?{T}\n\nApa?{F}")
    first, second = reading.drafts
    assert second.slug == f"{first.slug}-2" and not reading.rejected
    assert [(note.line, note.message[-24:]) for note in reading.remarks] == [
        (5, "baris 1; diambil satu kali."[-24:]),
        (7, "baris 3; diambil satu kali."[-24:]),
    ]


def test_the_same_name_twice_is_refused_where_it_comes_again():
    reading = read("::Map::Apa?{=a ~b}\n\n::map::Siapa?{=a ~b}")
    assert len(reading.drafts) == 1 and places(reading) == [
        (3, "Kode “map” sudah dipakai di baris 1 berkas ini.")
    ]
