"""Agencies, their units, the people in them, what they may do and where they are signed in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.access import Role, allowed
from ..core.clock import now
from ..core.db import Model
from ..core.ids import new_ref

EMPLOYMENT = ("pns", "pppk", "pppk_part", "non_asn")
POSITIONS = ("managerial", "functional", "executor")


class Agency(Model):
    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Jakarta")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Unit(Model):
    """A part of an agency, beneath another or directly beneath the agency. `head` is the superior of whoever
    works in it."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    head_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", name="fk_unit_head_id_person", use_alter=True)
    )
    name: Mapped[str] = mapped_column(String(200))
    closed: Mapped[bool] = mapped_column(default=False)

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])
    head: Mapped["Person | None"] = relationship(foreign_keys=[head_id])


class Person(Model):
    """Somebody who works for an agency. Everybody is an officer; roles are beside that.

    `employment` is one of `EMPLOYMENT` or empty, `rank` the pangkat or golongan as HR writes it (`III/b`,
    `IX`); `joined_on` and `left_on` are the first and the last day at this agency, where they are known.
    `rev` counts changes by administrators, so that two tabs never overwrite each other unseen.
    """

    __tablename__ = "person"
    __table_args__ = (Index(None, "agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(200))
    nip: Mapped[str | None] = mapped_column(String(18), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    must_change_password: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    employment: Mapped[str] = mapped_column(String(12), default="", server_default="")
    rank: Mapped[str] = mapped_column(String(12), default="", server_default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    locale: Mapped[str | None] = mapped_column(String(5))
    rev: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)

    agency: Mapped[Agency] = relationship(lazy="joined", innerjoin=True)
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person",
        lazy="selectin",
        cascade="all, delete-orphan",
        foreign_keys="RoleGrant.person_id",
    )

    def here_on(self, day: date) -> bool:
        """Whether the access is open on that day of the agency's calendar: not closed, not gone."""
        return self.active and (self.left_on is None or day <= self.left_on)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset({Role.OFFICER, *(grant.role for grant in self.grants)})

    def may(self, permission: str) -> bool:
        """Whether this person holds a permission of the table in `core.access`."""
        return allowed(self.roles, permission)


class RoleGrant(Model):
    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(String(20))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship(back_populates="grants", foreign_keys=[person_id])


class RoleChange(Model):
    """That a role was given to somebody or taken from them, by whom and when. Rows are only added."""

    __tablename__ = "role_change"
    __table_args__ = (Index(None, "agency_id", "at"),)
    record_kind = "role_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(String(20))
    given: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who may do what since when, at whose word."""
        return {
            "person": self.person.ref,
            "role": str(self.role),
            "given": self.given,
            "by": self.by.ref if self.by else None,
            "at": self.at.isoformat(),
        }


class Posting(Model):
    """Where somebody works, from a day and until a day (inclusive; empty: still there).

    `kind` is one of `POSITIONS` or empty. A post that was entered wrongly is withdrawn and entered again: who
    asks what was known on an earlier day still finds it.
    """

    __tablename__ = "posting"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    position: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(12), default="", server_default="")
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class Departure(Model):
    """That somebody left an agency, and came back. `back_on` is the first day there again.

    One that was entered wrongly is withdrawn; `Person.left_on` follows the last that stands.
    """

    __tablename__ = "departure"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    left_on: Mapped[date]
    back_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]


class PersonWord(Model):
    """A word by which a person of an agency is found: of the name, or the NIP and its last digits."""

    __tablename__ = "person_word"
    __table_args__ = (Index(None, "person_id"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    # Compared sign by sign, so that a range of the index is what begins alike.
    word: Mapped[str] = mapped_column(
        String(40).with_variant(String(40, collation="C"), "postgresql"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class SignIn(Model):
    """One signed-in browser. The cookie holds the token, the row only its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(45), default="")
    browser: Mapped[str] = mapped_column(String(200), default="")

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Throttle(Model):
    """Failed sign-ins of one account or one network address within a window."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
