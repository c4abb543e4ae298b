"""One step of repairing a draft: claimed before, recorded after, with the findings it answers."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from ..core.db import affected, db
from ..people.models import Person
from .addressing import place_of, rebased, unique
from .models import DRAFT, Clause, ClauseNote, CodeVersion, ReadingFinding, Repair, Section
from .snapshots import changes, drop, refresh, snapshot

MISSING = frozenset({"label-missing", "labels-lost"})
NUMBERS = frozenset({"label-missing", "label-repeated", "label-skipped", "label-order"})


class Stale(ValueError):
    """Somebody repaired the draft after this page was opened; nothing was changed."""


class Frozen(ValueError):
    """The version is published; its text never changes again."""


class Impossible(ValueError):
    """A repair that does not fit the text; `reason` is a key of the screen's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Hand:
    """Who repairs, which state of the draft they were looking at, and when."""

    person: Person
    rev: int
    now: datetime


@dataclass
class Step:
    """A repair being made. `order` holds the clauses as they will stand."""

    version: CodeVersion
    kind: str
    hand: Hand
    order: list[Clause] = field(default_factory=list)

    def taken(self, besides: Clause | None = None) -> set[str]:
        """The addresses in use, apart from one clause's own."""
        return {clause.address for clause in self.order if clause is not besides}

    def readdress(self, clause: Clause, address: str) -> None:
        """Give a clause an address; those that lie beneath it come along."""
        old, clause.address = clause.address, address
        self.rebase(old, address, clause.label)

    def rebase(self, old: str, new: str, label: str) -> None:
        """Put everything that lay beneath one address beneath another, whose printed label is `label`."""
        renamed = rebased(self.taken(), old, new)
        for clause in self.order:
            if clause.address in renamed:
                clause.address = unique(renamed[clause.address], self.taken(clause))
                if place_of(clause.address, clause.label) == new:
                    clause.parent = label

    def take_out(self, clause: Clause) -> None:
        """Take a clause out of the draft; its words stay in the source."""
        self.order.remove(clause)
        drop(self.version, clause)

    def answer(self, first: int, last: int, slugs: Collection[str]) -> None:
        """The findings of these kinds about these lines are answered by this step."""
        for finding in self.version.findings:
            if finding.open and finding.slug in slugs and first <= finding.line <= last:
                self.resolve(finding)

    def resolve(self, finding: ReadingFinding, reason: str = "") -> None:
        """A finding is answered by this step."""
        finding.resolved_at, finding.resolved_by_id = self.hand.now, self.hand.person.id
        finding.resolution, finding.reason = self.kind, reason


@contextmanager
def step(
    version: CodeVersion, kind: str, hand: Hand, address: str = "", undoes: Repair | None = None
) -> Iterator[Step]:
    """Make one repair: inside the block the rows are changed, afterwards they are ordered and recorded.

    `address` is where the repair is made, and what the block may replace by where it ended: see `Repair`.
    Raises Stale or Frozen before anything is touched.
    """
    _claim(version, hand.rev)
    with db.session.no_autoflush:
        before, waiting = snapshot(version), _waiting(version)
        addresses = {clause.ref: clause.address for clause in version.clauses}
        subject = next((clause for clause in version.clauses if clause.address == address), None)
        made = Step(version, kind, hand, list(version.clauses))
        yield made
        _settle(made, addresses, waiting)
        old, new = changes(before, snapshot(version))
        stays = subject if subject in made.order else None
        db.session.add(
            Repair(
                agency_id=version.agency_id,
                version_id=version.id,
                person_id=hand.person.id,
                at=hand.now,
                kind=kind,
                address_before=address,
                address_after=stays.address if stays else "",
                before=old,
                after=new,
                undoes_id=undoes.id if undoes else None,
            )
        )
        db.session.flush()
        refresh(version)


def unlabelled(clauses: Collection[Clause], finding: ReadingFinding) -> list[Clause]:
    """The clauses a finding speaks of that are still without their printed label."""
    lines = range(finding.line, finding.last_line + 1)
    return [clause for clause in clauses if clause.line in lines and not clause.label]


def _claim(version: CodeVersion, rev: int) -> None:
    asked = sa.update(CodeVersion).where(
        CodeVersion.id == version.id, CodeVersion.rev == rev, CodeVersion.state == DRAFT
    )
    if not affected(asked.values(rev=rev + 1).execution_options(synchronize_session=False)):
        db.session.refresh(version, ["state", "rev"])
        raise Stale(version.rev) if version.state == DRAFT else Frozen(version.state)
    db.session.refresh(version, ["state", "rev"])
    refresh(version)


def _waiting(version: CodeVersion) -> list[ReadingFinding]:
    """Open findings about missing labels that some clause still bears out."""
    return [
        found
        for found in version.findings
        if found.open and found.slug in MISSING and unlabelled(version.clauses, found)
    ]


def _settle(made: Step, addresses: dict[str, str], waiting: list[ReadingFinding]) -> None:
    places: dict[Section, int] = {section: section.position for section in made.version.sections}
    made.order.sort(key=lambda clause: places[clause.section])
    for position, clause in enumerate(made.order):
        clause.position = position
    for finding in waiting:
        if finding.open and not unlabelled(made.order, finding):
            made.resolve(finding)
    _write_addresses(made, addresses)


def _write_addresses(made: Step, old: dict[str, str]) -> None:
    """Save new addresses in two goes, so that two clauses may exchange theirs; notes follow their clause."""
    changed = {c: c.address for c in made.order if old.get(c.ref) != c.address}
    for clause in changed:
        clause.address = f"~{clause.ref}"
    db.session.flush()
    for clause, address in changed.items():
        clause.address = address
    db.session.flush()
    named = {old[clause.ref]: clause.address for clause in changed if clause.ref in old}
    notes = db.session.scalars(sa.select(ClauseNote).filter_by(version_id=made.version.id))
    for note in notes:
        note.address = named.get(note.address, note.address)
