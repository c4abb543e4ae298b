"""Decisions of the three kinds and the table of points: what may stand in a file, and what it can come to."""

from __future__ import annotations

from itertools import chain, combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.scenarios.formats import InvalidScenario, build, dump, parse
from training.scenarios.marking import rank_points, several_points
from training.scenarios.rules import paths, span

from .material import decision, option, rank, scenario, several

TEXT = """\
format: 1
id: lemari-arsip
title: Lemari arsip
title_en: The filing cabinet
clause: D.4
role: Petugas arsip
place: Ruang arsip
time: "08.15"
points:
  best: 5
  acceptable: 3
  poor: 1
  violation: 0
start: lemari
nodes:
  lemari:
    kind: several
    clause: D.4
    situation: Kunci lemari tergantung di pintu.
    question: Apa saja yang Anda lakukan?
    options:
      - id: a
        text: Mengunci lemari itu
        grade: best
        reason: Menjaga berkas.
        feedback: Berkas pemohon tidak boleh terbuka.
        upholds: [D.4]
      - id: b
        text: Memotret isinya
        grade: violation
        reason: Menyalin data.
        feedback: Data pemohon tidak disalin ke ponsel.
        violates: [D.4]
        critical: true
      - id: c
        text: Melapor kepada atasan
        grade: acceptable
        reason: Atasan perlu tahu.
        feedback: Laporan pendek sudah cukup.
        upholds: [A.9]
    consequence: Lemari itu kembali sunyi.
    next: urut
  urut:
    kind: rank
    clause: A.9
    situation: Atasan menanyakan kejadiannya.
    question: Bagaimana urutan Anda?
    options:
      - id: b
        text: Memeriksa apa yang hilang
        reason: Tanpa daftar, laporan tidak berarti.
        feedback: Periksa dahulu.
      - id: a
        text: Mencatatnya
        reason: Catatan dibuat dari yang diperiksa.
        feedback: Catat sesudah diperiksa.
      - id: c
        text: Melaporkannya
        reason: Laporan membawa catatan.
        feedback: Laporkan paling akhir.
        upholds: [A.9]
    consequence: Atasan mengangguk.
"""

RIGHT_AND_WRONG = (option("a", "best"), option("b", "poor"), option("c", "violation"))
THREE = (option("a", "best"), option("b", "best"), option("c", "best"))


def problems(data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidScenario) as caught:
        build(data, name="x")
    return [(problem.path, problem.message) for problem in caught.value.problems]


def test_all_kinds_and_points_are_kept_byte_for_byte() -> None:
    doc = parse(TEXT, name="lemari-arsip.yaml")
    assert dump(doc) == TEXT
    assert [node.kind for node in doc.nodes.values()] == ["several", "rank"]
    assert doc.scale == {"best": 5, "acceptable": 3, "poor": 1, "violation": 0}


def test_the_usual_kind_is_not_written() -> None:
    data = scenario({"a": {"kind": "one", **decision(option("a", "best"), option("b", "poor"))}})
    assert "kind" not in dump(build(data, name="x"))


@pytest.mark.parametrize(
    ("ticked", "points"),
    [("ab", 4), ("a", 2), ("abc", 2), ("ac", 0), ("abcd", 0), ("c", 0), ("cd", 0), ("b", 2)],
)
def test_right_ticks_earn_and_wrong_ticks_cost(ticked: str, points: int) -> None:
    assert several_points(4, "ab", ticked) == points


def test_a_share_is_rounded_down() -> None:
    assert [several_points(4, "abc", "abc"[:hits]) for hits in range(4)] == [0, 1, 2, 4]


@pytest.mark.parametrize(
    ("given_order", "points"), [("abcd", 4), ("bacd", 2), ("badc", 0), ("dcba", 0), ("acbd", 2), ("bcda", 0)]
)
def test_every_place_away_costs_a_point(given_order: str, points: int) -> None:
    assert rank_points(4, "abcd", given_order) == points


@given(st.integers(2, 10), st.integers(1, 5), st.sets(st.sampled_from("abcdef"), min_size=1))
def test_one_more_right_tick_never_costs_and_one_more_wrong_never_earns(
    most: int, rights: int, ticked: set[str]
) -> None:
    right = "abcdef"[:rights]
    now = several_points(most, right, ticked)
    assert 0 <= now <= most
    assert (now == most) == (ticked == set(right))
    for more in set("abcdef") - ticked:
        then = several_points(most, right, ticked | {more})
        assert then >= now if more in right else then <= now


@given(st.integers(2, 10), st.integers(3, 6), st.data())
def test_an_order_nearer_to_the_right_one_is_never_worth_less(
    most: int, size: int, data: st.DataObject
) -> None:
    right = "abcdef"[:size]
    order = data.draw(st.permutations(right))
    now = rank_points(most, right, order)
    assert 0 <= now <= most
    assert (now == most) == (list(order) == list(right))
    for place in range(size - 1):
        if order[place] > order[place + 1]:
            swapped = [*order[:place], order[place + 1], order[place], *order[place + 2 :]]
            assert rank_points(most, right, swapped) >= now


@given(st.lists(st.sampled_from(["best", "acceptable", "poor", "violation", "critical"]), max_size=4))
def test_the_ways_out_of_ticks_span_all_there_is(more: list[str]) -> None:
    grades = ["best", "poor", "poor" if not more else more[0], *more[1:]]
    options = [
        option(letter, "violation" if grade == "critical" else grade, critical=grade == "critical")
        for letter, grade in zip("abcdef", grades, strict=False)
    ]
    doc = build(scenario({"a": several(*options)}), name="x")
    right = [each.id for each in doc.nodes["a"].right]
    ids = [each["id"] for each in options]
    ticks = chain.from_iterable(combinations(ids, count) for count in range(1, len(ids) + 1))
    reached = [several_points(4, right, each) for each in ticks]
    assert (span(doc).minimum, span(doc).maximum) == (min(reached), max(reached))


@pytest.mark.parametrize("best", [2, 4, 7, 10])
@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_the_ways_out_of_an_order_span_all_there_is(best: int, size: int) -> None:
    points = {"best": best, "acceptable": 1, "poor": 0, "violation": 0}
    letters = "abcdef"[:size]
    doc = build(scenario({"a": rank(*(option(each, "best") for each in letters))}, points=points), name="x")
    reached = [rank_points(best, letters, order) for order in permutations(letters)]
    assert (span(doc).minimum, span(doc).maximum) == (min(reached), max(reached))


def test_ways_through_all_kinds_name_the_answers() -> None:
    ways = paths(parse(TEXT, name="lemari-arsip"))
    assert [(way.steps, way.score, way.critical) for way in ways] == [
        ((("lemari", "a,c"), ("urut", "b,a,c")), 10, False),
        ((("lemari", "a,c"), ("urut", "c,a,b")), 6, False),
        ((("lemari", "a"), ("urut", "b,a,c")), 7, False),
        ((("lemari", "a"), ("urut", "c,a,b")), 3, False),
        ((("lemari", "b"), ("urut", "b,a,c")), 5, True),
        ((("lemari", "b"), ("urut", "c,a,b")), 1, True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("kind: rank", "kind: urut", "nodes.urut.kind", "Pilih salah satu"),
        ("    next: urut\n", "    next: mana\n", "nodes.lemari.next", "Adegan “mana” tidak ada"),
        ("    consequence: Atasan mengangguk.\n", "", "nodes.urut.consequence", "wajib ada"),
        ("consequence: Atasan mengangguk.", "consequence:", "nodes.urut.consequence", "masih kosong"),
        ("        grade: best\n", "", "nodes.lemari.options[0].grade", "wajib ada"),
        ("best: 5", "best: 11", "points.best", "Paling tinggi 10"),
        ("acceptable: 3\n  poor", "acceptable: 5\n  poor", "points", "menurun"),
        ("  violation: 0", "  violation: 1", "points.violation", "selalu bernilai 0"),
        ("  violation: 0\n", "", "points.violation", "wajib ada"),
        ("poor: 1", "poor: 1.5", "points.poor", "bilangan bulat"),
        ("best: 5", "best: true", "points.best", "bilangan bulat"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, path: str, words: str) -> None:
    with pytest.raises(InvalidScenario) as caught:
        parse(TEXT.replace(old, new, 1), name="lemari-arsip.yaml")
    found = [problem for problem in caught.value.problems if problem.path == path]
    assert found and words in found[0].message
    if new:
        assert found[0].line == parse(TEXT, name="x").line(path)


@pytest.mark.parametrize(
    ("node", "path", "words"),
    [
        (several(*RIGHT_AND_WRONG[:2]), "nodes.a.options", "3 sampai 6"),
        (several(*THREE), "nodes.a.options", "tidak tepat"),
        (several(*(option(key, "acceptable") for key in "ab"), option("c", "poor")), "nodes.a.options", "satu"),
        (several(*RIGHT_AND_WRONG[:2], option("c", "poor", next="a")), "nodes.a.options[2].next", "adegan"),
        (
            several(*RIGHT_AND_WRONG[:2], option("c", "poor", critical=True)),
            "nodes.a.options[2].critical",
            "violation",
        ),
        (several(*RIGHT_AND_WRONG[:2], option("b", "poor")), "nodes.a.options[2].id", "sudah dipakai"),
        (rank(*THREE[:2]), "nodes.a.options", "3 sampai 6"),
        (rank(*THREE[:2], option("c", "best", critical=False)), "nodes.a.options[2].critical", "urutan"),
        (rank(*THREE[:2], option("c", "best", next="a")), "nodes.a.options[2].next", "adegan"),
        ({**rank(*THREE), "options": list(THREE)}, "nodes.a.options[0].grade", "urutan"),
        ({**decision(*RIGHT_AND_WRONG), "consequence": "Lalu."}, "nodes.a.consequence", "setiap pilihan"),
        ({**decision(*RIGHT_AND_WRONG), "next": "a"}, "nodes.a.next", "setiap pilihan"),
        (decision({**option("a", "best"), "grade": None}, option("b", "poor")), "nodes.a.options[0].grade", "kosong"),
        ({"ending": "Usai.", "kind": "rank"}, "nodes.a.kind", "hanya memuat"),
        ({"ending": "Usai.", "next": "a"}, "nodes.a.next", "hanya memuat"),
    ],
)  # fmt: skip
def test_each_kind_asks_for_its_own_keys(node: dict[str, Any], path: str, words: str) -> None:
    sound = decision(option("a", "best"), option("b", "poor"))
    found = problems(scenario({"awal": sound, "a": node}))
    assert any(where == path and words in message for where, message in found), found


def test_a_loop_of_nodes_too_large_to_judge_is_refused() -> None:
    ring = {f"n{index}": rank(*THREE, next=f"n{(index + 1) % 9}") for index in range(9)}
    with pytest.raises(InvalidScenario, match="berputar di antara 9 adegan"):
        build(scenario(ring), name="x")
