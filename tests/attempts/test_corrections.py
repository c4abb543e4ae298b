"""A newer key laid over older items: what is judged changes, the story and the way through it do not."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attempts import rules
from training.attempts.regrading.corrections import VOID, correct
from training.attempts.regrading.fitting import (
    GONE,
    NO_BEST,
    NO_OPTION,
    OTHER_KIND,
    correction_of,
    key_changes,
    misfits_of,
)
from training.scenarios.formats import parse

from .office import AMPLOP, single

STORY = parse(AMPLOP, name="amplop")
OTHER = rules.pin(parse(single("titipan", "D.1"), name="titipan"), 1, Random(1))


def newer(*swaps: tuple[str, str]):
    text = AMPLOP
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return parse(text, name="amplop")


HARMLESS = newer(
    ("        grade: violation\n", "        grade: acceptable\n"),
    ("        violates: [D.3]\n        critical: true\n", "        upholds: [D.3]\n"),
)


def item(doc=STORY, seed=1):
    return rules.pin(doc, 1, Random(seed))


def test_only_what_judges_is_taken_from_the_newer_version():
    spoken = newer(
        ("Menyimpannya di laci.", "Menaruhnya."),
        ("Laci itu", "Meja itu"),
        ("        grade: poor\n", "        grade: acceptable\n"),
    )
    before = item()
    after = correct(before, correction_of(STORY, spoken, under=2))
    assert after["under"] == 2 and after["version"] == 1
    told = {o["id"]: o for o in after["nodes"]["meja"]["options"]}
    assert told["z"]["grade"] == "acceptable" and told["z"]["points"] == 3
    assert told["y"]["text"] == "Menyimpannya di laci." and "Laci itu" in told["y"]["consequence"]
    assert [o["letter"] for o in after["nodes"]["meja"]["options"]] == ["A", "B", "C"]
    assert before == item(), "what was pinned is left alone"


def test_a_breach_that_was_none_falls_away():
    run = [(0, "meja", "y")]
    before = rules.score([item()], run, 75)
    after = rules.score([correct(item(), correction_of(STORY, HARMLESS, under=2))], run, 30)
    assert before.breaches and not before.passed
    assert not after.breaches and after.points == 3 and after.maximum == 8 and after.passed


def test_a_void_item_counts_on_neither_side_and_breaks_nothing():
    run = [(0, "meja", "y"), (1, "awal", "k")]
    voided = rules.score([correct(item(), VOID), OTHER], run, 75)
    alone = rules.score([OTHER], [(0, "awal", "k")], 75)
    assert (voided.points, voided.maximum, voided.passed) == (alone.points, alone.maximum, True)
    assert voided.visited_maximum == alone.visited_maximum and not voided.breaches
    assert [result.address for result in voided.clauses] == ["D.1"]


@pytest.mark.parametrize("kind", ["several", "rank"])
def test_ticks_and_orders_are_put_right(kind):
    doc, fixed, answer = KINDS[kind]
    old, new = parse(doc, name="kisah"), parse(fixed, name="kisah")
    before = rules.pin(old, 1, Random(3))
    after = correct(before, correction_of(old, new, under=2))
    assert rules.score([before], [(0, "awal", answer)], 75).points < 4
    assert rules.score([after], [(0, "awal", answer)], 75).points == 4
    assert rules.debrief([after], [(0, "awal", answer)])[0].turning_point is None
    assert rules.score([correct(before, VOID)], [(0, "awal", answer)], 75).maximum == 0
    assert rules.debrief([correct(before, VOID)], [(0, "awal", answer)])


def test_other_points_for_the_same_grades_count_as_well():
    scaled = newer(
        ("start: meja\n", "points: {best: 5, acceptable: 3, poor: 1, violation: 0}\nstart: meja\n")
    )
    after = correct(item(), correction_of(STORY, scaled, under=2))
    assert after["maximum"] == 10
    assert rules.score([after], [(0, "meja", "x"), (0, "tanya", "q")], 75).points == 10


def test_what_the_newer_version_cannot_judge_is_said():
    gone = parse(AMPLOP.replace("tanya", "lain"), name="amplop")
    assert [(m.node, m.why) for m in misfits_of(STORY, gone)] == [("tanya", GONE)]
    other = parse(AMPLOP.replace("id: q\n", "id: s\n"), name="amplop")
    assert [(m.node, m.why) for m in misfits_of(STORY, other)] == [("tanya", NO_OPTION)]
    old, several = parse(KINDS["rank"][0], name="kisah"), parse(KINDS["several"][0], name="kisah")
    assert [m.why for m in misfits_of(old, several)] == [OTHER_KIND]
    assert correction_of(old, several, under=2)["nodes"] == {}


def test_a_best_answer_that_was_never_offered_cannot_judge():
    text = single("titipan", "D.1").replace("grade: best", "grade: poor", 1)
    better = text + OFFERED_LATER
    old, new = parse(single("titipan", "D.1"), name="titipan"), parse(better, name="titipan")
    assert [m.why for m in misfits_of(old, new)] == [NO_BEST]


def test_an_act_in_other_words_is_pointed_out():
    (change,) = key_changes(
        STORY,
        newer(
            ("Pura-pura tidak melihat.", "Memotretnya."),
            ("        grade: poor\n", "        grade: acceptable\n"),
        ),
    )
    assert change.other_words and (change.was, change.now) == ("poor", "acceptable")
    assert not key_changes(STORY, STORY)


@given(
    st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=1),
    st.sampled_from(["q", "r", None]),
    st.integers(0, 99),
)
def test_the_order_shown_judges_nothing(first, second, seed):
    given_answers = [(0, "meja", first[0])]
    if second and first[0] != "y":
        given_answers.append((0, "tanya", second))
    correction = correction_of(STORY, HARMLESS, under=2)
    one = rules.score([correct(item(seed=seed), correction)], given_answers, 75)
    other = rules.score([correct(item(seed=seed + 1), correction)], given_answers, 75)
    assert (one.points, one.maximum, one.passed) == (other.points, other.maximum, other.passed)


HEAD = """format: 1
id: kisah
title: Kisah
title_en: Story
clause: D.1
role: Petugas loket
place: Loket 1
time: "08.15"
start: awal
nodes:
  awal:
    kind: {kind}
    clause: D.1
    situation: Sesuatu terjadi.
    question: Apa yang Anda lakukan?
    consequence: Selesai.
    options:
"""


def several(*grades: str) -> str:
    return HEAD.format(kind="several") + "".join(
        f"""      - id: {key}
        text: Tindakan {key}.
        grade: {grade}
        reason: Sebab {key}.
        feedback: Umpan {key}.
        {"upholds" if grade in ("best", "acceptable") else "violates"}: [D.1]
"""
        for key, grade in zip("abc", grades, strict=True)
    )


def rank(*order: str) -> str:
    return HEAD.format(kind="rank") + "".join(
        f"""      - id: {key}
        text: Tindakan {key}.
        reason: Sebab {key}.
        feedback: Umpan {key}.
"""
        for key in order
    )


OFFERED_LATER = """      - id: n
        text: Memanggil atasan.
        grade: best
        reason: Sebab.
        consequence: Akibat.
        feedback: Umpan.
        upholds: [D.1]
"""
KINDS = {
    "several": (several("best", "poor", "poor"), several("best", "acceptable", "poor"), "a,b"),
    "rank": (rank("a", "b", "c"), rank("c", "b", "a"), "c,b,a"),
}
