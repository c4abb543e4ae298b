"""The file of a matter for who keeps or sits in it: why it is opened, what was handed over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...people.session import current_person
from ..gate import keeps
from ..models import AccessGrant, Dossier, Matter
from ..words import bounds_words, knowledge_words, proof_words
from .freezing import versions_of
from .lending import Refused
from .opening import NoAccess, loan_of, open_dossier
from .pages.doors import (
    address,
    closed_door,
    home_of,
    kept_address,
    matter_at,
    may_read,
    remember_visit,
    version_at,
    visit_of,
)
from .printing import seal_of
from .rules import LONGEST_REASON, PAGE, VISIT
from .shape.body import Body, from_bytes
from .wording.memo import memo_of
from .wording.words import record_name, refusal_words

blueprint = Blueprint("dossiers", __name__)

Page = str | BaseResponse | tuple[str, int]
View = Callable[[str, str], Page]
LATEST = 5
KEEPERS = {"cases": "cases.manage", "nominations": "awards.manage"}


def kept(path: str, *, method: str) -> Callable[[View], View]:
    """Register a page of the keeper under both kinds of matters, each behind the permission to keep them:
    `view(shelf, ref)` becomes the endpoints `<view>_of_cases` and `<view>_of_nominations`."""

    def register(view: View) -> View:
        for shelf, permission in KEEPERS.items():
            name, page = f"{view.__name__}_of_{shelf}", guard(permission)(_on(shelf, view))
            blueprint.add_url_rule(f"/{shelf}/<ref>{path}", name, page, methods=[method])
        return view

    return register


def _on(shelf: str, view: View) -> Callable[[str], Page]:
    @wraps(view)
    def page(ref: str) -> Page:
        return view(shelf, ref)

    return page


@blueprint.get("/nominations/<ref>/dossier", defaults={"shelf": "nominations"})
@blueprint.get("/cases/<ref>/dossier", defaults={"shelf": "cases"})
@guard("matters.sit")
def dossier(shelf: str, ref: str) -> Page:
    return cover(matter_at(shelf, ref))


@blueprint.post("/nominations/<ref>/dossier/openings", defaults={"shelf": "nominations"})
@blueprint.post("/cases/<ref>/dossier/openings", defaults={"shelf": "cases"})
@guard("matters.sit")
def open_file(shelf: str, ref: str) -> Page:
    matter, reason = matter_at(shelf, ref), request.form.get("reason", "")
    latest = next(iter(versions_of(matter)), None)
    try:
        opening = open_dossier(matter, current_person(), reason=reason, what=PAGE, now=now(), dossier=latest)
    except NoAccess:
        closed_door()
    except Refused as refused:
        db.session.rollback()
        return cover(matter, {"reason": reason}, refused.why), 422
    db.session.commit()
    remember_visit(opening)
    there = address("version", matter, number=latest.number) if latest else address("dossier", matter)
    return redirect(there, 303)


@blueprint.get("/nominations/<ref>/dossier/<int:number>", defaults={"shelf": "nominations"})
@blueprint.get("/cases/<ref>/dossier/<int:number>", defaults={"shelf": "cases"})
@guard("matters.sit")
def version(shelf: str, ref: str, number: int) -> Page:
    matter = matter_at(shelf, ref)
    if not may_read(matter, current_person(), now()):
        closed_door()
    visiting = visit_of(matter, current_person(), now())
    if visiting is None:
        return redirect(address("dossier", matter))
    found = version_at(matter, number)
    return render_template(
        "decisions/dossiers/version.html",
        dossier=found,
        visiting=visiting,
        pdf=address("pdf", matter, number=number),
        zip=address("pack", matter, number=number),
        **about(matter),
        **memorandum(from_bytes(found.body or b""), found),
    )


def cover(matter: Matter, typed: dict[str, str] | None = None, why: dict[str, str] | None = None) -> str:
    """The first page of the file: why one opens it, and once that is said, what is in it."""
    reader, moment = current_person(), now()
    loan = loan_of(reader, matter, moment)
    return render_template(
        "decisions/dossiers/dossier.html",
        may_read=may_read(matter, reader, moment),
        visiting=visit_of(matter, reader, moment),
        visit_minutes=VISIT.seconds // 60,
        loan=loan,
        return_url=address("end", matter, loan=loan.ref) if loan else "",
        versions=[(each, address("version", matter, number=each.number)) for each in versions_of(matter)],
        today=day_in(reader.agency.zone, moment),
        longest=LONGEST_REASON,
        typed=typed or {},
        wrong=refusal_words(why or {}),
        **about(matter),
    )


def about(matter: Matter) -> dict[str, Any]:
    """What the pages of a file share: the matter, its addresses, what stands on every one of them."""
    return {
        "matter": matter,
        "keeper": keeps(current_person(), matter),
        "matter_url": home_of(matter),
        "cover_url": address("dossier", matter),
        "open_url": address("open_file", matter),
        "draft_url": kept_address("draft", matter),
        "freeze_url": kept_address("freeze", matter),
        "access_url": kept_address("access", matter),
        "last_day": last_day,
        "words": proof_words(),
    }


def last_day(loan: AccessGrant) -> datetime:
    """The last moment of a loan, which ends where it is no longer."""
    return loan.until - timedelta(microseconds=1)


def memorandum(body: Body, dossier: Dossier | None) -> dict[str, Any]:
    """The memorandum as a screen shows it, and what shows it to be so. A draft is not on record; it has no
    paper yet, so nothing of it is folded."""
    return {
        "memo": memo_of(body, latest=LATEST if dossier else None),
        "seal": seal_of(dossier) if dossier else None,
        "record_name": record_name,
        "bounds": (bounds_words(), knowledge_words()),
    }
