"""Which modules a code yields, in which order they open, how far a reading has come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.codes.reading import Clause, Document, Section, read
from training.modules.rules import Place, compile_modules, minutes_for, shortened, steps_of, unlocked

QUIZZES = Path(__file__).parents[2] / "quizzes"


def clause(address: str, group: str = "", kind: str = "value", text: str = "Jujur") -> Clause:
    return Clause(address.split(".")[-1], address, text, kind, 1, 1, group=group or None)


def section(label: str, *clauses: Clause, title: str = "Nilai", trainable: bool = True) -> Section:
    return Section(label, title, "value", 1, trainable, clauses)


def keys(*sections: Section) -> list[str]:
    return [sketch.key for sketch in compile_modules(Document("Kode", sections))]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dinsos-banten-2024", {"a": 14, "b": 6, "c": 8, "d": 8, "e": 2}),
        ("disdukcapil-palangkaraya-2019", {"a": 7, "b-wajib": 8, "b-dilarang": 8}),
    ],
)
def test_the_real_codes_yield_their_modules(code: str, expected: dict[str, int]) -> None:
    sketches = compile_modules(read((QUIZZES / code / "code.txt").read_text(encoding="utf-8")))
    assert {sketch.key: len(sketch.objectives) for sketch in sketches} == expected


def test_what_is_not_trained_and_what_is_empty_yields_nothing() -> None:
    assert keys(section("A", clause("A.1"), trainable=False), section("B"), section("C", clause("C.1"))) == [
        "c"
    ]


def test_a_list_taken_up_again_is_the_same_module() -> None:
    mixed = section("B", clause("B.w.1", "wajib"), clause("B.d.1", "dilarang"), clause("B.w.2", "wajib"))
    sketches = compile_modules(Document("Kode", (mixed,)))
    assert [(s.key, [o.address for o in s.objectives]) for s in sketches] == [
        ("b-wajib", ["B.w.1", "B.w.2"]),
        ("b-dilarang", ["B.d.1"]),
    ]


def test_keys_stay_apart_when_labels_do_not() -> None:
    assert keys(section("A", clause("A.1")), section("A", clause("A.1~2")), section("", clause("1"))) == [
        "a",
        "a-2",
        "bagian-3",
    ]


def test_an_objective_says_what_the_officer_can_do() -> None:
    ban = section("D", clause("D.4", kind="prohibition", text="Menerima sesuatu dari pemohon."))
    (sketch,) = compile_modules(Document("Kode", (ban,)))
    assert sketch.objectives[0].text == "Mengenali dan menjauhi larangan: Menerima sesuatu dari pemohon"


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.lists(st.text(max_size=90), max_size=4), st.booleans()), max_size=6
    )
)
def test_every_trainable_clause_is_in_exactly_one_module_in_order(
    parts: list[tuple[str, list[str], bool]],
) -> None:
    sections = tuple(
        section(label, *(clause(f"{n}.{m}", group) for m, group in enumerate(groups)), trainable=trainable)
        for n, (label, groups, trainable) in enumerate(parts)
    )
    sketches = compile_modules(Document("Kode", sections))
    found = [objective.address for sketch in sketches for objective in sketch.objectives]
    assert sorted(found) == sorted(c.address for s in sections if s.trainable for c in s.clauses)
    assert len({sketch.key for sketch in sketches}) == len(sketches)
    assert all(0 < len(sketch.key) <= 80 and len(sketch.title) <= 210 for sketch in sketches)


@pytest.mark.parametrize(
    ("passed", "opened"),
    [(set(), {1}), ({1}, {1, 2}), ({1, 2}, {1, 2, 3}), ({3}, {1, 3}), ({1, 2, 3}, {1, 2, 3}), ({9}, {1})],
)
def test_a_module_opens_when_the_one_before_is_passed(passed: set[int], opened: set[int]) -> None:
    assert unlocked([1, 2, 3], passed) == opened


def test_nothing_is_open_where_there_is_nothing() -> None:
    assert unlocked([], {1}) == set()


@pytest.mark.parametrize(
    ("passed", "unpublished", "opened"),
    [
        (set(), {1}, {1, 2}),
        (set(), {2}, {1}),
        ({1}, {2}, {1, 2, 3}),
        ({1}, {2, 3}, {1, 2, 3, 4}),
        ({1, 3}, {2}, {1, 2, 3, 4}),
        (set(), {1, 2, 3, 4}, {1, 2, 3, 4}),
    ],
)
def test_a_module_that_is_not_published_keeps_nobody_waiting(passed, unpublished, opened):
    assert unlocked([1, 2, 3, 4], passed, unpublished) == opened


@given(st.integers(0, 30), st.integers(1, 30))
def test_only_read_steps_and_the_next_one_are_reachable(read_steps: int, total: int) -> None:
    place = Place(min(read_steps, total), total)
    reachable = [step for step in range(-1, total + 3) if place.reachable(step)]
    assert reachable == list(range(1, place.next_step + 1))
    assert place.complete == (place.next_step in range(1, place.read + 1))


def test_the_recap_is_a_step_of_its_own() -> None:
    assert steps_of(8) == 9


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jujur, yaitu dapat dipercaya dalam perkataan;", "Jujur"),
        ("disiplin; yaitu hadir tepat waktu", "disiplin"),
        ("Tidak mempersulit;", "Tidak mempersulit"),
        ("kata " * 40, "kata " * 18 + "…"),
        ("x" * 200, "x" * 90 + " …"),
    ],
)
def test_a_clause_is_named_by_its_head(text: str, name: str) -> None:
    assert shortened(text) == name


def test_reading_takes_at_least_a_minute() -> None:
    assert minutes_for([]) == 1
    assert minutes_for(["kata " * 121]) == 2
