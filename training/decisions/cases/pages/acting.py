"""What the forms of acts begin with, what the page adds to what was typed, and what their buttons change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from ...acts import Past, all_of, last_of
from ...models import Case
from ...retention.catalogue import rule_for
from ..procedure import acts
from ..procedure.contents import EARLY_ENDS
from ..procedure.outcomes import decided_of, way_of
from ..procedure.past import Standing
from ..procedure.quorum import sitting
from ..procedure.setting import Setting
from ..procedure.stages import BEFORE, EXAMINERS, place_of
from ..reading import Reader
from .forms import MOST_ROWS, typed_of
from .seating import with_one_more, without
from .verdict_rows import completed

REMEDY_DAYS = 30
# Acts of which the page may be drawn anew before anything is saved.
REDRAWN = frozenset({"appointed", "referred", "summoned", "heard"})
# Acts whose day may be another than today's and is no field of their own.
DATED = frozenset({"appointed", "replied", "deliberated", "objected", "referred", "reviewed"})

Typed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """A case with all that an act in it is judged by."""

    case: Case
    reader: Reader
    history: list[Past]
    standing: Standing
    setting: Setting

    @property
    def today(self) -> date:
        """The office's day."""
        return self.setting.as_of

    @property
    def turn(self) -> int:
        """Which summons is next, or was missed."""
        return 2 if all_of(self.history, acts.Missed) else 1


def blank(kind: str, bench: Bench) -> Typed:
    """What a form shows before anything was typed."""
    typed = typed_of(acts.ACTS[kind], MultiDict())
    begin = BEGINNINGS.get(kind)
    return typed | {"on": ""} | (begin(bench) if begin else {})


def sent(kind: str, form: MultiDict[str, str]) -> Typed:
    """What a form sent."""
    typed = typed_of(acts.ACTS[kind], form) | {"on": form.get("on", "")}
    if kind == "heard" and not typed["exchanges"]:
        typed["exchanges"] = [{"asked": "", "answered": ""}]
    return typed


def pressed(kind: str, bench: Bench, typed: Typed, do: str) -> Typed:
    """What was typed after a button that only changes rows: `add`, `add:REF`, `drop:2`."""
    what, _colon, of = do.partition(":")
    name = "exchanges" if kind == "heard" else "members"
    if name not in typed or what not in {"add", "drop"}:
        return typed
    rows = list(typed[name])
    if what == "drop" and of.isdecimal():
        return typed | {name: without(rows, int(of[:3])) or BLANK_ROWS.get(kind, [])}
    if what != "add" or len(rows) >= MOST_ROWS:
        return typed
    if kind == "heard":
        return typed | {name: [*rows, {"asked": "", "answered": ""}]}
    if kind == "appointed" and of:
        return typed | {name: with_one_more(bench.case.track, rows, of[:12])}
    return typed | {name: list(dict.fromkeys([*rows, of[:12]]))} if of else typed


def given(kind: str, bench: Bench) -> Mapping[str, Any]:
    """The fields of an act that nobody types: which summons, the verdict that was proposed, that it came on
    paper."""
    if kind in {"summoned", "missed"}:
        return {"turn": bench.turn if kind == "summoned" else _missed_turn(bench)}
    if kind in {"replied", "objected"}:
        return {"on_paper": True}
    if kind == "decided" and (proposed := last_of(bench.history, acts.Proposed)):
        return {"verdict": proposed[1].verdict.model_dump()}
    return {}


def finished(kind: str, bench: Bench, typed: Typed) -> Typed:
    """What was typed with what follows from it alone: what a penalty brings along."""
    if kind == "closed" and not typed["kept_until"].strip() and typed["why"] in ends(bench):
        rule = rule_for(bench.case.track, typed["why"], bench.today)
        return typed | {"kept_until": rule.last_day(bench.today).isoformat()}
    if kind in {"proposed", "reviewed"}:
        whole = kind == "proposed" or typed.get("result") == "changed"
        verdict = completed(bench.case, typed["verdict"]) if whole else {}
        return typed | {"verdict": verdict}
    return typed


def ends(bench: Bench) -> tuple[str, ...]:
    """Why a case may be closed as it stands now."""
    if place_of(bench.history) in BEFORE:
        return EARLY_ENDS
    settled = decided_of(bench.history)
    return ("unproven",) if settled is None or settled.verdict.outcome == "unproven" else ("decided",)


def _missed_turn(bench: Bench) -> int:
    found = last_of(bench.history, acts.Summoned)
    return found[1].turn if found else 1


def _appointed(bench: Bench) -> Typed:
    found = last_of(bench.history, acts.Appointed)
    if found is None:
        return {}
    rows = [
        {"person": each.person, "role": each.role, "rank": each.rank, "excuse": each.excuse}
        for each in found[1].members
    ]
    return {"decree": found[1].decree, "members": rows}


def _summoned(bench: Bench) -> Typed:
    found = last_of(bench.history, acts.Summoned)
    again = {"place": found[1].place, "hour": found[1].hour} if found else {}
    return {"letter_on": bench.today.isoformat()} | again


def _heard(bench: Bench) -> Typed:
    found = last_of(bench.history, acts.Summoned)
    letter = {"held_on": found[1].hearing_on.isoformat(), "place": found[1].place} if found else {}
    return {"mode": "in_person", "exchanges": [{"asked": "", "answered": ""}]} | letter


def _deliberated(bench: Bench) -> Typed:
    panel = sitting(bench.history).items()
    return {"present": [ref for ref, role in panel if role in EXAMINERS[bench.case.track]]}


def _proposed(bench: Bench) -> Typed:
    if before := last_of(bench.history, acts.Proposed):
        return {"verdict": typed_verdict(before[1].verdict)}
    counsel = last_of(bench.history, acts.Deliberated)
    outcome = counsel[1].conclusion if counsel else ""
    return {"verdict": typed_of(acts.Verdict, MultiDict({"outcome": outcome}))}


def typed_verdict(verdict: acts.Verdict) -> Typed:
    """A verdict as a form holds it."""
    said = verdict.model_dump(mode="json")
    grounds = [row | {"proven": "y" if row["proven"] else "n"} for row in said["grounds"]]
    flags = {name: "y" if said[name] else "" for name in ("openly", "recommends_discipline")}
    return said | flags | {"grounds": grounds, "months": str(said["months"] or "")}


def _delivered(bench: Bench) -> Typed:
    return {"how": "handed", "received_on": bench.today.isoformat()}


def _objected(bench: Bench) -> Typed:
    way = way_of(bench.history, bench.setting.kind_of, bench.setting.terms)
    return {"way": way[0] if way else ""}


def _remedied(bench: Bench) -> Typed:
    due = bench.today + timedelta(days=REMEDY_DAYS)
    return {"clauses": [each.address for each in bench.case.clauses], "due_on": due.isoformat()}


def _closed(bench: Bench) -> Typed:
    found = ends(bench)
    return {"why": found[0] if len(found) == 1 else ""}


BLANK_ROWS: dict[str, list[Any]] = {"heard": [{"asked": "", "answered": ""}]}
BEGINNINGS = {
    **{"appointed": _appointed, "summoned": _summoned, "heard": _heard, "deliberated": _deliberated},
    **{"proposed": _proposed, "delivered": _delivered, "objected": _objected, "remedied": _remedied},
    **{"closed": _closed},
}
