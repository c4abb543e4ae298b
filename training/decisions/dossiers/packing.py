"""A dossier to take away with everything that shows it to be so: the paper, the frozen bytes, the leaves they
rest on, and verifiers that need nothing of ours.

What a fact rests on is given in full only where the dossier tells it: of entries that hold a reason nobody
should read here (somebody's health), or that belong to another matter, there is a receipt and no content. The
leaf of a run commits to all its answers at once; that the others come along is said in the pack.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from ...core.db import db
from ...ledger.models import LedgerLeaf
from ...ledger.packs import Cited, NotCovered, pack
from ...ledger.receipts import latest_checkpoint, receipts_under
from ..models import AccessGrant, Dossier, Opening, Step
from .shape.body import from_bytes
from .wording.words import record_name

REASONED = frozenset(
    {"assignment", "correction", "entry", "excusal", "extension", "extra_time", "provisional", "waiver"}
)
OF_A_MATTER = frozenset({"step", "grant", "opening"})
ENDING = ".tlog-proof"
ABSENT = "TIDAK-TERCATAT.txt"
CONTENTS = Path(__file__).parent / "sheets" / "isi-paket.txt"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The leaves a pack rests on: `told` with content, `sealed` (file name to index) by receipt alone; and
    the `absent`: what the dossier cites and the record does not have."""

    told: tuple[Cited, ...]
    sealed: Mapping[str, int]
    absent: tuple[str, ...] = ()

    @property
    def indices(self) -> set[int]:
        """Every leaf."""
        return {each.index for each in self.told if each.index is not None} | set(self.sealed.values())


def evidence_of(dossier: Dossier) -> Evidence:
    """The leaves a frozen dossier rests on, as they stood when it was frozen, and those of who opened it and
    to whom it was lent since, as far as they are signed. Raises NotCovered while its own are not."""
    own = f"{dossier.record_kind}:{dossier.ref}"
    frozen = _leaves([own], None).get(own)
    under = latest_checkpoint()
    if frozen is None or under is None or frozen >= under.size:
        raise NotCovered([own])
    cited = from_bytes(dossier.body or b"").cited
    places = _leaves(cited, frozen)
    here = _records_of(dossier)
    since = [record for record in here if not record.startswith(f"{Step.record_kind}:")]
    seen = {record: idx for record, idx in _leaves(since, None).items() if idx < under.size}
    told = {record: idx for record, idx in places.items() if not _is_sealed(record, here)} | seen
    numbers = {record: place for place, record in enumerate(cited, start=1)}
    sealed = {
        f"sealed/B{numbers[record]}-{record.partition(':')[0]}{ENDING}": idx
        for record, idx in places.items()
        if record not in told
    }
    notes = {record: f"B{number}: {record_name(record)}" for record, number in numbers.items()}
    named = [Cited(record, idx, notes.get(record, record_name(record))) for record, idx in told.items()]
    absent = tuple(record for record in cited if record not in places)
    return Evidence((Cited(own, frozen, record_name(own)), *named), sealed, absent)


def pack_dossier(dossier: Dossier, paper: bytes, evidence: Evidence, *, now: datetime) -> bytes:
    """The ZIP (`adab-evidence-pack/1`) with the paper. Raises NotCovered."""
    under = latest_checkpoint()
    if under is None or any(index >= under.size for index in evidence.indices):
        raise NotCovered([each.record for each in evidence.told])
    proofs = receipts_under(under, list(evidence.sealed.values())) if evidence.sealed else {}
    sealed = {name: str(proofs[index]).encode() for name, index in evidence.sealed.items()}
    files = {"dossier.json": dossier.body or b"", "dossier.pdf": paper, **sealed}
    files["ISI-PAKET.txt"] = CONTENTS.read_bytes()
    if evidence.absent:
        files[ABSENT] = "".join(f"{record}\n" for record in evidence.absent).encode()
    return pack(files, evidence.told, now=now)


def _is_sealed(record: str, here: Collection[str]) -> bool:
    kind = record.partition(":")[0]
    return kind in REASONED or (kind in OF_A_MATTER and record not in here)


def _leaves(records: Collection[str], until: int | None) -> dict[str, int]:
    """The last leaf about each record, up to one index."""
    rows = sa.select(LedgerLeaf.record, sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record.in_(records))
    if until is not None:
        rows = rows.where(LedgerLeaf.idx <= until)
    return dict(db.session.execute(rows.group_by(LedgerLeaf.record)).all())


def _records_of(dossier: Dossier) -> list[str]:
    """What belongs to this matter: the steps its subject may read, its loans, who opened it."""
    matter = dossier.matter_id
    steps = sa.select(Step.ref).where(Step.matter_id == matter, Step.inner.is_(False))
    grants = sa.select(AccessGrant.ref).where(AccessGrant.matter_id == matter)
    openings = sa.select(Opening.ref).where(Opening.matter_id == matter, Opening.what != "reporter")
    kinds = {Step.record_kind: steps, AccessGrant.record_kind: grants, Opening.record_kind: openings}
    return [f"{kind}:{ref}" for kind, rows in kinds.items() for ref in db.session.scalars(rows)]
