"""Recording facts: the leaf is appended in the transaction of the fact, or neither happens."""

import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from ..core.db import db
from ..people.models import RoleChange
from .leaves import ERASED, commitment, leaf_bytes, payload_bytes
from .models import LedgerHead, LedgerLeaf, LedgerNode, LedgerPayload
from .tree import Frontier, leaf_hash

LOG = "adab"
SYSTEM = "system"
PENDING = "ledger_pending"


class Recorded(Protocol):
    """A row that can be put on record. `fact()` is what its leaf commits to."""

    @property
    def record_kind(self) -> str: ...

    @property
    def ref(self) -> Any: ...

    @property
    def agency_id(self) -> Any: ...

    def fact(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Event:
    """A past-tense fact about one row, by somebody, at a moment."""

    kind: str
    row: Any
    actor: str
    at: datetime


Listener = Callable[[Event], None]
_listeners: defaultdict[str, list[Listener]] = defaultdict(list)


def record(kind: str, row: Recorded, *, actor: str, at: datetime) -> None:
    """Put `row` on record as `kind` when this transaction commits, and tell who listens, at once.

    `actor` is a person's reference or `system`. Listeners run inside the same transaction.
    """
    happened = Event(kind, row, actor, at)
    db.session.info.setdefault(PENDING, []).append((happened, _open_savepoints()))
    for listener in _listeners[kind]:
        listener(happened)


def record_role(change: RoleChange) -> None:
    """Put on record that a role was given or taken."""
    kind = "role.given" if change.given else "role.taken"
    record(kind, change, actor=change.by.ref if change.by else SYSTEM, at=change.at)


def listen(kind: str, listener: Listener) -> None:
    """Have `listener` called inside the transaction whenever `kind` is recorded."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def watch_commits() -> None:
    """Append pending events just before each commit, and forget them when it is rolled back."""
    if not event.contains(db.session.session_factory, "before_commit", _append_pending):
        event.listen(db.session.session_factory, "before_commit", _append_pending)
        event.listen(db.session.session_factory, "after_soft_rollback", _forget_pending)


def _append_pending(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(PENDING):
        return
    session.flush()
    events = [happened for happened, _within in session.info[PENDING]]
    # What is erased in this transaction covers everything else this transaction says about it.
    events.sort(key=lambda happened: happened.kind == ERASED)
    erased = {_record_of(happened.row) for happened in events if happened.kind == ERASED}
    head = session.scalars(
        sa.select(LedgerHead)
        .where(LedgerHead.id == 1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    frontier = Frontier.from_hex(head.size, head.frontier)
    records = {_record_of(happened.row) for happened in events}
    last = _last_leaf_of_each(session, records)
    _forget_payloads(session, erased, known=head.size)
    for happened in events:
        kept = happened.kind == ERASED or _record_of(happened.row) not in erased
        leaf = _leaf(happened, frontier.size, last.get(_record_of(happened.row)), kept=kept)
        last[leaf.record] = leaf.idx
        _leaf_itself, *whole = frontier.append(bytes.fromhex(leaf.leaf_hash))
        session.add(leaf)
        session.add_all(
            LedgerNode(level=level, place=leaf.idx >> level, hash=each) for level, each in enumerate(whole, 1)
        )
    head.size, head.frontier = frontier.size, frontier.to_hex()
    # Forgotten only here: had an append failed, a second commit must fail like the first.
    del session.info[PENDING]


def _leaf(happened: Event, idx: int, prev: int | None, *, kept: bool) -> LedgerLeaf:
    salt, payload = secrets.token_bytes(32), payload_bytes(happened.row.fact()) if kept else b""
    body = leaf_bytes(
        log=LOG,
        idx=idx,
        kind=happened.kind,
        at=happened.at,
        record=_record_of(happened.row),
        prev=prev,
        actor=happened.actor,
        commit=commitment(salt, payload),
    )
    if kept:
        db.session.add(LedgerPayload(idx=idx, salt=salt, body=payload))
    return LedgerLeaf(
        idx=idx,
        body=body,
        leaf_hash=leaf_hash(body).hex(),
        kind=happened.kind,
        record=_record_of(happened.row),
        at=happened.at,
        agency_id=happened.row.agency_id,
    )


def _forget_payloads(session: Session, erased: set[str], *, known: int) -> None:
    if not erased:
        return
    leaves = sa.select(LedgerLeaf.idx).where(
        LedgerLeaf.record.in_(erased), LedgerLeaf.kind != ERASED, LedgerLeaf.idx < known
    )
    session.execute(sa.delete(LedgerPayload).where(LedgerPayload.idx.in_(leaves)))


def _last_leaf_of_each(session: Session, records: set[str]) -> dict[str, int]:
    rows = session.execute(
        sa.select(LedgerLeaf.record, sa.func.max(LedgerLeaf.idx))
        .where(LedgerLeaf.record.in_(records))
        .group_by(LedgerLeaf.record)
    )
    return dict(rows.all())


def _record_of(row: Recorded) -> str:
    return f"{row.record_kind}:{row.ref}"


def _open_savepoints() -> list[SessionTransaction]:
    found, inner = [], db.session().get_nested_transaction()
    while inner is not None and inner.nested:
        found.append(inner)
        inner = inner.parent
    return found


def _forget_pending(session: Session, rolled_back: SessionTransaction) -> None:
    if not rolled_back.nested:
        session.info.pop(PENDING, None)
    elif pending := session.info.get(PENDING):
        session.info[PENDING] = [each for each in pending if rolled_back not in each[1]]
