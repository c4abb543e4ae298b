"""Of any history: what was known then stays as it was, and the fairness panel says nothing against anybody."""

import json
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from training.decisions.dossiers.fairness.keys import KEYS
from training.decisions.dossiers.shape.body import Body, from_bytes, to_bytes

from .histories import ACT, END, PUNISHED, WRONG, Deed, days, deeds, history, moments
from .worlds import at, dossier

SINCE = {"later", "fairness", "replies", "openings"}
FIGURES = {
    *("since", "until", "days", "title", "due_on", "subject", "years", "count"),
    *("version", "on", "percent", "runs", "replaced"),
}


def known_then(body: Body) -> dict[str, object]:
    """What was told of then: without what the file says happened, or was judged, since."""
    said = body.model_dump(mode="json", exclude=SINCE)
    for clause in said["clauses"]:
        for run in clause["runs"]:
            del run["passed_now"]
            for answer in run["answers"]:
                answer["judged"] = [each for each in answer["judged"] if each["known"]]
    return said


@given(deeds(), days, moments)
def test_what_is_recorded_later_changes_nothing_that_a_file_says_of_then(
    told: list[Deed], as_of: date, known_by: datetime
) -> None:
    everything, then = (
        dossier(history(told, until), as_of, known_by=known_by, now=END) for until in (END, known_by)
    )
    assert known_then(everything) == known_then(then)


@given(deeds(), days, moments, moments)
def test_of_a_later_moment_at_least_as_much_came_on_record(
    told: list[Deed], as_of: date, one: datetime, other: datetime
) -> None:
    """Nothing vanishes between two moments unless it was undone, and nothing is both known and later."""
    lasting = history([each for each in told if each.undone_at is None])
    first, second = (dossier(lasting, as_of, known_by=each, now=END) for each in sorted((one, other)))
    assert {run.ref for run in first.clauses[0].runs} <= {run.ref for run in second.clauses[0].runs}
    assert set(first.declared) <= set(second.declared) and set(first.ruled) <= set(second.ruled)
    for body in (first, second):
        late = {each.source for each in body.later if each.kind == "run"}
        assert not late & {run.source for run in body.clauses[0].runs}


@given(deeds(), days, moments)
def test_the_panel_holds_nothing_against_the_officer(
    told: list[Deed], as_of: date, known_by: datetime
) -> None:
    body = dossier(history(told), as_of, known_by=known_by, now=END)
    said = json.dumps([each.model_dump(mode="json") for each in body.fairness], ensure_ascii=False)
    assert {each.key for each in body.fairness} <= set(KEYS)
    assert {name for each in body.fairness for name in each.values} <= FIGURES
    for against in (WRONG, PUNISHED, "poor", "violation", "regrade:", "period:"):
        assert against not in said


@given(deeds(), days, moments, st.sampled_from(["sanction", "run", "away"]), days, moments)
def test_what_speaks_against_adds_nothing_to_the_panel(
    told: list[Deed], as_of: date, known_by: datetime, kind: str, day: date, moment: datetime
) -> None:
    """A sanction and a wrong answer may take something from the panel; they never add to it."""
    wrong = Deed(kind, 99, day, moment, None, 2)
    before, after = (
        {each.key for each in dossier(history(rows), as_of, known_by=known_by, now=END).fairness}
        for rows in (told, [*told, wrong])
    )
    added = {"run": {"same_day_unclear", "text_changed"}, "away": {"not_in_service"}}
    assert after - before <= added.get(kind, set())


@given(deeds(), days, moments)
def test_the_same_is_frozen_whatever_the_order_and_reads_back_as_it_was(
    told: list[Deed], as_of: date, known_by: datetime
) -> None:
    body, mirrored = (
        dossier(history(rows), as_of, known_by=known_by, now=END) for rows in (told, list(reversed(told)))
    )
    data = to_bytes(body)
    assert from_bytes(data) == body and to_bytes(from_bytes(data)) == data
    if len({(each.kind, each.recorded_at) for each in told}) == len(told):
        assert known_then(mirrored) == known_then(body)


@given(deeds())
def test_before_anything_was_recorded_nothing_is_told(told: list[Deed]) -> None:
    first = min((each.recorded_at for each in told), default=END)
    body = dossier(history(told), ACT, known_by=min(first, at(ACT)) - (END - at(ACT)), now=END)
    (clause,) = body.clauses
    assert (clause.taught, clause.attested, clause.last, clause.runs) == ("not_assigned", "no", None, ())
    assert body.post is None and not (body.asked or body.declared or body.certified or body.ruled)
