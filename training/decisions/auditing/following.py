"""A case or nomination followed back: its steps, its frozen files, and the entries those rest on."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectin_polymorphic, selectinload, undefer

from ...core.db import db
from ...ledger.models import LedgerLeaf
from ...people.models import Agency, Person
from ..awards.procedure.acts import read_act
from ..awards.wording.steps import sentence as award_sentence
from ..cases.words import sentence as case_sentence
from ..dossiers.shape.body import from_bytes
from ..models import Case, Dossier, Matter, Step
from .proofs import Proof, proofs_of

REF = re.compile(r"\"([0-9a-hjkmnp-tv-z]{12})\"")


@dataclass(frozen=True, slots=True)
class File:
    """A frozen dossier: whether its bytes still have the hash on record, and what it rests on: the record,
    its last entry (None: not on record)."""

    dossier: Dossier
    proof: Proof
    bytes_hold: bool
    cited: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Following:
    """A matter with the proof of each step, in order."""

    matter: Matter
    clauses: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Step, Proof], ...]
    files: tuple[File, ...]
    names: dict[str, str]

    def sentence(self, step: Step) -> str:
        """What happened, with the names of all who had a part in it."""
        if isinstance(self.matter, Case):
            return case_sentence(step, self.names)
        try:
            act = read_act(step.kind, step.said)
        except (KeyError, ValueError):
            return step.kind
        return award_sentence(act, self.names, tells_case=True)


def follow(agency: Agency, number: str) -> Following | None:
    """The matter of this agency with that number."""
    rows = sa.select(Matter).where(Matter.agency_id == agency.id, Matter.number == number)
    steps = selectinload(Matter.steps).joinedload(Step.by)
    subject = joinedload(Matter.subject)
    rows = rows.where(Matter.erased_at.is_(None)).options(
        selectin_polymorphic(Matter, [Case]),
        *(steps, steps.options(lazyload(Person.grants)), subject, subject.options(lazyload(Person.grants))),
    )
    matter = db.session.scalar(rows)
    if matter is None:
        return None
    kept = sa.select(Dossier).where(Dossier.matter_id == matter.id).order_by(Dossier.number)
    dossiers = list(db.session.scalars(kept.options(undefer(Dossier.body))))
    proofs = proofs_of([*matter.steps, *dossiers])
    entries = _last_entries([record for each in dossiers for record in _cited(each)])
    return Following(
        matter=matter,
        clauses=tuple((each.address, each.text) for each in matter.clauses)
        if isinstance(matter, Case)
        else (),
        steps=tuple((step, proofs[f"step:{step.ref}"]) for step in matter.steps),
        names=_names([step.said for step in matter.steps]),
        files=tuple(
            File(
                dossier=each,
                proof=proofs[f"dossier:{each.ref}"],
                bytes_hold=each.body is not None and sha256(each.body).hexdigest() == each.sha256,
                cited=tuple((record, entries.get(record)) for record in _cited(each)),
            )
            for each in dossiers
        ),
    )


def _names(said: list[dict[str, Any]]) -> dict[str, str]:
    """The people that steps name by reference, wherever in them."""
    refs = set(REF.findall(json.dumps(said)))
    return dict(db.session.execute(sa.select(Person.ref, Person.name).where(Person.ref.in_(refs))).all())


def _cited(dossier: Dossier) -> list[str]:
    """What a dossier says it rests on; nothing where somebody made its bytes unreadable."""
    try:
        return from_bytes(dossier.body or b"").cited
    except ValueError:
        return []


def _last_entries(records: list[str]) -> dict[str, int]:
    if not records:
        return {}
    rows = sa.select(LedgerLeaf.record, sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record.in_(records))
    return dict(db.session.execute(rows.group_by(LedgerLeaf.record)).all())
