"""The place of certificates in the ledger: the tree just after the leaf of each, which no later leaf changes,
and the last checkpoint that was signed before it."""

from collections.abc import Collection

import sqlalchemy as sa

from ...core.db import db
from ...ledger.models import LedgerCheckpoint, LedgerLeaf
from ...ledger.nodes import HashOf, root
from ...ledger.reading import NodesMissing, with_nodes
from ..models import Certificate, Period
from .sheet import Checkpoint


def checkpoints_of(certificate_ids: Collection[int]) -> dict[int, Checkpoint]:
    """The checkpoint of each certificate, in five statements; one whose issue is not on record has none.

    The signed note is of a tree that ends before the certificate's leaf: none can be added later, since only
    what grows is signed. So a certificate says the same at every printing.
    """
    places = _places(certificate_ids)
    if not places:
        return {}

    def roots(hash_of: HashOf) -> dict[int, str]:
        return {place: root(place + 1, hash_of).hex() for place in places.values()}

    try:
        found = with_nodes(roots)
    except NodesMissing:
        return {}
    notes = _notes(min(places.values()), max(places.values()))
    return {
        number: Checkpoint(place + 1, found[place], _last_before(notes, place))
        for number, place in places.items()
    }


def _places(certificate_ids: Collection[int]) -> dict[int, int]:
    """Certificate to the index of the leaf by which it was issued."""
    pairs = sa.select(Certificate.id, Period.ref).join(Certificate.period)
    refs = dict(db.session.execute(pairs.where(Certificate.id.in_(certificate_ids))).all())
    of_record = {f"{Period.record_kind}:{ref}": number for number, ref in refs.items()}
    leaves = sa.select(LedgerLeaf.idx, LedgerLeaf.record).where(
        LedgerLeaf.record.in_(of_record), LedgerLeaf.kind == "certificate.issued"
    )
    return {of_record[record]: idx for idx, record in db.session.execute(leaves)}


def _notes(first: int, last: int) -> list[tuple[int, str]]:
    """The signed notes that can be the last before one of these places, by the size of their trees."""
    earliest = sa.select(sa.func.max(LedgerCheckpoint.size)).where(LedgerCheckpoint.size <= first)
    rows = sa.select(LedgerCheckpoint.size, LedgerCheckpoint.note).where(
        LedgerCheckpoint.size <= last,
        LedgerCheckpoint.size >= sa.func.coalesce(earliest.scalar_subquery(), 0),
    )
    return [(size, note) for size, note in db.session.execute(rows.order_by(LedgerCheckpoint.size))]


def _last_before(notes: list[tuple[int, str]], place: int) -> str:
    return next((note for size, note in reversed(notes) if size <= place), "")
