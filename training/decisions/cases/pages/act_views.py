"""The page of each act of a case: a form, one step, and back to the case."""

from typing import Any

from flask import abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from ....certifications.manual.asking import day_of
from ....codes.rules import small_number
from ....core.access import guard
from ....core.clock import now
from ....core.db import db
from ....core.web import see_other
from ....people.session import current_person
from ...acts import Act, Fault, Refused
from ...stepping import Stale
from ...words import proof_words, track_words
from ..looking import Guessed
from ..numbering import number_faults
from ..procedure.acts import ACTS as KINDS
from ..reading import ACTS, load, names_of
from ..rules import stand
from ..surroundings import history_of, setting_of
from ..taking import take
from ..views import blueprint
from ..wording.faults import fault_words, is_too_late, wrong_of
from ..wording.fields import field_words
from ..wording.labels import outcome_words, result_words, way_words
from ..wording.titles import after_words, flash_words, save_words, title_of
from ..words import sentence
from .act_pages import more_of
from .acting import DATED, REDRAWN, Bench, Typed, blank, finished, given, pressed, sent
from .forms import Wrong, read

Page = str | Response | tuple[str, int]


@blueprint.get("/cases/<ref>/<act>")
@guard("matters.sit")
def act(ref: str, act: str) -> Page:
    bench, kind = _bench_or_404(ref, act)
    return _page(bench, kind, blank(kind, bench), rev=bench.case.rev)


@blueprint.post("/cases/<ref>/<act>")
@guard("matters.sit")
def send_act(ref: str, act: str) -> Page:
    """What was sent: drawn anew, refused with what is wrong, overtaken, or taken."""
    bench, kind = _bench_or_404(ref, act)
    form, rev = request.form, small_number(request.form.get("rev", ""), -1)
    typed = finished(kind, bench, sent(kind, form))
    if kind in REDRAWN and form.get("do", "save") != "save":
        return _page(bench, kind, pressed(kind, bench, typed, form["do"]), rev=rev)
    found, wrong = read(KINDS[kind], typed, given(kind, bench))
    on, unreadable = day_of(typed["on"], "on", optional=True) if kind in DATED else (None, None)
    if found is None or unreadable:
        extra = [Wrong("on", "day", {"typed": typed["on"]})] if unreadable else []
        return _page(bench, kind, typed, rev=rev, wrong=[*wrong, *extra], status=422)
    return _taken(bench, kind, typed, found, rev, on)


def _taken(bench: Bench, kind: str, typed: Typed, act: Act, rev: int, on: Any) -> Page:
    ref, person = bench.case.ref, bench.reader.person
    asked = number_faults(bench.case, act, person)
    if asked and request.form.get("number_again") != typed["number"]:
        return _page(bench, kind, typed, rev=rev, wrong=asked, status=422)
    try:
        take(bench.case, act, by=person, rev=rev, now=now(), on=on)
    except Stale:
        db.session.rollback()
        return _overtaken(ref, kind, typed, act, rev)
    except Refused as refused:
        # That who reported was found by trying stays on record.
        db.session.commit() if isinstance(refused, Guessed) else db.session.rollback()
        bench = _bench(ref)
        status = 409 if is_too_late(refused.faults) else 422
        return _page(bench, kind, typed, rev=rev, wrong=refused.faults, status=status)
    db.session.commit()
    flash(flash_words(kind), "good")
    return see_other("cases.case", ref=ref)


def _overtaken(ref: str, kind: str, typed: Typed, act: Act, rev: int) -> Page:
    """Somebody came first: what is new, over what was typed. The same sent twice is taken once."""
    bench = _bench(ref)
    newest = bench.case.steps[-1]
    mine = newest.number == rev + 1 and newest.by_id == bench.reader.person.id
    if mine and newest.kind == kind and _same(newest.said, act):
        return see_other("cases.case", ref=ref)
    names = names_of(bench.case)
    newer = [sentence(step, names) for step in bench.case.steps if step.number > rev]
    return _page(bench, kind, typed, rev=bench.case.rev, newer=newer, status=409)


def _same(said: dict[str, Any], act: Act) -> bool:
    """Whether a step says what an act says, besides what only the office adds (ranks, who leads whom)."""
    mine = act.said()
    return all(_plain(said.get(name)) == _plain(mine[name]) for name in mine if name != "below")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name != "rank"}
    return value


def _bench_or_404(ref: str, name: str) -> tuple[Bench, str]:
    kind = ACTS.get(name) or abort(404)
    bench = _bench(ref)
    return (bench, kind) if bench.reader.may(kind) else abort(404)


def _bench(ref: str) -> Bench:
    case, reader = load(current_person(), ref) or abort(404)
    history, setting = history_of(case), setting_of(case, now=now())
    return Bench(case, reader, history, stand(history, setting), setting)


def _page(
    bench: Bench,
    kind: str,
    typed: Typed,
    *,
    rev: int,
    wrong: Any = (),
    newer: Any = (),
    status: int = 200,
) -> Page:
    open_now = kind in bench.standing.next_acts
    too_late = fault_words(Fault("", "not_now"))
    page = render_template(
        "decisions/cases/act.html",
        **_words(),
        case=bench.case,
        keeper=bench.reader.keeper,
        here=url_for("cases.act", ref=bench.case.ref, act=request.view_args["act"]),  # type: ignore[index]
        kind=kind,
        title=title_of(kind),
        save=save_words(kind),
        after=after_words(kind),
        fields=f"decisions/cases/acts/{kind}.html",
        typed=typed,
        wrong=wrong_of(wrong),
        rev=rev,
        newer=newer,
        unavailable="" if open_now else too_late,
        redraws=kind in REDRAWN,
        dated=kind in DATED,
        more=more_of(kind, bench, typed, _looked_for()) if open_now else {},
    )
    return page, status if open_now or status != 200 else 409


def _looked_for() -> str:
    """Whom the form looks for; nobody any more once somebody was added."""
    return "" if request.form.get("do", "").startswith("add:") else request.form.get("q", "")[:80]


def _words() -> dict[str, Any]:
    return {
        "words": proof_words(),
        "fields_called": field_words(),
        "tracks": track_words(),
        "outcomes": outcome_words(),
        "ways": way_words(),
        "results": result_words(),
    }
