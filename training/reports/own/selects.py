"""What is kept about a person, kind by kind, as it is handed to that person."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from ...attempts.appeals.models import ItemAppeal
from ...attempts.extra.models import ExtraTime
from ...attempts.models import Attempt, Outcome, Response
from ...attestations.models import Attestation
from ...certifications.corrections.models import Correction
from ...certifications.models import (
    Assignment,
    Certificate,
    CertificateDoubt,
    Certification,
    DeltaDuty,
    Period,
)
from ...codes.models import Code, CodeVersion
from ...core.outbox.models import Letter
from ...modules.models import Module, Progress
from ...people.models import Departure, Person, Posting, RoleChange, SignIn, Unit
from ...people.refused import Refusal

Selects = dict[str, Callable[[Person], sa.Select[*tuple[Any, ...]]]]


def _posts(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Unit.name.label("unit"), Posting.position, Posting.kind, Posting.since, Posting.until)
    rows = sa.select(*columns, Posting.recorded_at, Posting.withdrawn_at).join(
        Unit, Unit.id == Posting.unit_id
    )
    return rows.where(Posting.person_id == person.id).order_by(Posting.since, Posting.id)


def _departures(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Departure.left_on, Departure.back_on, Departure.reason, Departure.recorded_at)
    rows = sa.select(*columns, Departure.withdrawn_at)
    return rows.where(Departure.person_id == person.id).order_by(Departure.left_on, Departure.id)


def _roles(person: Person) -> sa.Select[*tuple[Any, ...]]:
    by = sa.orm.aliased(Person)
    rows = sa.select(RoleChange.role, RoleChange.given, by.name.label("by"), RoleChange.at)
    rows = rows.outerjoin(by, by.id == RoleChange.by_id)
    return rows.where(RoleChange.person_id == person.id).order_by(RoleChange.id)


def _closed_doors(person: Person) -> sa.Select[*tuple[Any, ...]]:
    rows = sa.select(Refusal.day, Refusal.what, Refusal.place, Refusal.count, Refusal.last_at)
    return rows.where(Refusal.person_id == person.id).order_by(Refusal.id)


def _sign_ins(person: Person) -> sa.Select[*tuple[Any, ...]]:
    rows = sa.select(SignIn.started_at, SignIn.seen_at, SignIn.ended_at, SignIn.address, SignIn.browser)
    return rows.where(SignIn.person_id == person.id).order_by(SignIn.id)


def _reading(person: Person) -> sa.Select[*tuple[Any, ...]]:
    rows = sa.select(Module.title, Module.key, Progress.steps, Progress.started_at, Progress.read_at)
    rows = rows.join(Module, Module.id == Progress.module_id)
    return rows.where(Progress.person_id == person.id).order_by(Progress.id)


def _runs(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Attempt.ref, Attempt.purpose, Attempt.state, Attempt.mastery_percent, Attempt.minutes)
    rows = sa.select(*columns, Attempt.extra_minutes, Attempt.absences, Attempt.started_at, Attempt.ended_at)
    return rows.where(Attempt.person_id == person.id).order_by(Attempt.id)


def _answers(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Response.item, Response.node.label("scene"), Response.option, Response.at)
    rows = sa.select(Attempt.ref.label("run"), *columns).join(Attempt, Attempt.id == Response.attempt_id)
    return rows.where(Attempt.person_id == person.id).order_by(Response.attempt_id, Response.rev)


def _results(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Outcome.points, Outcome.maximum, Outcome.percent, Outcome.passed, Outcome.at)
    rows = sa.select(Attempt.ref.label("run"), *columns, Outcome.superseded_at)
    rows = rows.join(Attempt, Attempt.id == Outcome.attempt_id)
    return rows.where(Attempt.person_id == person.id).order_by(Outcome.id)


def _extra_time(person: Person) -> sa.Select[*tuple[Any, ...]]:
    rows = sa.select(ExtraTime.percent, ExtraTime.reason, ExtraTime.granted_at, ExtraTime.ended_at)
    return rows.where(ExtraTime.person_id == person.id).order_by(ExtraTime.id)


def _declarations(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Attestation.statement, Attestation.language, Attestation.shown_hash, Attestation.at)
    rows = sa.select(Code.title, CodeVersion.number.label("version"), *columns)
    rows = rows.join(CodeVersion, CodeVersion.id == Attestation.version_id)
    rows = rows.join(Code, Code.id == CodeVersion.code_id)
    return rows.where(Attestation.person_id == person.id).order_by(Attestation.id)


def _assignments(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Assignment.due_on, Assignment.assigned_at, Assignment.source, Assignment.reason)
    rows = sa.select(Certification.title, *columns, Assignment.ended_at)
    rows = rows.join(Certification, Certification.id == Assignment.certification_id)
    return rows.where(Assignment.person_id == person.id).order_by(Assignment.id)


def _certificates(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Period.round, Period.completed_on, Period.valid_from, Period.valid_until, Period.window_opens)
    rows = sa.select(*columns, Period.revoked_at, Period.revoked_reason)
    rows = rows.add_columns(Certificate.number, Certificate.verification_code, Certificate.issued_at)
    rows = rows.add_columns(Certificate.frozen.label("says")).join(
        Certificate, Certificate.period_id == Period.id
    )
    return rows.where(Period.person_id == person.id).order_by(Period.id)


def _doubts(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (CertificateDoubt.raised_at, CertificateDoubt.decided_at, CertificateDoubt.reason)
    rows = sa.select(Certificate.number, *columns).join(Period, Period.id == CertificateDoubt.period_id)
    rows = rows.join(Certificate, Certificate.period_id == Period.id)
    return rows.where(Period.person_id == person.id).order_by(CertificateDoubt.id)


def _catching_up(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (DeltaDuty.held_version, DeltaDuty.asked_at, DeltaDuty.due_on, DeltaDuty.met_at)
    rows = sa.select(CodeVersion.number.label("version"), *columns)
    rows = rows.join(CodeVersion, CodeVersion.id == DeltaDuty.version_id)
    return rows.where(DeltaDuty.person_id == person.id).order_by(DeltaDuty.id)


def _corrections(person: Person) -> sa.Select[*tuple[Any, ...]]:
    columns = (Correction.ref, Correction.about, Correction.wrong, Correction.wanted, Correction.asked_at)
    rows = sa.select(*columns, Correction.due_at, Correction.state, Correction.answered_at, Correction.reason)
    return rows.where(Correction.person_id == person.id).order_by(Correction.id)


def _item_appeals(person: Person) -> sa.Select[*tuple[Any, ...]]:
    run = Attempt.ref.label("run")
    columns = (ItemAppeal.ref, run, ItemAppeal.item, ItemAppeal.text, ItemAppeal.asked_at, ItemAppeal.due_at)
    rows = sa.select(*columns, ItemAppeal.state, ItemAppeal.answered_at, ItemAppeal.reason)
    rows = rows.join(Attempt, Attempt.id == ItemAppeal.attempt_id)
    return rows.where(ItemAppeal.person_id == person.id).order_by(ItemAppeal.id)


def _letters(person: Person) -> sa.Select[*tuple[Any, ...]]:
    # Without their text: a superior's names others, and an invitation holds a secret.
    rows = sa.select(Letter.kind, Letter.to_address, Letter.subject, Letter.state, Letter.sent_at)
    return rows.where(Letter.person_id == person.id).order_by(Letter.id)


SELECTS: Selects = {
    "posts": _posts,
    "departures": _departures,
    "roles_given_and_taken": _roles,
    "closed_doors": _closed_doors,
    "sign_ins": _sign_ins,
    "reading": _reading,
    "runs": _runs,
    "answers": _answers,
    "results": _results,
    "extra_time": _extra_time,
    "declarations": _declarations,
    "assignments": _assignments,
    "certificates": _certificates,
    "certificate_doubts": _doubts,
    "catching_up": _catching_up,
    "corrections": _corrections,
    "item_appeals": _item_appeals,
    "letters": _letters,
}
