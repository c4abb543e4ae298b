from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.scenarios.covering.needs import Need, lacking
from training.scenarios.decisions import Key, keys_of
from training.scenarios.document import ScenarioDoc
from training.scenarios.formats import build, dump, parse
from training.scenarios.gist import gist_of, packed, unpacked
from training.scenarios.rules import (
    clauses_certain,
    clauses_met,
    coverage,
    lint,
    lint_pool,
    paths,
    span,
    thin,
)

from .material import decision, graphs, option, rank, scenario, several

CLAUSES = ["A.9", "D.1", "D.2", "D.3", "D.4"]


def story(nodes: dict[str, Any] | None = None, **more: Any) -> ScenarioDoc:
    return build(scenario(nodes, **more), name="x")


def chain(*keys: str, end: str | None = None) -> dict[str, Any]:
    """Decisions one after the other; every option leads on."""
    nexts = [*keys[1:], end]
    return {
        key: decision(option("a", "best", next=onward), option("b", "poor", next=onward))
        for key, onward in zip(keys, nexts, strict=True)
    }


def ids(doc: ScenarioDoc, severity: str | None = None) -> list[str]:
    found = lint(doc, CLAUSES)
    return [finding.id for finding in found if severity in (None, finding.severity)]


ENVELOPE = {
    "amplop": decision(
        option("a", "best", next="kembali"),
        option("b", "acceptable", next="akhir-1"),
        option("c", "violation", critical=True),
    ),
    "kembali": decision(option("a", "best", next="akhir-1"), option("b", "poor"), clause="A.9"),
    "akhir-1": {"ending": "Antrean berlanjut."},
}


def test_all_ways_are_played_with_their_score_and_end() -> None:
    played = paths(story(ENVELOPE))
    assert [(way.steps, way.score, way.ending, way.critical) for way in played] == [
        ((("amplop", "a"), ("kembali", "a")), 8, "akhir-1", False),
        ((("amplop", "a"), ("kembali", "b")), 5, None, False),
        ((("amplop", "b"),), 3, "akhir-1", False),
        ((("amplop", "c"),), 0, None, True),
    ]
    assert (span(story(ENVELOPE)).minimum, span(story(ENVELOPE)).maximum) == (0, 8)


def test_loops_do_not_hang_and_no_way_enters_a_node_twice() -> None:
    nodes = {
        "satu": decision(option("a", "best", next="dua"), option("b", "poor", next="satu")),
        "dua": decision(option("a", "best"), option("b", "poor", next="satu")),
    }
    assert [way.steps for way in paths(story(nodes))] == [(("satu", "a"), ("dua", "a"))]


def test_more_ways_than_can_be_listed_still_have_a_span() -> None:
    doc = story(chain(*(f"n{index}" for index in range(40))))
    assert len(paths(doc, limit=50)) == 50
    assert (span(doc).minimum, span(doc).maximum) == (40, 160)


@settings(deadline=None)
@given(graphs())
def test_the_span_is_that_of_all_ways(nodes: dict[str, Any]) -> None:
    doc = story(nodes)
    scores = [way.score for way in paths(doc, limit=100_000)] or [0]
    assert (span(doc).minimum, span(doc).maximum) == (min(scores), max(scores))


@settings(deadline=None)
@given(graphs())
def test_certain_clauses_are_on_every_way(nodes: dict[str, Any]) -> None:
    doc = story(nodes)
    ways = [{doc.nodes[node].clause for node, _ in way.steps} for way in paths(doc, limit=100_000)]
    assert set().union(*ways) <= clauses_met(doc)
    if ways:
        assert clauses_certain(doc) == set.intersection(*ways)


def test_coverage_names_the_scenarios_and_what_nobody_tests() -> None:
    found = coverage([story(ENVELOPE), story(id="kedua")], dict.fromkeys(CLAUSES, "satu modul"))
    assert found.clauses["D.4"] == ["amplop-di-loket", "kedua"]
    assert found.clauses["A.9"] == ["amplop-di-loket"]
    assert found.uncovered == ["D.1", "D.2", "D.3"]


def test_a_scenario_counts_only_in_the_module_that_asks_it() -> None:
    homes = {address: address[0] for address in CLAUSES}
    assert coverage([story(ENVELOPE)], homes).clauses["D.4"] == ["amplop-di-loket"]
    assert coverage([story(ENVELOPE)], homes).clauses["A.9"] == []
    assert coverage([story(ENVELOPE)], {"A.9": "A"}).uncovered == ["A.9"]


def test_a_duty_needs_two_and_everything_else_one() -> None:
    kinds = {"D.4": "prohibition", "C.1": "obligation", "A.1": "value", "E.2": "award", "F.1": "definition"}
    assert lacking(dict.fromkeys(kinds, 1), kinds) == {"D.4": 1, "C.1": 1}
    assert lacking(dict.fromkeys(kinds, 0), kinds) == {"D.4": 2, "C.1": 2, "A.1": 1, "E.2": 1, "F.1": 1}
    assert lacking(dict.fromkeys(kinds, 2), kinds) == {}
    assert lacking({"A.1": 1}, kinds, Need(duties=5, others=3)) == {"A.1": 2}


@settings(deadline=None)
@given(graphs())
def test_a_gist_goes_through_its_column_unchanged(nodes: dict[str, Any]) -> None:
    doc = story(nodes, id="kisah")
    gist = gist_of(doc)
    assert unpacked(json.loads(json.dumps(packed(gist)))) == gist
    assert gist.tests == clauses_met(doc)
    assert {f.id for f in gist.doubts} == {f.id for f in lint(doc, CLAUSES)} - {"unknown-clause"}


def test_a_sound_scenario_has_no_findings() -> None:
    assert lint(story(ENVELOPE), CLAUSES) == []


@settings(deadline=None)
@given(graphs(), st.sampled_from([[], CLAUSES]))
def test_lint_has_an_answer_for_every_story(nodes: dict[str, Any], clauses: list[str]) -> None:
    doc = story(nodes)
    findings = lint(doc, clauses)
    if not any(way for way in paths(doc, limit=1)):
        assert "endless-loop" in [finding.id for finding in findings]


def broken(*options: dict[str, Any], **more: Any) -> ScenarioDoc:
    return story({"amplop": decision(option("a", "best"), *options)}, **more)


@pytest.mark.parametrize(
    ("doc", "expected", "path"),
    [
        (story({**ENVELOPE, "lain": {"ending": "Sepi."}}), "unreachable-node", "nodes.lain"),
        (story({**ENVELOPE, **chain("lain")}), "unreachable-node", "nodes.lain"),
        (
            story(
                {
                    "amplop": decision(option("a", "best"), option("b", "poor", next="x")),
                    **chain("x", end="x"),
                }
            ),
            "endless-loop",
            "nodes.x",
        ),
        (broken(option("b", "poor", consequence="")), "dead-end", "nodes.amplop.options[1].consequence"),
        (broken(option("b", "poor", feedback=" ")), "missing-feedback", "nodes.amplop.options[1].feedback"),
        (broken(option("b", "poor", upholds=[])), "missing-clause", "nodes.amplop.options[1]"),
        (
            broken(option("b", "poor", upholds=["Z.1"])),
            "unknown-clause",
            "nodes.amplop.options[1].upholds[0]",
        ),
        (broken(option("b", "poor"), clause="Z.1"), "unknown-clause", "clause"),
        (
            broken(option("b", "poor", feedback="Laporkan paling lambat 30 hari kerja.")),
            "unchecked-figure",
            "nodes.amplop.options[1].feedback",
        ),
    ],
)
def test_errors_are_named_with_their_path(doc: ScenarioDoc, expected: str, path: str) -> None:
    assert (expected, path) in [
        (found.id, found.path) for found in lint(doc, CLAUSES) if found.severity == "error"
    ]


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        (broken(option("b", "poor", reason="")), "missing-reason"),
        (broken(option("b", "violation", violates=[], upholds=["D.4"])), "violation-without-clause"),
        (
            story({"amplop": decision(option("a", "best", violates=["D.4"]), option("b", "poor"))}),
            "best-violates",
        ),
        (broken(option("b", "poor"), clause="A.9"), "main-clause-untested"),
        (
            story({"a": decision(option("a", "best"), option("b", "poor"), situation="kata " * 121)}),
            "long-situation",
        ),
    ],
)
def test_warnings(doc: ScenarioDoc, expected: str) -> None:
    assert expected in ids(doc, "warning")
    assert ids(doc, "error") == []


def test_ticks_and_orders_have_findings_of_their_own() -> None:
    ticks = [option("a", "best"), option("b", "poor", feedback=""), option("c", "violation", violates=[])]
    actions = [
        option("a", "best", text="Menolak dengan santun amplop itu", upholds=[]),
        option("b", "best", reason="", text="Saya menolak amplop dengan tegas."),
        option("c", "best", feedback=""),
    ]
    doc = story({"a": several(*ticks, consequence="", next="b"), "b": rank(*actions, consequence="")})
    found = {(found.severity, found.id, found.path) for found in lint(doc, CLAUSES)}
    assert found == {
        ("warning", "missing-consequence", "nodes.a.consequence"),
        ("error", "missing-feedback", "nodes.a.options[1].feedback"),
        ("error", "missing-clause", "nodes.a.options[2]"),
        ("error", "dead-end", "nodes.b.consequence"),
        ("error", "missing-reason", "nodes.b.options[1].reason"),
        ("error", "near-identical", "nodes.b.options[1].text"),
        ("error", "missing-feedback", "nodes.b.options[2].feedback"),
    }


def test_the_key_of_ticks_is_betrayed_like_any_other_and_an_order_has_none() -> None:
    ticks = [
        option("a", "best", text="Tindakan yang panjang"),
        option("b", "best", text="Tindakan yang lama"),
    ]
    tempting = several(*ticks, option("c", "poor"))
    order = rank(*(option(letter, "best") for letter in "abc"))
    assert ids(
        story({f"n{at}": {**tempting, "next": f"n{at + 1}"} for at in range(2)} | {"n2": tempting})
    ) == [
        "key-longest",
        "key-place",
    ]
    assert ids(story({f"n{at}": {**order, "next": f"n{at + 1}"} for at in range(2)} | {"n2": order})) == []


def test_a_missing_consequence_before_another_node_is_a_warning() -> None:
    nodes = {
        "amplop": decision(option("a", "best", next="akhir", consequence=""), option("b", "poor")),
        "akhir": {"ending": "Usai."},
    }
    assert ids(story(nodes)) == ["missing-consequence"]


def test_a_situation_of_exactly_120_words_is_not_too_long() -> None:
    doc = story({"a": decision(option("a", "best"), option("b", "poor"), situation="kata " * 120)})
    assert ids(doc) == []


def test_only_a_checked_date_lets_a_legal_figure_stand() -> None:
    figure = option("b", "poor", feedback="Dendanya paling banyak Rp75.000.000.")
    assert ids(broken(figure)) == ["unchecked-figure"]
    assert ids(broken(figure, checked="2026-11-21")) == []
    story_sum = option(
        "b", "poor", feedback="Uang Rp50.000 itu bukan rezeki.", consequence="Dua hari kemudian ia kembali."
    )
    assert ids(broken(story_sum)) == []


def test_a_story_must_have_an_end_that_passes_without_a_critical_act() -> None:
    nodes = {
        "satu": decision(option("a", "best", next="dua"), option("b", "poor", next="dua")),
        "dua": decision(option("a", "best", next="satu"), option("b", "violation", critical=True)),
    }
    assert "no-passable-ending" in ids(story(nodes), "error")
    tempting = {
        "satu": decision(option("a", "best"), option("b", "violation", critical=True, next="dua")),
        "dua": decision(option("a", "best", next="tiga"), option("b", "poor")),
        "tiga": decision(option("a", "best"), option("b", "poor")),
    }
    assert "no-passable-ending" in ids(story(tempting), "error")


def test_doing_right_must_be_worth_the_most() -> None:
    detour = {
        "amplop": decision(option("a", "best"), option("b", "poor", next="kembali")),
        "kembali": decision(option("a", "best"), option("b", "poor")),
    }
    (finding,) = [found for found in lint(story(detour), CLAUSES) if found.id == "best-not-maximum"]
    assert finding.severity == "error"
    assert "4 dari 5" in finding.message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Menolak dengan santun amplop itu", "Saya menolak amplop dengan tegas.", True),
        ("Menerima amplop itu", "Tidak menerima amplop itu", False),
        ("Menerima amplop itu", "Menolak amplop itu", False),
        ("Saya terima amplop itu", "Saya amplop itu", False),
        ("Meminta ibu itu mengambil nomor antrean di mesin dekat pintu masuk utara gedung lama kantor",
         "Meminta bapak itu mengambil nomor antrean di mesin dekat pintu masuk selatan gedung lama kantor", True),
    ],
)  # fmt: skip
def test_options_that_differ_only_in_manners(one: str, other: str, same: bool) -> None:
    doc = story({"amplop": decision(option("a", "best", text=one), option("b", "poor", text=other))})
    assert ("near-identical" in ids(doc)) is same


def test_the_key_must_not_be_the_longest_every_time() -> None:
    nodes = chain("satu", "dua", "tiga")
    for node in nodes.values():
        node["options"][0]["text"] = "Tindakan a yang diuraikan dengan sangat lengkap"
    assert ids(story(nodes)) == ["key-longest", "key-place"]
    nodes["tiga"]["options"][1]["text"] = "Tindakan b yang diuraikan dengan sangat lengkap"
    assert ids(story(nodes)) == ["key-place"]
    nodes["tiga"]["options"][1]["text"] = "Tindakan b"
    nodes["dua"]["options"][1]["text"] = "Tindakan b yang diuraikan dengan jauh lebih lengkap lagi"
    nodes["dua"]["options"].reverse()
    assert ids(story(nodes)) == []


def test_findings_carry_the_line_of_the_file() -> None:
    text = dump(broken(option("b", "poor", feedback="")))
    (finding,) = lint(parse(text, name="x"), CLAUSES)
    assert finding.line is not None
    assert text.splitlines()[finding.line - 1].strip() == 'feedback: ""'


def test_a_pool_is_judged_together() -> None:
    docs = [
        story({"satu": decision(option("a", "best", text="Tindakan panjang"), option("b", "poor"))})
        for _ in range(4)
    ]
    found = {(finding.id, finding.path): finding for finding in lint_pool(keys(docs))}
    assert set(found) == {("key-longest", "scenarios"), ("key-place", "scenarios")}
    assert all(finding.severity == "warning" for finding in found.values())
    assert lint_pool(keys(docs[:2])) == []
    assert [finding.path for finding in thin({"D.4": 2, "A.9": 1, "A.1": 0})] == ["A.9", "A.1"]


def keys(docs: list[ScenarioDoc]) -> list[Key]:
    return [key for doc in docs for key in keys_of(doc.decisions.values())]
