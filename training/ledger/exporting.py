"""The whole record as a folder of plain files, for the verifier that needs nothing of ours."""

import json
import shutil
from collections.abc import Iterable
from datetime import datetime
from errno import EEXIST
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ..core.db import db, snapshot
from .checking import recorded_rows, says
from .models import LedgerCheckpoint, LedgerLeaf, LedgerPayload
from .notes import VerifierKey
from .verifier import FORMAT

VERIFIER = Path(__file__).with_name("verifier.py")
BROWSER_VERIFIER = Path(__file__).parents[2] / "static" / "verifier" / "verifier.html"
VERIFIERS = (VERIFIER, BROWSER_VERIFIER)
READ_ME = """Buku catatan Adab / Adab's record

1. Buka verifier.html di peramban, lalu pilih folder ini / open verifier.html in a browser, choose this folder
2. python verifier.py .
   semua berkas di folder ini / every file here
3. python verifier.py . --checkpoint BERKAS --key KUNCI
   dengan titik tanda tangan dan kunci yang Anda simpan / with a checkpoint and the key you kept yourself

Yang kedua dan ketiga perlu Python 3.11 dan paket "cryptography". Tidak satu pun memakai jaringan.
Yang tidak dapat ditunjukkannya: bahwa sebuah entri benar, dan siapa yang duduk di depan komputer.
It cannot show that an entry is true, or who sat at the keyboard.
"""


def export(folder: Path, keys: Iterable[VerifierKey], *, now: datetime) -> int:
    """Write the record of one moment into an empty or new folder; how many leaves there are. What is cut
    short leaves nothing behind.

    Raises FileExistsError where something is in the folder. Ends the session's transaction.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise FileExistsError(EEXIST, "is not empty", str(folder))
    try:
        return _export(folder, keys, now)
    except BaseException:
        for half in folder.iterdir():
            half.unlink()
        raise


def _export(folder: Path, keys: Iterable[VerifierKey], now: datetime) -> int:
    with snapshot():
        notes = sa.select(LedgerCheckpoint).order_by(LedgerCheckpoint.size)
        texts = [each.text for each in db.session.scalars(notes)]
        _write(folder / "checkpoints", [json.dumps(texts, ensure_ascii=False)])
        _write(folder / "keys", map(str, keys))
        size = _write(folder / "leaves.jsonl", (body.decode() for body in _bodies()))
        _write(folder / "payloads.jsonl", _payloads())
        _write(folder / "rows.jsonl", _rows())
    for path in VERIFIERS:
        shutil.copyfile(path, folder / path.name)
    (folder / "BACA-SAYA.txt").write_text(READ_ME, "utf-8")
    sums = {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
    manifest = {"format": FORMAT, "size": size, "made_at": now.isoformat(timespec="seconds"), "sha256": sums}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return size


def _bodies() -> Iterable[bytes]:
    rows = sa.select(LedgerLeaf.body).order_by(LedgerLeaf.idx).execution_options(yield_per=1000)
    return db.session.scalars(rows)


def _payloads() -> Iterable[str]:
    rows = sa.select(LedgerPayload.idx, LedgerPayload.salt, LedgerPayload.body).order_by(LedgerPayload.idx)
    for idx, salt, body in db.session.execute(rows.execution_options(yield_per=1000)):
        yield _line({"idx": idx, "salt": salt.hex(), "body": body.decode("utf-8", "replace")})


def _rows() -> Iterable[str]:
    for record, row in recorded_rows():
        fact = says(row)
        yield _line({"record": record, "fact": fact.decode() if fact is not None else None})


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, lines: Iterable[str]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count
