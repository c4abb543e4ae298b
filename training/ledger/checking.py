"""Checking the whole record: leaves, tree, commitments, and that today's rows still say what was recorded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ..core.db import Model, db, snapshot
from .leaves import ERASED, SALT_BYTES, commitment, payload_bytes
from .models import LedgerCheckpoint, LedgerHead, LedgerLeaf, LedgerPayload
from .notes import BadNote, Checkpoint
from .tree import Frontier, leaf_hash


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold, and where: a leaf index or a record."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked: number of leaves, root in hex, records compared with today's rows, faults found."""

    size: int
    root: str
    records: int
    faults: list[Fault]


def verify() -> Report:
    """Check everything that the database alone can show. It cannot show that an entry is true.

    Reads one moment of the database, while others go on writing. Ends the session's transaction.
    """
    with snapshot():
        return _verify()


def recorded_rows() -> Iterator[tuple[str, Any]]:
    """Today's rows that the record must know, as (record, row), kind by kind."""
    for kind, model in sorted(_recorded_models().items()):
        rows = sa.select(model).where(model.on_record()).order_by(model.ref)
        for row in db.session.scalars(rows):
            yield f"{kind}:{row.ref}", row


def row_of(record: str) -> Any:
    """Today's row that a record (`kind:ref`) is about; None where there is none."""
    kind, _, ref = record.partition(":")
    model = _recorded_models().get(kind)
    return None if model is None else db.session.scalar(sa.select(model).where(model.ref == ref))


def says(row: Any) -> bytes | None:
    """The fact of a row, or None when somebody left in it what no fact can hold."""
    try:
        return payload_bytes(row.fact())
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _verify() -> Report:
    frontier = Frontier()
    faults: list[Fault] = []
    last: dict[str, int] = {}
    bare: dict[int, str] = {}
    erased: dict[str, int] = {}
    signed = dict(db.session.execute(sa.select(LedgerCheckpoint.size, LedgerCheckpoint.note)).all())
    for leaf, payload in _leaves():
        faults += _leaf_faults(leaf, frontier.size, last.get(leaf.record))
        faults += _payload_faults(leaf, payload)
        frontier.append(leaf_hash(leaf.body))
        faults += _checkpoint_faults(frontier, signed.pop(frontier.size, None))
        last[leaf.record] = leaf.idx
        if payload is None:
            bare[leaf.idx] = leaf.record
        if leaf.kind == ERASED:
            erased[leaf.record] = leaf.idx
    faults += [Fault(f"checkpoint {size}", "more leaves were signed than are here") for size in signed]
    faults += _head_faults(frontier)
    faults += _gone_payload_faults(bare, erased)
    faults += _stray_payload_faults()
    faults += _kept_payload_faults(erased)
    faults += _row_faults(last, erased)
    return Report(frontier.size, frontier.root().hex(), len(last), faults)


def _leaves() -> Iterator[Any]:
    query = sa.select(LedgerLeaf, LedgerPayload).outerjoin(LedgerPayload, LedgerPayload.idx == LedgerLeaf.idx)
    return iter(db.session.execute(query.order_by(LedgerLeaf.idx).execution_options(yield_per=500)))


def _leaf_faults(leaf: LedgerLeaf, expected: int, prev: int | None) -> Iterator[Fault]:
    place = f"leaf {leaf.idx}"
    if leaf.idx != expected:
        yield Fault(place, f"leaf {expected} is missing")
    if leaf_hash(leaf.body).hex() != leaf.leaf_hash:
        yield Fault(place, "its bytes do not match its hash")
    said = _read(leaf.body)
    at = leaf.at.isoformat(timespec="microseconds")
    repeated = {"idx": leaf.idx, "type": leaf.kind, "record": leaf.record, "prev": prev, "at": at}
    for name, value in repeated.items():
        if said.get(name) != value:
            yield Fault(place, f"{name} is {said.get(name)!r} in its bytes, {value!r} beside them")


def _checkpoint_faults(frontier: Frontier, note: str | None) -> Iterator[Fault]:
    if note is None:
        return
    try:
        said = Checkpoint.parse(note.rpartition("\n\n")[0] + "\n")
    except BadNote:
        said = None
    if said is None or (said.size, said.root) != (frontier.size, frontier.root()):
        yield Fault(f"checkpoint {frontier.size}", "the leaves up to here are not what was signed")


def _payload_faults(leaf: LedgerLeaf, payload: LedgerPayload | None) -> Iterator[Fault]:
    if payload is None:
        return
    whole = len(payload.salt) == SALT_BYTES
    if not whole or commitment(payload.salt, payload.body) != _read(leaf.body).get("commit"):
        yield Fault(f"leaf {leaf.idx}", "its payload is not the one it commits to")


def _gone_payload_faults(bare: dict[int, str], erased: dict[str, int]) -> Iterator[Fault]:
    for idx, record in bare.items():
        if idx >= erased.get(record, 0):
            yield Fault(f"leaf {idx}", f"the payload of {record} is gone and no erasure was recorded")


def _kept_payload_faults(erased: dict[str, int]) -> Iterator[Fault]:
    for record, at in erased.items():
        kept = sa.select(LedgerLeaf.idx).join(LedgerPayload, LedgerPayload.idx == LedgerLeaf.idx)
        kept = kept.where(LedgerLeaf.record == record, LedgerLeaf.kind != ERASED, LedgerLeaf.idx < at)
        for idx in db.session.scalars(kept.order_by(LedgerLeaf.idx)):
            yield Fault(f"leaf {idx}", f"{record} was erased at leaf {at}, yet this payload is there")


def _stray_payload_faults() -> Iterator[Fault]:
    known = sa.select(LedgerLeaf.idx).where(LedgerLeaf.idx == LedgerPayload.idx).exists()
    for idx in db.session.scalars(sa.select(LedgerPayload.idx).where(~known).order_by(LedgerPayload.idx)):
        yield Fault(f"payload {idx}", "there is no leaf that commits to it")


def _head_faults(frontier: Frontier) -> Iterator[Fault]:
    head = db.session.get(LedgerHead, 1)
    if head is None:
        yield Fault("head", "there is no head row")
    elif (head.size, list(head.frontier)) != (frontier.size, frontier.to_hex()):
        yield Fault("head", f"it says {head.size} leaves, the leaves make {frontier.size} or another root")


def _row_faults(last: dict[str, int], erased: dict[str, int]) -> Iterator[Fault]:
    gone = {record for record, idx in last.items() if idx == erased.get(record)}
    models = _recorded_models()
    for record in sorted(last.keys() - gone):
        if record.partition(":")[0] not in models:
            yield Fault(record, f"leaf {last[record]} is about a kind of record that is not kept here")
    for kind, model in models.items():
        rows = {
            f"{kind}:{row.ref}": row for row in db.session.scalars(sa.select(model).where(model.on_record()))
        }
        for record in sorted(rows.keys() - last.keys()):
            yield Fault(record, "the row is there but was never recorded")
        for record in sorted(rows.keys() & gone):
            yield Fault(record, f"was erased at leaf {last[record]}, yet its row is there")
        for record in sorted(name for name in last.keys() - gone if name.startswith(f"{kind}:")):
            yield from _compare(record, rows.get(record), last[record])


def _compare(record: str, row: Any, idx: int) -> Iterator[Fault]:
    payload = db.session.get(LedgerPayload, idx)
    if row is None:
        yield Fault(record, f"recorded at leaf {idx}, but the row is gone")
    elif payload is not None and says(row) != payload.body:
        yield Fault(record, f"the row no longer says what leaf {idx} recorded")


def _recorded_models() -> dict[str, Any]:
    mapped = (mapper.class_ for mapper in Model.registry.mappers)
    return {model.record_kind: model for model in mapped if hasattr(model, "record_kind")}


def _read(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
