"""Evidence packs: files that somebody relies on, the leaves they rest on, and all that is needed to check."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import sqlalchemy as sa

from ..core.db import db
from .exporting import VERIFIERS
from .leaves import ERASED, KEY_CHANGED
from .models import LedgerCheckpoint, LedgerLeaf, LedgerPayload
from .receipts import last_leaf_of, latest_checkpoint, receipts_under
from .verifier import PACK_FORMAT

# The first moment a ZIP can name: the time of making stands in the manifest.
EPOCH = (1980, 1, 1, 0, 0, 0)
READ_ME = """Paket bukti Adab

Isi paket ini: berkas yang diserahkan kepada Anda, entri buku catatan yang menjadi dasarnya
(evidence.jsonl), tanda terima setiap entri (receipts), titik tanda tangan (checkpoint) dan
kunci publiknya (keys).

Memeriksa tanpa Adab dan tanpa jaringan, salah satu:
  1. Buka verifier.html di peramban, lalu pilih paket ini.
  2. python verifier.py .        (Python 3.11 dan paket "cryptography")
Lebih kuat: sertakan kunci publik yang Anda terima sendiri dari kantor itu
  python verifier.py . --key KUNCI

Pemeriksa menunjukkan bahwa setiap entri ada di dalam buku yang ditandatangani, bahwa isinya
tidak berubah sejak dicatat, dan bahwa dossier.json adalah berkas yang dibekukan saat itu.
Berkas lain hanya terlampir bila sidiknya tidak disebut dalam entri; pemeriksa menyebut yang mana.

Yang TIDAK dibuktikannya: bahwa sebuah entri benar, siapa yang duduk di depan komputer, apa pun
sesudah titik tanda tangan terakhir yang dipegang orang lain, dan bahwa tidak ada hal lain yang
patut diketahui. Nilai bukan bukti pelanggaran. Keputusan tetap pada pejabat.


Adab evidence pack

What is in it: the files handed to you, the entries of the record they rest on (evidence.jsonl),
a receipt for each entry (receipts), the signed checkpoint and its public key (keys).

To check it without Adab and without a network, either open verifier.html in a browser and choose
this pack, or run: python verifier.py .   (Python 3.11 and the package "cryptography"). It is
stronger with the public key as the office gave it to you: --key KEY

It shows that each entry is in the signed record, that its content has not changed since, and that
dossier.json is the file that was frozen. Other files are only enclosed unless an entry names their
hash; the verifier says which.

It does NOT show that an entry is true, who sat at the keyboard, anything after the last checkpoint
that somebody else holds, or that there is nothing else worth knowing. A score is not proof of
misconduct. Decisions stay with officials.
"""


class NotCovered(LookupError):
    """Cited leaves that no checkpoint covers yet, or that are not on record; `records` names them."""

    def __init__(self, records: Sequence[str]) -> None:
        super().__init__(f"not under a signed checkpoint yet: {', '.join(records)}")
        self.records = list(records)


@dataclass(frozen=True, slots=True)
class Cited:
    """A leaf a pack rests on: the last about `record` (`kind:ref`), or the one at `index`; `note` says what
    for, in words for whoever reads the pack."""

    record: str
    index: int | None
    note: str


def pack(files: Mapping[str, bytes], cited: Sequence[Cited], *, now: datetime) -> bytes:
    """A ZIP (`adab-evidence-pack/1`) that can be checked without us; the same files, leaves, checkpoint and
    `now` give the same bytes. Changes of the signing key are cited by themselves.

    The SHA-256 of a `dossier.json` must stand in a cited leaf of type `dossier.frozen` under `sha256`; those
    of other files may stand there under `files`, by name. Of a record that was erased, the erasure is cited
    too. Raises NotCovered, naming the records; ValueError for a name of a file that the pack needs itself.
    """
    under = latest_checkpoint()
    places = [(each, last_leaf_of(each.record) if each.index is None else each.index) for each in cited]
    missing = [each.record for each, idx in places if under is None or idx is None or idx >= under.size]
    if missing or under is None:
        raise NotCovered(missing)
    notes = {idx: each.note for each, idx in places if idx is not None}
    made = _evidence(under, notes, {idx: each.record for each, idx in places if idx is not None})
    made |= {"checkpoint": under.text.encode(), "keys": f"{under.key}\n".encode()}
    made |= {path.name: path.read_bytes() for path in VERIFIERS} | {"BACA-SAYA.txt": READ_ME.encode()}
    if taken := sorted((made.keys() | {"manifest.json"}) & files.keys()):
        raise ValueError(f"the pack itself has a file named {taken[0]}")
    return _zipped({**files, **made}, now)


def _evidence(under: LedgerCheckpoint, notes: dict[int, str], records: dict[int, str]) -> dict[str, bytes]:
    notes = dict(_key_changes(under)) | notes | dict(_erasures(under, set(records.values()), notes.keys()))
    rows = (
        sa.select(LedgerLeaf, LedgerPayload)
        .outerjoin(LedgerPayload, LedgerPayload.idx == LedgerLeaf.idx)
        .where(LedgerLeaf.idx.in_(notes))
        .order_by(LedgerLeaf.idx)
    )
    found = db.session.execute(rows).all()
    wrong = [records[leaf.idx] for leaf, _ in found if records.get(leaf.idx, leaf.record) != leaf.record]
    if wrong or len(found) < len(notes):
        raise NotCovered(wrong or sorted(records.values()))
    proofs = receipts_under(under, list(notes))
    lines = [_line(leaf, payload, notes[leaf.idx]) for leaf, payload in found]
    receipts = {_receipt_name(idx): str(proof).encode() for idx, proof in proofs.items()}
    return {"evidence.jsonl": "".join(lines).encode(), **receipts}


def _erasures(under: LedgerCheckpoint, records: set[str], cited: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The last erasure of each of these records: without it, content that is not there would be missed."""
    rows = sa.select(sa.func.max(LedgerLeaf.idx)).where(
        LedgerLeaf.record.in_(records), LedgerLeaf.kind == ERASED, LedgerLeaf.idx < under.size
    )
    for idx in db.session.scalars(rows.group_by(LedgerLeaf.record)):
        if idx not in cited:
            yield idx, "Isinya dihapus / its content was erased"


def _key_changes(under: LedgerCheckpoint) -> Iterator[tuple[int, str]]:
    """Every change of the key so far: without them, a key from before vouches for nothing."""
    rows = sa.select(LedgerLeaf.idx).where(LedgerLeaf.kind == KEY_CHANGED, LedgerLeaf.idx < under.size)
    for idx in db.session.scalars(rows):
        yield idx, "Kunci penanda tangan diganti / the signing key was changed"


def _line(leaf: LedgerLeaf, payload: LedgerPayload | None, note: str) -> str:
    said = {
        "record": leaf.record,
        "type": leaf.kind,
        "idx": leaf.idx,
        "leaf": leaf.body.decode(),
        "salt": payload.salt.hex() if payload else None,
        "payload": payload.body.decode() if payload else None,
        "receipt": _receipt_name(leaf.idx),
        "note": note,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"


def _receipt_name(idx: int) -> str:
    return f"receipts/{idx}.tlog-proof"


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    sums = {name: sha256(files[name]).hexdigest() for name in sorted(files)}
    manifest = {"format": PACK_FORMAT, "made_at": now.astimezone(UTC).isoformat(timespec="seconds")}
    said = json.dumps(manifest | {"sha256": sums}, indent=1, ensure_ascii=False) + "\n"
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted({**files, "manifest.json": said.encode()}.items()):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content, compresslevel=9)
    return held.getvalue()
