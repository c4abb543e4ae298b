"""Pages where HR decides about one person: what was decided, and each act with its consequences first."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import reads_only, see_other
from ...people.models import Person
from ...people.session import current_person
from ..models import Certification, Period
from .asking import ACTS, Wish, carry_out, wish_of
from .cases import standings_of
from .deciding import By, Refused, Stale, find, find_scheme, today_of, touched
from .granting import open_subjects
from .previewing import Preview, preview_of
from .rules import Fault, outlook, text_faults
from .telling import history_of
from .titles import TITLES
from .words import due_words, excusal_kinds, fault_words, status_words, until_words

blueprint = Blueprint("rulings", __name__)

Page = str | Response | tuple[str, int]
FIELDS = ("scheme", "kind", "since", "until", "due_on", "subject", "reason", "document")
HOME = "/reports/people/<ref>/decisions"


@blueprint.get(HOME)
@guard("certifications.manage")
def decisions(ref: str) -> Page:
    person, reader = person_or_404(ref), current_person()
    today, own = today_of(person, now()), person.id == reader.id
    found = [(each, outlook(each.case, today)) for each in standings_of(person)]
    return render_template(
        "certifications/manual/decisions.html",
        person=person,
        standings=[
            (each, look, status_words(look), until_words(look), due_words(look)) for each, look in found
        ],
        history=history_of(person, undo=not own),
        titles=TITLES,
        own=own,
    )


@blueprint.get(f"{HOME}/<act>/preview")
@blueprint.get(f"{HOME}/<act>")
@guard("certifications.manage")
def act(ref: str, act: str) -> Page:
    return _form(_known(act), person_or_404(ref), request.args)


@blueprint.post(f"{HOME}/<act>/preview")
@guard("certifications.manage")
@reads_only
def preview_act(ref: str, act: str) -> Page:
    person, typed = person_or_404(ref), request.form
    if "edit" in typed:
        return _form(_known(act), person, typed)
    return _preview(_known(act), person, typed)


@blueprint.post(f"{HOME}/<act>")
@guard("certifications.manage")
def save_act(ref: str, act: str) -> Page:
    person, typed, scheme = person_or_404(ref), request.form, _scheme()
    wish = wish_of(_known(act), typed)
    if "stamp" not in typed:
        return _preview(act, person, typed)
    by = By(current_person(), now(), wish.words, typed["stamp"])
    try:
        begun = carry_out(wish, person, scheme, by)
    except Refused as refused:
        db.session.rollback()
        return _form(act, person_or_404(ref), typed, refused.faults, 422)
    except Stale:
        db.session.rollback()
        return _preview(act, person_or_404(ref), typed, stale=True)
    db.session.commit()
    flash(_said(begun), "good")
    return see_other("rulings.decisions", ref=ref)


def person_or_404(ref: str) -> Person:
    return find(current_person(), ref) or abort(404)


def refusals(faults: list[Fault]) -> list[dict[str, str]]:
    """Why, each with the field it lies in."""
    return [{"field": fault.field, "text": fault_words(fault)} for fault in faults]


def _known(act: str) -> str:
    return act if act in ACTS else abort(404)


def _scheme() -> Certification | None:
    """The scheme the form names; another agency's does not exist."""
    ref = request.values.get("scheme", "")
    return (find_scheme(current_person(), ref) or abort(404)) if ref else None


def _preview(act: str, person: Person, typed: Mapping[str, str], *, stale: bool = False) -> Page:
    scheme, actor, moment = _scheme(), current_person(), now()
    today = today_of(person, moment)
    subjects = open_subjects(person, scheme, today) if act == "waive" and scheme else {}
    wish = wish_of(act, typed, subjects)
    faults = [*wish.faults, *_missing(act, scheme)]
    if wish.act is None or faults:
        return _form(act, person, typed, faults, 409 if stale else 422)
    found = preview_of(
        wish.act,
        person,
        touched(person, scheme if ACTS[act].of_scheme else None),
        actor=actor,
        on=today,
        more=tuple(subjects) if act == "waive" else (),
        notes=_closing(subjects, typed),
    )
    faults = [*found.faults, *_words(wish)]
    if faults:
        return _form(act, person, typed, faults, 409 if stale else 422)
    return _shown(act, person, typed, wish, found, stale=stale)


def _shown(
    act: str, person: Person, typed: Mapping[str, str], wish: Wish, found: Preview, *, stale: bool
) -> Page:
    page = render_template(
        "certifications/manual/preview.html",
        person=person,
        title=TITLES[act],
        preview=found,
        wish=wish,
        typed={name: typed[name] for name in typed if name in FIELDS},
        kinds=excusal_kinds(),
        save_url=url_for(".save_act", ref=person.ref, act=act),
        edit_url=url_for(".preview_act", ref=person.ref, act=act),
        stale=stale,
    )
    return (page, 409) if stale else page


def _form(
    act: str,
    person: Person,
    typed: Mapping[str, str],
    faults: list[Fault] | None = None,
    status: int = 200,
) -> Page:
    scheme, today = _scheme(), today_of(person, now())
    standings = standings_of(person) if ACTS[act].of_scheme else []
    if scheme is None and len(standings) == 1:
        scheme = standings[0].certification
    page = render_template(
        "certifications/manual/act.html",
        person=person,
        act=act,
        asked=ACTS[act],
        title=TITLES[act],
        standings=standings,
        scheme=scheme,
        subjects=open_subjects(person, scheme, today) if act == "waive" and scheme else {},
        kinds=excusal_kinds(),
        typed=typed,
        today=today,
        refused=refusals(faults or []),
        own=person.id == current_person().id,
    )
    return page, status


def _missing(act: str, scheme: Certification | None) -> list[Fault]:
    return [Fault("scheme", "scheme")] if ACTS[act].of_scheme and scheme is None else []


def _words(wish: Wish) -> list[Fault]:
    return text_faults(wish.words.reason, wish.words.document, proof=wish.name == "waive")


def _closing(subjects: Mapping[str, str], typed: Mapping[str, str]) -> list[str]:
    left = [
        name or _("pernyataan kode etik") for key, name in subjects.items() if key != typed.get("subject")
    ]
    if left:
        return [_("Yang masih harus dipenuhi: %(what)s.", what="; ".join(left))]
    if not subjects:
        return []
    return [_("Ini syarat terakhir yang belum terpenuhi: sertifikatnya terbit begitu Anda menyimpan.")]


def _said(begun: Period | None) -> str:
    if begun is None:
        return _("Keputusan tersimpan.")
    return _("Keputusan tersimpan. Sertifikat %(number)s terbit.", number=begun.certificate.number)
