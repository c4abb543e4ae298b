"""Pages of a run: the quiz of a module, one decision at a time, what came of it, handing in, looking back."""

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ..core.access import guard
from ..core.clock import now
from ..core.db import db, writing_apart
from ..core.i18n import show_time
from ..core.ids import new_ref
from ..core.web import see_other
from ..ledger.handing import Answer, hand_receipt
from ..modules.service import is_read, is_unlocked
from ..people.session import current_person
from . import lookback, marking, outcomes, refusals, rules, scenes, service, telling
from .appeals.service import states_of
from .extra import granting
from .models import CERTIFICATION, OPEN, PRACTICE, Assessment, Attempt
from .regrading.holding import judged_items
from .regrading.telling import times_judged_anew
from .timing import SHORTEST, is_overdue, waits_until

blueprint = Blueprint("attempts", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/modules/<module_ref>/quiz")
@guard("learning.follow")
def module_quiz(module_ref: str) -> Page:
    person, assessment = current_person(), _assessment(module_ref)
    if not is_unlocked(person, assessment.module):
        return _locked()
    runs = outcomes.runs(person, assessment)
    return render_template(
        "attempts/quiz.html",
        module=assessment.module,
        assessment=assessment,
        runs=runs,
        passed=bool(outcomes.passed_module_ids(person.id, [assessment.module_id])),
        read=is_read(person, assessment.module),
        waits_until=waits_until(runs.certified, assessment.cooldown_minutes, now=now()),
        least_minutes=SHORTEST,
        extra=granting.current(person.id),
    )


@blueprint.post("/modules/<module_ref>/attempts")
@guard("learning.follow")
def start(module_ref: str) -> Page:
    assessment, purpose = _assessment(module_ref), request.form.get("purpose")
    if purpose not in {PRACTICE, CERTIFICATION}:
        abort(400)
    only = request.form.get("clauses", "").split()
    try:
        attempt = service.start(current_person(), assessment, purpose, only=only, now=now())
    except service.NotReady as error:
        return _not_ready(error.reason, module_ref)
    except service.CoolingDown as wait:
        return _turned_away(
            module_ref, _("Uji berikutnya dapat dimulai pukul %(at)s.", at=show_time(wait.until))
        )
    except service.NothingToAsk:
        said = _("Modul ini belum punya skenario. Pelatih Anda sedang menyiapkannya.")
        return _turned_away(module_ref, said)
    ref, asked = attempt.ref, set(attempt.pinned.get("only", ()))
    db.session.commit()
    if only and purpose == PRACTICE and not asked <= set(only):
        flash(_("Latihan yang sudah Anda mulai diteruskan dahulu. Sesudahnya, latih butir itu lagi."), "note")
    return see_other("attempts.player", ref=ref)


@blueprint.get("/attempts/<ref>")
@guard("learning.follow")
def player(ref: str) -> Page:
    attempt = mine(ref)
    if (ended := _ended(attempt)) is not None:
        return ended
    if attempt.minutes and attempt.deadline_at is None:
        # Read before: the write apart lets go of every row.
        attempt_id, minutes = attempt.id, attempt.minutes
        with writing_apart():
            service.start_clock(attempt_id, minutes, now=now())
        attempt = mine(ref)
    return _show_question(attempt) or see_other("attempts.submission", ref=ref)


@blueprint.post("/attempts/<ref>/responses")
@guard("learning.follow")
def respond(ref: str) -> Page:
    attempt, form = mine(ref), request.form
    try:
        number = service.answer(
            attempt,
            rev=form.get("rev", -1, type=int),
            posted=form.to_dict(flat=False),
            request_key=form.get("request_key", ""),
            now=now(),
        )
    except service.TimeUp:
        db.session.commit()
        return time_up(ref)
    except service.Stale as stale:
        return show_stale(attempt, stale)
    except service.NotOffered:
        return _show_refusal(attempt, refusals.not_offered())
    except rules.Incomplete as error:
        return _show_refusal(attempt, refusals.unfinished(error, form.to_dict(flat=False)))
    db.session.commit()
    return see_other("attempts.response", ref=ref, number=number)


@blueprint.get("/attempts/<ref>/responses")
@guard("learning.follow")
def responses(ref: str) -> Page:
    """Where a refused answer leaves the address bar: a refresh comes back to the question."""
    return see_other("attempts.player", ref=mine(ref).ref)


@blueprint.get("/attempts/<ref>/responses/<int:number>")
@guard("learning.follow")
def response(ref: str, number: int) -> Page:
    attempt = mine(ref)
    if (ended := _ended(attempt)) is not None:
        return ended
    if not 1 <= number <= len(attempt.given):
        abort(404)
    reveal = attempt.purpose == PRACTICE
    turn = scenes.answer(attempt.pinned["items"], attempt.given[:number], reveal=reveal)
    saved_at = attempt.responses[number - 1].at
    return render_template("attempts/answer.html", run=_frame(attempt), turn=turn, saved_at=saved_at)


@blueprint.get("/attempts/<ref>/submission")
@guard("learning.follow")
def submission(ref: str) -> Page:
    attempt = mine(ref)
    if (ended := _ended(attempt)) is not None:
        return ended
    items = attempt.pinned["items"]
    waiting = marking.marked(attempt)
    return render_template(
        "attempts/submission.html",
        run=_frame(attempt),
        scenes=scenes.overview(items, attempt.given),
        waiting=telling.picked(items, waiting) if waiting else None,
    )


@blueprint.post("/attempts/<ref>/submission")
@guard("learning.follow")
def submit(ref: str) -> Page:
    service.submit(mine(ref), now=now())
    db.session.commit()
    return see_other("attempts.debrief", ref=ref)


@blueprint.get("/attempts/<ref>/debrief")
@guard("learning.follow")
def debrief(ref: str) -> Page:
    attempt = mine(ref)
    if attempt.state == OPEN:
        return see_other("attempts.player", ref=ref)
    module, items = attempt.assessment.module, judged_items(attempt)
    chapters = lookback.chapters(attempt, items)
    weak = lookback.weak(chapters)
    lessons = lookback.lesson_steps(module.version_id, weak)
    return render_template(
        "attempts/debrief.html",
        attempt=attempt,
        outcome=attempt.outcome,
        module=module,
        chapters=chapters,
        overview=lookback.overview(chapters),
        breaches=lookback.breaches(attempt, items),
        retold=times_judged_anew(attempt),
        citation=attempt.pinned["citation"],
        lessons=lessons,
        weak=[address for address in weak if address in lessons],
        practisable=[
            address for address in weak if address in lessons and lessons[address].module == module.ref
        ],
        only_marked=lookback.only_marked(attempt),
        next_module=lookback.module_after(module),
        certification=attempt.purpose == CERTIFICATION,
        appeals=states_of([attempt.id]) if attempt.purpose == CERTIFICATION else {},
    )


@blueprint.get("/attempts/<ref>/receipt")
@guard("learning.follow")
def receipt(ref: str) -> Answer:
    """That this outcome of one's own is on record, provable without us."""
    attempt = mine(ref)
    if attempt.state == OPEN or attempt.purpose != CERTIFICATION:
        abort(404)
    return hand_receipt(f"{attempt.record_kind}:{attempt.ref}", f"hasil-uji-{attempt.ref}")


def _assessment(module_ref: str) -> Assessment:
    return service.find_assessment(current_person(), module_ref) or abort(404)


def mine(ref: str) -> Attempt:
    return service.find(current_person(), ref) or abort(404)


def _ended(attempt: Attempt) -> Response | None:
    """Where to go instead when the run is over, closing it first when only its time is."""
    ref = attempt.ref
    if attempt.state == OPEN and is_overdue(attempt.deadline_at, now=now()):
        with writing_apart():
            service.close_if_overdue(attempt, now=now())
        return time_up(ref)
    return None if attempt.state == OPEN else see_other("attempts.debrief", ref=ref)


def _frame(attempt: Attempt) -> scenes.Run:
    return scenes.frame(attempt, now=now())


def _show_question(attempt: Attempt, refused: refusals.Refusal | None = None) -> str | None:
    kept = refused.kept if refused else attempt.chosen
    turn = scenes.question(attempt.pinned["items"], attempt.given, kept)
    if turn is None:
        return None
    return render_template(
        "attempts/player.html",
        run=_frame(attempt),
        turn=turn,
        request_key=new_ref(),
        refused=refused,
        marked_at=attempt.chosen_at,
    )


def show_stale(attempt: Attempt, stale: service.Stale) -> Page:
    items, saved = attempt.pinned["items"], stale.saved
    return render_template(
        "attempts/stale.html",
        run=_frame(attempt),
        saved=telling.picked(items, saved.answered) if saved else None,
        saved_at=saved.at if saved else None,
        wanted=telling.picked(items, stale.wanted) if stale.wanted else None,
    ), 409


def _show_refusal(attempt: Attempt, refused: refusals.Refusal) -> Page:
    page = _show_question(attempt, refused) if attempt.state == OPEN else None
    return (page, 422) if page else see_other("attempts.submission", ref=attempt.ref)


def time_up(ref: str) -> Response:
    flash(_("Waktu uji sudah habis. Jawaban yang tersimpan dihitung; yang belum dijawab bernilai 0."), "wait")
    return see_other("attempts.debrief", ref=ref)


def _locked() -> Response:
    flash(_("Modul ini terbuka setelah modul sebelumnya lulus."), "note")
    return see_other("reports.home")


def _not_ready(reason: str, module_ref: str) -> Response:
    if reason == "locked":
        return _locked()
    said = _("Baca dahulu semua langkah modul ini, lalu mulai uji sertifikasi.")
    if reason == "preparing":
        said = _("Uji sertifikasi modul ini sedang disiapkan. Latihan sudah dapat dimulai.")
    return _turned_away(module_ref, said)


def _turned_away(module_ref: str, message: str) -> Response:
    flash(message, "wait")
    return see_other("attempts.module_quiz", module_ref=module_ref)
