"""Pages for proposing somebody: choosing one colleague, what the record says about them, the nomination."""

from datetime import date
from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ....core.access import guard
from ....core.clock import day_in, now
from ....core.db import db
from ....core.web import see_other
from ....people.session import current_person
from ....reports.own.looks import looked
from ...finding import search
from ..checks.checking import Check, check, has_open_case
from ..checks.gathering import Appointment
from ..models import AwardScheme
from ..nominating import Wish, nominate
from ..people import find_colleague, named
from ..refusals import Unfit
from ..schemes.service import find_scheme, version_on
from ..views import CHECK, blueprint, check_words
from ..wording.refusing import unfit_words
from .screens import rows_of

Page = str | BaseResponse | tuple[str, int]
ASKED = {"as_of": "on", "appointed_on": "appointed", "appointed_paper": "paper"}
WISHED = ("merit", "as_of", "seconder", "appointed_on", "appointed_paper")


@blueprint.get("/awards/schemes/<ref>/check")
@guard("awards.manage")
def candidate(ref: str) -> Page:
    """Choosing one colleague, and what the record says about them: one at a time, and told to them."""
    return _candidate(_scheme(ref), request.args.get("person", ""), looked_for(), {})


@blueprint.post("/awards/schemes/<ref>/nominations", endpoint="nominate")
@guard("awards.manage")
def propose(ref: str) -> Page:
    scheme, typed = _scheme(ref), {name: request.form.get(name, "") for name in WISHED}
    subject = find_colleague(current_person(), request.form.get("person", ""))
    if subject is None:
        return _candidate(scheme, "", typed, unfit_words({"person": "unknown"}), 422)
    try:
        made = nominate(current_person(), scheme, subject, _wish(typed), now=now())
    except Unfit as refused:
        db.session.rollback()
        return _candidate(_scheme(ref), subject.ref, typed, unfit_words(refused.why), 422)
    db.session.commit()
    flash(_("Pengusulan %(number)s tercatat. Yang diusulkan dapat membacanya.", number=made.number), "good")
    return see_other(".nomination", ref=made.ref)


def looked_for() -> dict[str, str]:
    """The day and the paper a check is asked with, in the address."""
    asked = {name: request.args.get(short, "")[:300] for name, short in ASKED.items()}
    return dict.fromkeys(WISHED, "") | asked


def day_of(typed: str) -> date | None:
    """The day that was typed, or nothing; the last of all days is none, as no day comes after it."""
    try:
        found = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return found if found < date.max else None


def _candidate(
    scheme: AwardScheme, ref: str, typed: dict[str, str], wrong: dict[str, str], status: int = 200
) -> Page:
    reader, moment = current_person(), now()
    today, q = day_in(reader.agency.zone, moment), request.args.get("q", "")[:100]
    subject = find_colleague(reader, ref) if ref else None
    people = [] if subject else search(reader.agency_id, q, today, besides=[reader.id])
    as_of = day_of(typed["as_of"]) or today
    version = version_on(scheme, as_of)
    found: Check | None = None
    if subject is not None and version is not None:
        paper = Appointment(day_of(typed["appointed_on"]), typed["appointed_paper"])
        found = check(subject, version, as_of=as_of, known_by=moment, appointment=paper)
    shown: dict[str, Any] = {
        "scheme": scheme,
        "version": version,
        "subject": subject,
        "found": found,
        "rows": rows_of(found.criteria, found.said) if found else [],
        "running": has_open_case(subject) if found and subject and reader.may("cases.manage") else None,
        "people": people,
        "q": q,
        "typed": typed | {"as_of": as_of.isoformat()},
        "wrong": {ASKED.get(name, name): text for name, text in wrong.items()},
        "today": today,
    }
    page = render_template("decisions/awards/candidate.html", **shown, **check_words())
    if subject is not None and found is not None:
        looked(reader, subject, CHECK, moment)
    return page, status


def _wish(typed: dict[str, str]) -> Wish:
    """What was typed as values. Raises Unfit for what is no day or names nobody."""
    why = {name: "empty" for name in ("as_of",) if day_of(typed[name]) is None}
    if typed["appointed_on"].strip() and day_of(typed["appointed_on"]) is None:
        why["appointed_on"] = "range"
    seconder = named(current_person(), typed["seconder"]) if typed["seconder"].strip() else None
    if typed["seconder"].strip() and seconder is None:
        why["seconder"] = "unknown"
    as_of = day_of(typed["as_of"])
    if why or as_of is None:
        raise Unfit(why)
    paper = Appointment(day_of(typed["appointed_on"]), typed["appointed_paper"].strip())
    return Wish(as_of, typed["merit"], seconder, paper)


def _scheme(ref: str) -> AwardScheme:
    return find_scheme(current_person(), ref) or abort(404)
