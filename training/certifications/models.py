"""Certification: the scheme, who must hold it, the rounds in which they did, and the paper."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, or_, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..attempts.models import Outcome
from ..codes.models import Code, CodeVersion
from ..core.db import Model
from ..core.ids import new_ref, new_verification_code
from ..modules.models import Module
from ..people.models import Person

RULE, HAND = "rule", "hand"


class Certification(Model):
    """The scheme: modules of a code and its attestation, valid for so many months, for whom it is meant.

    `modules` are keys of modules, none standing for all of the code; `short_modules` are what is asked
    when it is renewed in time, none standing for the same. `pass_percent` asks for more than the modules' own
    marks.
    `audience` says who must hold it (see `audience.Audience`), `hours` the JP it counts for. `closes_days`
    after the due day the first round has failed. A scheme that is closed asks nobody any more. `terms_rev`
    counts how often somebody set its terms; from the first time on they are on record.
    """

    __tablename__ = "certification"
    record_kind = "certification"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    modules: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    short_modules: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    attestation: Mapped[bool] = mapped_column(default=True, server_default=true())
    pass_percent: Mapped[int | None]
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    hours: Mapped[int | None]
    closes_days: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    mode: Mapped[str] = mapped_column(String(12), default="expiry")
    active_months: Mapped[int] = mapped_column(default=12)
    window_months: Mapped[int] = mapped_column(default=2)
    minimum_months: Mapped[int] = mapped_column(default=6)
    grace_days: Mapped[int] = mapped_column(default=0)
    due_days: Mapped[int] = mapped_column(default=30)
    delta_days: Mapped[int] = mapped_column(default=60)
    terms_rev: Mapped[int] = mapped_column(default=0)

    code: Mapped[Code] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.terms_rev > 0

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the terms in full. What was not asked when older rows were recorded is
        named only where it is set."""
        later = {
            "modules": self.modules,
            "short_modules": self.short_modules,
            "pass_percent": self.pass_percent,
            "audience": self.audience,
            "hours": self.hours,
            "closes_days": self.closes_days,
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "without_attestation": not self.attestation,
        }
        return {name: value for name, value in later.items() if value} | {
            "code": self.code.slug,
            "mode": self.mode,
            "active_months": self.active_months,
            "window_months": self.window_months,
            "minimum_months": self.minimum_months,
            "grace_days": self.grace_days,
            "due_days": self.due_days,
            "delta_days": self.delta_days,
        }


class Assignment(Model):
    """Somebody must hold a certification, by a day (inclusive). `source` tells whether the scheme's audience
    or a person's hand asked it; one that ended asks nothing any more, and may begin again."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("certification_id", "person_id"),)
    record_kind = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    assigned_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(8), default=RULE, server_default=RULE)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    ended_at: Mapped[datetime | None]

    certification: Mapped[Certification] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: those a person's hand made or ended."""
        return or_(cls.source == HAND, cls.by_id.is_not(None))

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who must hold what by when, at whose word, and whether it ended."""
        return {
            "person": self.person.ref,
            "certification": self.certification.ref,
            "due_on": self.due_on.isoformat(),
            "assigned_at": self.assigned_at.isoformat(),
            "source": self.source,
            "by": self.by.ref if self.by else None,
            "reason": self.reason,
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
        }


class Period(Model):
    """One round: certified on a day, valid through `valid_until` (inclusive); a new round may start from
    `window_opens`. `completed_on` is the day in the agency's zone on which the last requirement was met;
    `anchor` the day from which fixed dates are counted, round after round."""

    __tablename__ = "period"
    __table_args__ = (
        UniqueConstraint("person_id", "certification_id", "round"),
        Index(None, "certification_id", "valid_until"),
    )
    record_kind = "period"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    round: Mapped[int] = mapped_column(default=1)
    version_number: Mapped[int]
    completed_on: Mapped[date]
    anchor: Mapped[date]
    certified_at: Mapped[datetime]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    window_opens: Mapped[date]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    certification: Mapped[Certification] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=[revoked_by_id])
    certificate: Mapped["Certificate"] = relationship(back_populates="period", lazy="joined")

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the round and the frozen certificate."""
        return {
            "person": self.person.ref,
            "code": self.certification.code.slug,
            "version": self.version_number,
            "round": self.round,
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "revoked_at": self.revoked_at.isoformat() if self.revoked_at else None,
            "certificate": self.certificate.frozen,
            "number": self.certificate.number,
        } | self._revocation()

    def _revocation(self) -> dict[str, Any]:
        """Why and by whom, where that is known."""
        if self.revoked_by is None:
            return {}
        return {"revoked_reason": self.revoked_reason, "revoked_by": self.revoked_by.ref}


class Certificate(Model):
    """The paper, frozen at issue: `frozen` is what it says, whatever changes later."""

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), unique=True)
    number: Mapped[str] = mapped_column(String(110), unique=True)
    verification_code: Mapped[str] = mapped_column(String(23), unique=True, default=new_verification_code)
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_at: Mapped[datetime]

    period: Mapped[Period] = relationship(back_populates="certificate")


class CertificateDoubt(Model):
    """A certificate rests on a run that no longer passes since it was judged anew (`outcome`). The
    certificate stays as it is until a person decides."""

    __tablename__ = "certificate_doubt"
    __table_args__ = (UniqueConstraint("period_id", "outcome_id"),)
    record_kind = "certificate_doubt"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"))
    raised_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    period: Mapped[Period] = relationship()
    outcome: Mapped[Outcome] = relationship()
    decided_by: Mapped[Person | None] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.decided_at.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: that the certificate stays although a run under it no longer passes."""
        return {
            "certificate": self.period.certificate.number,
            "attempt": self.outcome.attempt.ref,
            "decision": "kept",
            "reason": self.reason,
            "decided_by": self.decided_by.ref if self.decided_by else None,
            "decided_at": self.decided_at.isoformat() if self.decided_at else None,
        }


class CertificateSeries(Model):
    """How many certificates an agency numbered in a year. One row is locked while a number is taken, so that
    numbers never repeat and a rolled-back transaction leaves no hole."""

    __tablename__ = "certificate_series"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class DeltaDuty(Model):
    """Somebody certified on an older version is asked to learn what `version` changed, by a day (inclusive).

    `module` is None where rules were only taken away: then the declaration alone is asked again.
    """

    __tablename__ = "delta_duty"
    __table_args__ = (UniqueConstraint("person_id", "version_id"),)
    record_kind = "delta_duty"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    held_version: Mapped[int]
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    met_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    version: Mapped[CodeVersion] = relationship()
    module: Mapped[Module | None] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.met_at.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who caught up with which version, when, and by when it was asked."""
        return {
            "person": self.person.ref,
            "code": self.version.code.slug,
            "held_version": self.held_version,
            "version": self.version.number,
            "due_on": self.due_on.isoformat(),
            "met_at": self.met_at.isoformat() if self.met_at else None,
        }
