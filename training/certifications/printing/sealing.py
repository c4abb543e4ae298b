"""The place of certificates in the ledger, found at their first printing: no later leaf changes it."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ...core.db import db, reading, writing_apart
from ...ledger.models import LedgerLeaf
from ...ledger.tree import Frontier
from ..models import Certificate, Period
from .models import CertificateSeal
from .sheet import Checkpoint

HASH = 32
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def checkpoints_of(certificate_ids: Sequence[int]) -> dict[int, Checkpoint]:
    """The checkpoint of each certificate; one whose issue is not on record has none.

    What is found for the first time is kept by a short transaction of its own: whatever the caller had under
    way and not committed is rolled back.
    """
    known = _known(certificate_ids)
    missing = [number for number in certificate_ids if number not in known]
    if not missing:
        return known
    with reading():
        found = list(_found(missing))
    if found:
        with writing_apart():
            insert = INSERTS[db.session.get_bind().dialect.name](CertificateSeal)
            db.session.execute(insert.on_conflict_do_nothing(), found)
    return known | _known(missing)


def _known(certificate_ids: Sequence[int]) -> dict[int, Checkpoint]:
    rows = sa.select(CertificateSeal).where(CertificateSeal.certificate_id.in_(certificate_ids))
    return {row.certificate_id: _checkpoint(row) for row in db.session.scalars(rows)}


def _checkpoint(seal: CertificateSeal) -> Checkpoint:
    return Checkpoint(seal.size, _frontier(seal.size, seal.frontier).root().hex(), seal.note)


def _found(certificate_ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Rows to keep: the tree is followed once, from the nearest certificate that is known already."""
    wanted = _leaves_of(certificate_ids)
    if not wanted:
        return
    tree = _nearest(min(wanted))
    hashes = sa.select(LedgerLeaf.idx, LedgerLeaf.leaf_hash).order_by(LedgerLeaf.idx)
    hashes = hashes.where(LedgerLeaf.idx >= tree.size, LedgerLeaf.idx <= max(wanted))
    for idx, leaf in db.session.execute(hashes.execution_options(yield_per=1000)):
        tree.append(bytes.fromhex(leaf))
        if idx in wanted:
            row = {"certificate_id": wanted[idx], "size": tree.size, "frontier": b"".join(tree.roots)}
            yield row | {"note": ""}


def _leaves_of(certificate_ids: Sequence[int]) -> dict[int, int]:
    """Leaf index to certificate: the leaf by which each was issued."""
    pairs = sa.select(Certificate.id, Period.ref).join(Certificate.period)
    refs = dict(db.session.execute(pairs.where(Certificate.id.in_(certificate_ids))).all())
    of_record = {f"{Period.record_kind}:{ref}": number for number, ref in refs.items()}
    leaves = sa.select(LedgerLeaf.idx, LedgerLeaf.record).where(
        LedgerLeaf.record.in_(of_record), LedgerLeaf.kind == "certificate.issued"
    )
    return {idx: of_record[record] for idx, record in db.session.execute(leaves)}


def _nearest(idx: int) -> Frontier:
    before = sa.select(CertificateSeal.size, CertificateSeal.frontier).where(CertificateSeal.size <= idx)
    row = db.session.execute(before.order_by(CertificateSeal.size.desc()).limit(1)).first()
    return _frontier(*row) if row else Frontier()


def _frontier(size: int, roots: bytes) -> Frontier:
    return Frontier(size, [roots[start : start + HASH] for start in range(0, len(roots), HASH)])
