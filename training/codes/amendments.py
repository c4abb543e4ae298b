"""What happens when a code is amended: a draft is compared with the text in force, a person says how much
each change weighs, and with the last of them decided the draft takes its place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload, lazyload, load_only, selectinload

from ..core.db import affected, db
from ..ledger.service import record
from ..people.models import Person
from . import service
from .diffing import ClauseText, Pair, Word, diff, mark_words
from .hinting import Hint, hint_of
from .models import DRAFT, EDITORIAL, IN_FORCE, SUBSTANTIVE, Amendment, Change, Clause, CodeVersion

KINDS = ("added", "edited", "removed", "moved", "unchanged")
WEIGHTS = (EDITORIAL, SUBSTANTIVE)
LONGEST_REASON = 1000


class NotAmendable(ValueError):
    """There is nothing to amend: the version is no draft, or none of its code is in force."""


class Stale(Exception):
    """The change was decided, or its words were changed, since the page was made. Nothing was saved."""


class Undecided(Exception):
    """The amendment may not be published yet: `waiting` changes have no weight, or the texts were changed
    since (`behind`)."""

    def __init__(self, waiting: int, *, behind: bool = False) -> None:
        super().__init__(waiting)
        self.waiting, self.behind = waiting, behind


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair with what was decided about it; `change` is None where nothing is kept (unchanged clauses)."""

    pair: Pair
    change: Change | None
    hint: Hint | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sentence on what publishing brings; `weighty` ones stand out.

    `form` names the template with which the term behind it, `about`, can be set before publishing; `term` is
    the name and value of its field as they stand.
    """

    text: str
    weighty: bool = False
    form: str = ""
    about: object = None
    term: tuple[str, str] | None = None


Foresight = Callable[[Amendment, datetime], list[Consequence]]
_foresights: list[Foresight] = []


def on_foresight(tell: Foresight) -> None:
    """Have `tell` asked what publishing an amendment would bring. Those it touches live further right."""
    if tell not in _foresights:
        _foresights.append(tell)


def consequences(amendment: Amendment, *, now: datetime) -> list[Consequence]:
    """What publishing it now would bring, before it is done."""
    return [sentence for tell in _foresights for sentence in tell(amendment, now)]


def compare(old: CodeVersion, new: CodeVersion) -> list[Pair]:
    """Every clause of two versions, paired. The same words as another kind of rule are an edit: what was a
    duty may have become a prohibition."""
    before, after = _kinds(old.id), _kinds(new.id)
    return [
        replace(pair, kind="edited")
        if pair.similarity == 1 and pair.old and pair.new and before[pair.old] != after[pair.new]
        else pair
        for pair in diff(list(before), list(after))
    ]


def basis_of(version: CodeVersion) -> CodeVersion | None:
    """The version of the same code that is in force and would be replaced by this one."""
    rows = sa.select(CodeVersion).where(CodeVersion.code_id == version.code_id, CodeVersion.state == IN_FORCE)
    return db.session.scalar(rows.where(CodeVersion.id != version.id))


def amendment_of(version: CodeVersion) -> Amendment | None:
    """The amendment that leads to this version, with its changes and who decided them."""
    rows = sa.select(Amendment).where(Amendment.new_version_id == version.id)
    names = (load_only(Person.name), lazyload(Person.agency), lazyload(Person.grants))
    changes = selectinload(Amendment.changes).joinedload(Change.decided_by).options(*names)
    versions = joinedload(Amendment.old_version), joinedload(Amendment.new_version)
    return db.session.scalar(rows.options(changes, *versions))


def open_amendment(version: CodeVersion, *, actor: Person | None, now: datetime) -> Amendment:
    """Compare a draft with the version in force and keep what changed. Doing it again brings it up to date:
    decisions about words that are still the same stay. Raises NotAmendable."""
    basis = basis_of(version)
    if version.state != DRAFT or basis is None:
        raise NotAmendable
    amendment = amendment_of(version) or _begin(version, basis, actor, now)
    if amendment.old_version_id != basis.id:
        amendment.old_version = basis
    known = {_key(change): change for change in amendment.changes}
    pairs = [pair for pair in compare(basis, version) if pair.kind != "unchanged"]
    kept = []
    for position, pair in enumerate(pairs):
        change = known.get(_key_of(pair)) or _change_of(pair)
        change.position = position
        kept.append(change)
    amendment.changes = kept
    db.session.flush()
    return amendment


def is_behind(amendment: Amendment, basis: CodeVersion | None, pairs: list[Pair]) -> bool:
    """Whether the texts were changed since the amendment was brought up to date."""
    now = [_key_of(pair) for pair in pairs if pair.kind != "unchanged"]
    return (
        basis is None or amendment.old_version_id != basis.id or now != [_key(c) for c in amendment.changes]
    )


def shown(pairs: list[Pair], amendment: Amendment | None) -> list[Shown]:
    """Pairs with what was decided about them and how they look at first sight."""
    known = {_key(change): change for change in amendment.changes} if amendment else {}
    return [Shown(pair, known.get(_key_of(pair)), hint_of(pair)) for pair in pairs]


def judge(
    amendment: Amendment, ref: str, *, rev: int, weight: str, reason: str, actor: Person, now: datetime
) -> Change:
    """Say how much a change weighs, and why. `rev` is the decision the page showed. Raises Stale; ValueError
    for another weight or without a reason."""
    if weight not in WEIGHTS or not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise ValueError(weight)
    change = next((each for each in amendment.changes if each.ref == ref), None)
    if change is None or change.kind == "moved" or amendment.published_at:
        raise Stale
    decided = {"weight": weight, "reason": reason.strip(), "decided_by_id": actor.id, "decided_at": now}
    if not affected(
        sa.update(Change).where(Change.id == change.id, Change.rev == rev).values(rev=rev + 1, **decided)
    ):
        raise Stale
    db.session.refresh(change)
    return change


def stamp_of(amendment: Amendment) -> str:
    """Which decisions a page was made from; a form brings it back to say so."""
    said = [f"{change.digest}{change.rev}{change.weight}" for change in amendment.changes]
    return sha256("\n".join([str(amendment.old_version_id), *said]).encode()).hexdigest()[:24]


def publish_amendment(amendment: Amendment, *, stamp: str, actor: str, now: datetime) -> CodeVersion:
    """Put the new version in force with everything that was decided; the old one is superseded.

    Again, it changes nothing. Raises Stale when `stamp` is not what stands, Undecided, and what
    service.publish raises.
    """
    db.session.execute(sa.select(Amendment.id).where(Amendment.id == amendment.id).with_for_update())
    db.session.expire(amendment)
    version, basis = amendment.new_version, amendment.old_version
    if amendment.published_at:
        return version
    if stamp != stamp_of(amendment):
        raise Stale
    waiting = sum(change.waits for change in amendment.changes)
    behind = is_behind(amendment, basis_of(version), compare(basis, version))
    if waiting or behind:
        raise Undecided(waiting, behind=behind)
    amendment.published_at = now
    if not amendment.substantive:
        version.lineage = basis.lineage
    db.session.flush()
    service.publish(version, actor=actor, now=now)
    record("code.amended", amendment, actor=actor, at=now)
    return version


def change_at(version: CodeVersion, address: str) -> tuple[Word, ...]:
    """The words of a clause marked against the version it was amended from; empty if none changed there."""
    old = aliased(Clause)
    rows = (
        sa.select(old.text, Clause.text)
        .select_from(Amendment)
        .join(Change, Change.amendment_id == Amendment.id)
        .join(
            Clause,
            sa.and_(Clause.version_id == Amendment.new_version_id, Clause.address == Change.new_address),
        )
        .outerjoin(
            old, sa.and_(old.version_id == Amendment.old_version_id, old.address == Change.old_address)
        )
        .where(Amendment.new_version_id == version.id, Change.new_address == address)
        .where(Amendment.published_at.is_not(None), Change.kind != "moved")
    )
    row = db.session.execute(rows).first()
    return mark_words(row[0] or "", row[1]) if row else ()


def _kinds(version_id: int) -> dict[ClauseText, str]:
    rows = sa.select(Clause.address, Clause.text, Clause.kind).where(Clause.version_id == version_id)
    ordered = db.session.execute(rows.order_by(Clause.position))
    return {ClauseText(address, text): kind for address, text, kind in ordered}


def _begin(version: CodeVersion, basis: CodeVersion, actor: Person | None, now: datetime) -> Amendment:
    begun = Amendment(
        agency_id=version.agency_id,
        code_id=version.code_id,
        old_version=basis,
        new_version=version,
        opened_by=actor,
        opened_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(begun)
    except IntegrityError:
        return db.session.scalars(sa.select(Amendment).filter_by(new_version_id=version.id)).one()
    return begun


def _change_of(pair: Pair) -> Change:
    kind, old_address, new_address, digest = _key_of(pair)
    return Change(kind=kind, old_address=old_address, new_address=new_address, digest=digest)


Key = tuple[str, str | None, str | None, str]


def _key(change: Change) -> Key:
    return change.kind, change.old_address, change.new_address, change.digest


def _key_of(pair: Pair) -> Key:
    words = "\x00".join(clause.text if clause else "" for clause in (pair.old, pair.new))
    return (
        pair.kind,
        pair.old.address if pair.old else None,
        pair.new.address if pair.new else None,
        sha256(words.encode()).hexdigest(),
    )
