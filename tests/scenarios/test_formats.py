from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from training.scenarios.formats import InvalidScenario, Problem, build, dump, parse

from .material import decision, option, scenario, scenarios

TEXT = """\
format: 1
id: amplop-di-loket
title: Amplop di atas meja
title_en: The envelope on the desk
clause: D.4
role: Petugas loket bantuan sosial
place: Loket 3
time: "10.40"
mood: antrean 45
tags: [gratifikasi, loket]
checked: 2026-11-21
start: amplop
nodes:
  amplop:
    clause: D.4
    situation: |
      Seorang ibu menaruh amplop di meja.

      Ia melihat ke kiri dan ke kanan.
    speech:
      who: Ibu pemohon
      says: Anggap saja uang kopi, Pak. Tidak ada yang melihat.
    question: Apa yang Anda lakukan?
    options:
      - id: a
        text: >-
          Mengembalikan amplop itu di tempat, menjelaskan bahwa layanan ini tidak dipungut biaya,
          lalu melanjutkan berkasnya.
        grade: best
        reason: Menolak di tempat dan menjelaskan.
        consequence: Ibu itu menyimpan kembali amplopnya.
        feedback: Menolak di tempat melindungi Anda dan pemohon.
        upholds: [D.4, A.9]
        next: akhir-1
      - id: b
        text: Menerima amplop itu
        grade: violation
        reason: Menerima pemberian.
        consequence: Ibu itu pergi dengan lega.
        feedback: Pemberian sekecil apa pun tidak boleh diterima.
        violates: [D.4]
        critical: true
  akhir-1:
    ending: Antrean berlanjut.
"""


def problems(text: str, name: str = "amplop-di-loket.yaml") -> tuple[Problem, ...]:
    with pytest.raises(InvalidScenario) as caught:
        parse(text, name=name)
    return caught.value.problems


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_file_is_read_whole() -> None:
    doc = parse(TEXT, name="amplop-di-loket.yaml")
    node = doc.nodes["amplop"]
    assert (doc.time, doc.checked, doc.tags) == ("10.40", date(2026, 11, 21), ("gratifikasi", "loket"))
    assert node.situation == "Seorang ibu menaruh amplop di meja.\n\nIa melihat ke kiri dan ke kanan."
    assert node.speech is not None and node.speech.who == "Ibu pemohon"
    assert node.best.id == "a" and node.kind == "one"
    assert node.options[1].critical and node.options[1].violates == ("D.4",)
    assert list(doc.decisions) == ["amplop"] and doc.nodes["akhir-1"].ending == "Antrean berlanjut."


def test_our_own_spelling_is_kept_byte_for_byte() -> None:
    assert dump(parse(TEXT, name="amplop-di-loket.yaml")) == TEXT


@settings(deadline=None)
@given(scenarios())
def test_what_is_written_reads_back_the_same(data: dict[str, Any]) -> None:
    doc = build(data, name="x")
    text = dump(doc)
    again = parse(text, name="x")
    assert again == doc
    assert dump(again) == text


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + TEXT.replace("\n", "\r\n"), name="x") == parse(TEXT, name="x")


def test_lines_point_into_the_file() -> None:
    doc = parse(TEXT, name="x")
    assert doc.line("nodes.amplop.options[1].grade") == line_of(TEXT, "grade: violation")
    assert doc.line("nodes.amplop.options[1].next") == line_of(TEXT, "- id: b")
    assert build(scenario(), name="x").line("nodes.amplop") is None


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("grade: best", "grade: bagus", "nodes.amplop.options[0].grade", "Pilih salah satu"),
        ("grade: best", "gread: best", "nodes.amplop.options[0].gread", "Maksud Anda “grade”?"),
        ("next: akhir-1", "next: akhir-9", "nodes.amplop.options[0].next", "Adegan “akhir-9” tidak ada"),
        ("- id: b", "- id: a", "nodes.amplop.options[1].id", "sudah dipakai"),
        ("start: amplop", "start: loket", "start", "tidak ada"),
        ("start: amplop", "start: akhir-1", "start", "dimulai dari adegan yang berisi pilihan"),
        ("start: amplop\n", "", "start", "wajib ada"),
        ("role: Petugas loket bantuan sosial", "role:", "role", "masih kosong"),
        ('time: "10.40"', "time: 10.40", "time", "tanda kutip"),
        ('time: "10.40"', 'time: "25.00"', "time", "Tulis waktu"),
        ("format: 1", "format: 2", "format", "Pilih salah satu: 1"),
        ("critical: true", "critical: ya", "nodes.amplop.options[1].critical", "true atau false"),
        ("checked: 2026-11-21", "checked: 21-11-2026", "checked", "Tulis tanggal"),
        ("checked: 2026-11-21", "checked: 2026-13-40", "checked", "Tulis tanggal"),
        ("question: Apa yang Anda lakukan?\n", "mood: ramai\n", "nodes.amplop.mood", "tidak dikenal di sini"),
        ("tags: [gratifikasi, loket]", "tags: gratifikasi", "tags", "Harus berupa daftar"),
        ("upholds: [D.4, A.9]", "upholds: [D 4]", "nodes.amplop.options[0].upholds[0]", "Alamat butir"),
        ("id: amplop-di-loket", "id: amplop", "id", "Harus sama dengan nama berkas: amplop-di-loket"),
        ("title: Amplop di atas meja", 'title: "Amplop\\u0007"', "title", "karakter kendali"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, path: str, words: str) -> None:
    broken = TEXT.replace(old, new, 1)
    found = [problem for problem in problems(broken) if problem.path == path]
    assert found and words in found[0].message
    assert found[0].line == (line_of(TEXT, old) if new else 1)


def test_a_duplicate_key_names_both_lines() -> None:
    problem = only(TEXT.replace("place: Loket 3\n", "place: Loket 3\nplace: Loket 4\n"))
    assert (problem.line, problem.path) == (8, "place")
    assert "baris 7" in problem.message


def test_every_fault_is_reported_at_once() -> None:
    broken = TEXT.replace("place: Loket 3\n", "place: 3\nplace: 4\n")
    broken = broken.replace("grade: best", "grade: top").replace("next: akhir-1", "next: mana")
    assert [problem.path for problem in problems(broken)] == [
        "place",
        "place",
        "nodes.amplop.options",
        "nodes.amplop.options[0].grade",
        "nodes.amplop.options[0].next",
    ]


def test_a_problem_reads_as_file_line_path_message() -> None:
    problem = only(TEXT.replace("next: akhir-1", "next: akhir-2"))
    assert str(problem).startswith("amplop-di-loket.yaml:34: nodes.amplop.options[0].next: ")


@pytest.mark.parametrize(
    ("nodes", "path"),
    [
        (
            {"a": decision(option("a", "best"), option("b", "poor", critical=True))},
            "nodes.a.options[1].critical",
        ),
        ({"a": decision(option("a", "acceptable"), option("b", "poor"))}, "nodes.a.options"),
        ({"a": decision(option("a", "best"), option("b", "best"))}, "nodes.a.options"),
        ({"a": decision(option("a", "best"))}, "nodes.a.options"),
        ({"a": decision(option("a", "best"), *(option(key, "poor") for key in "bcdefg"))}, "nodes.a.options"),
        ({"a": {**decision(option("a", "best"), option("b", "poor")), "ending": "Usai."}}, "nodes.a.options"),
        ({"a": {"clause": "D.4"}}, "nodes.a.options"),
        ({"Buruk!": decision(option("a", "best"), option("b", "poor"))}, "nodes.Buruk!"),
    ],
)
def test_a_story_must_hold_together(nodes: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidScenario) as caught:
        build(scenario(nodes), name="x")
    assert path in [problem.path for problem in caught.value.problems]


def test_a_loop_too_large_to_judge_is_refused() -> None:
    ring = {
        f"n{index}": decision(option("a", "best", next=f"n{(index + 1) % 9}"), option("b", "poor"))
        for index in range(9)
    }
    with pytest.raises(InvalidScenario, match="berputar di antara 9 adegan"):
        build(scenario(ring), name="x")


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("", "Berkas kosong", 1),
        ("- a\n- b\n", "kunci dan nilai", 1),
        ("format: 1\nid: x\x00y\n", "U+0000", 2),
        ("format: 1\n---\nformat: 1\n", "satu dokumen", 2),
        ("format: 1\nid: !!python/name:os.system x\n", "Penanda jenis", 2),
        ("a: &a [x]\nb: *a\n", "Jangkar", 1),
        ("format: 1\nid: x: y\n", "Titik dua", 2),
        ("format: 1\n\tid: x\n", "tab", 2),
        ("id: 'buka\n", "Tanda kutip", 2),
        ("format: 1\n  id: x\n", "Titik dua", 2),
        ("[" * 100_000, "terlalu dalam", 1),
        ("%YAML 1.1\n---\nformat: 1\n", "arahan", 2),
        ("? [a]\n: 1\n", "Kunci harus", 1),
        ("title: " + "a" * 210_000, "lebih besar dari 200 KB", 1),
    ],
)
def test_hostile_or_broken_yaml_gets_a_place_and_no_more(text: str, words: str, line: int) -> None:
    found = problems(text)
    assert any(words in problem.message and problem.line == line for problem in found), found


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    data = scenario(
        {"on": decision(option("a", "best", text="null"), option("b", "poor", text="1e3", next="on"))}
    )
    doc = parse(dump(build(data, name="x")), name="x")
    assert [option.text for option in doc.nodes["on"].options] == ["null", "1e3"]


@pytest.mark.parametrize(
    "text", [" ".join(["kata"] * 60), "  ".join(["kata"] * 60), "  ".join(["ab"] * 60), "x" * 300]
)
def test_long_texts_are_folded_without_changing_a_space(text: str) -> None:
    data = scenario({"a": decision(option("a", "best", text=text), option("b", "poor"))})
    written = dump(build(data, name="x"))
    assert parse(written, name="x").nodes["a"].options[0].text == text
    assert "  " in text or "x" in text or max(len(line) for line in written.splitlines()) <= 100
