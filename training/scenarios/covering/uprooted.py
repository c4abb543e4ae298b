"""Scenarios whose clause has moved or gone since they were published: they rest until somebody mends them.

An address may name another rule in the next version, and nobody is to be tested on a rule by a story about
another one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from ...codes.amendments import Consequence
from ...codes.models import SUBSTANTIVE, Amendment, Change, CodeVersion
from ...core.db import db
from ..models import DRAFT, PUBLISHED, Scenario, ScenarioVersion
from ..rules import Finding

LEFT = sa.and_(
    Change.old_address.is_not(None),
    sa.or_(Change.new_address.is_(None), Change.new_address != Change.old_address),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A clause that left its address when a version came into force; `to` is None where it is gone."""

    code_id: int
    at: datetime
    version: int
    address: str
    to: str | None


def is_uprooted() -> sa.ColumnElement[bool]:
    """Of a published scenario version: whether its main clause left its address since."""
    moved = sa.select(Change.id).join(Amendment, Amendment.id == Change.amendment_id)
    moved = moved.where(LEFT, Change.old_address == ScenarioVersion.clause)
    since = Amendment.published_at > ScenarioVersion.published_at
    return moved.where(Amendment.code_id == Scenario.code_id, since).exists()


def moves(agency_id: int) -> list[Move]:
    """Every clause of the agency's codes that left its address, the first one first."""
    rows = (
        sa.select(
            *(Amendment.code_id, Amendment.published_at, CodeVersion.number),
            *(Change.old_address, Change.new_address),
        )
        .join(Change, Change.amendment_id == Amendment.id)
        .join(CodeVersion, CodeVersion.id == Amendment.new_version_id)
        .where(Amendment.agency_id == agency_id, Amendment.published_at.is_not(None), LEFT)
        .order_by(Amendment.published_at, Change.position)
    )
    return [Move(*row) for row in db.session.execute(rows)]  # type: ignore[arg-type]


def findings_of(version: ScenarioVersion, code_id: int, moved: list[Move]) -> tuple[Finding, ...]:
    """What a live scenario still calls by an address that its clause has left."""
    named = {version.clause, *version.clauses}
    return tuple(
        Finding(
            "moved-clause", "error", "clause" if each.address == version.clause else "", None, _said(each)
        )
        for each in moved
        if each.code_id == code_id
        and each.address in named
        and version.published_at is not None
        and each.at > version.published_at
    )


def strangers(
    version: ScenarioVersion, tests: Collection[str], addresses: Collection[str], told: Collection[Finding]
) -> tuple[Finding, ...]:
    """What a live scenario names that is none of the code's addresses, and no amendment (`told`) accounts
    for. While no code is in force nothing is strange."""
    named = {version.clause, *version.clauses, *tests}.difference(addresses) if addresses else set()
    return tuple(
        Finding(
            "unknown-clause",
            "error",
            "clause" if address == version.clause else "",
            None,
            f"Butir {address} tidak ada dalam kode yang berlaku. Pilih butir lain atau tarik skenario ini.",
        )
        for address in sorted(named)
        if not any(f"Butir {address} " in finding.message for finding in told)
    )


def foresee(amendment: Amendment, _now: datetime) -> list[Consequence]:
    """What publishing the amendment means for the scenarios of the code."""
    rows = sa.select(ScenarioVersion.state, ScenarioVersion.clause).join(Scenario)
    written = db.session.execute(rows.where(Scenario.code_id == amendment.code_id)).all()
    tested = [clause for state, clause in written if state == PUBLISHED]
    left = {c.old_address for c in amendment.changes if c.old_address and c.new_address != c.old_address}
    resting = sum(address in left for address in tested)
    usable = set(tested) - left
    asked = [c.new_address for c in amendment.changes if c.weight == SUBSTANTIVE and c.new_address]
    begun = {clause for state, clause in written if state == DRAFT} - usable - left
    bare = [address for address in asked if address not in usable | begun]
    told = []
    if ready := [address for address in asked if address in begun]:
        said = _("Draf skenario untuk %(clauses)s menunggu diterbitkan pelatih.", clauses=", ".join(ready))
        told.append(Consequence(said))
    if bare:
        said = _("Belum ada skenario untuk %(clauses)s. Pelatih perlu menulisnya.", clauses=", ".join(bare))
        told.append(Consequence(said, weighty=True))
    if ready or bare:
        said = _(
            "Modul yang memuatnya membuka uji sertifikasi setelah skenarionya cukup dan modulnya terbit."
        )
        told.append(Consequence(said, weighty=True))
    if resting:
        said = ngettext(
            "%(num)s skenario tentang butir yang berpindah atau dihapus beristirahat sampai diperbarui.",
            "%(num)s skenario tentang butir yang berpindah atau dihapus beristirahat sampai diperbarui.",
            resting,
        )
        told.append(Consequence(said))
    return told


def _said(move: Move) -> str:
    if move.to is None:
        said = f"Butir {move.address} dihapus pada versi {move.version}."
        return f"{said} Pilih butir lain atau tarik skenario ini."
    said = f"Butir {move.address} menjadi {move.to} pada versi {move.version}."
    return f"{said} Perbarui alamatnya, lalu terbitkan."
