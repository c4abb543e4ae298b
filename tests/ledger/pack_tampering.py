"""What somebody with a pack in their hands might do to it; the manifest's sums are made to fit afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from training.ledger.leaves import commitment
from training.ledger.notes import Checkpoint, Proof, VerifierKey, sign

from .tampering import lined, spelled

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)


class Pack:
    """A pack opened for change."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.manifest = json.loads(self.files.pop("manifest.json"))
        self.lines = [json.loads(line) for line in self.files["evidence.jsonl"].decode().splitlines()]
        self.extra: dict[str, bytes] = {}

    def save(self) -> dict[str, bytes]:
        lines = "".join(lined(line) + "\n" for line in self.lines)
        files = self.files | {"evidence.jsonl": lines.encode()}
        sums = {name: sha256(content).hexdigest() for name, content in files.items()}
        said = json.dumps(self.manifest | {"sha256": sums})
        return files | self.extra | {"manifest.json": said.encode()}

    def receipt(self, place: int) -> str:
        return self.lines[place % len(self.lines)]["receipt"]

    def proof(self, place: int) -> Proof:
        return Proof.parse(self.files[self.receipt(place)].decode())

    def put(self, place: int, proof: Proof | str) -> None:
        self.files[self.receipt(place)] = str(proof).encode()


def zipped(files: dict[str, bytes], path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return path


def in_folder(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def line_of(pack: Pack, place: int) -> dict[str, Any]:
    return pack.lines[place % len(pack.lines)]


def beside(name: str, value: Any) -> Callable[[Pack, int], None]:
    def act(pack: Pack, place: int) -> None:
        line_of(pack, place)[name] = value

    act.__name__ = f"beside_{name}"
    return act


def leaf(name: str, value: Any) -> Callable[[Pack, int], None]:
    def act(pack: Pack, place: int) -> None:
        line = line_of(pack, place)
        line["leaf"] = spelled(json.loads(line["leaf"]) | {name: value})
        if name in line:
            line[name] = value

    act.__name__ = f"leaf_{name}"
    return act


def edit_payload(pack: Pack, place: int) -> None:
    line = line_of(pack, place)
    line["payload"] = str(line["payload"]).replace("{", '{"nilai":100,', 1)


def recommit(pack: Pack, place: int) -> None:
    line = line_of(pack, place)
    line["payload"], line["salt"] = '{"lain":true}', "00" * 32
    commit = commitment(bytes(32), line["payload"].encode())
    line["leaf"] = spelled(json.loads(line["leaf"]) | {"commit": commit})


def hide_payload(pack: Pack, place: int) -> None:
    line_of(pack, place).update(payload=None, salt=None)


def swap_payloads(pack: Pack, place: int) -> None:
    one, other = line_of(pack, place), line_of(pack, place + 1)
    for name in ("payload", "salt"):
        one[name], other[name] = other[name], one[name]


def repeat_line(pack: Pack, place: int) -> None:
    pack.lines.append(dict(line_of(pack, place)))


def drop_receipt(pack: Pack, place: int) -> None:
    pack.files.pop(pack.receipt(place))


def swap_receipts(pack: Pack, place: int) -> None:
    one, other = pack.receipt(place), pack.receipt(place + 1)
    pack.files[one], pack.files[other] = pack.files[other], pack.files[one]


def cut_receipt(pack: Pack, place: int) -> None:
    proof = pack.proof(place)
    pack.put(place, Proof(proof.index, proof.hashes[:-1], proof.note, proof.extra))


def lengthen_receipt(pack: Pack, place: int) -> None:
    proof = pack.proof(place)
    pack.put(place, Proof(proof.index, (*proof.hashes, bytes(32)), proof.note, proof.extra))


def bend_receipt(pack: Pack, place: int) -> None:
    proof = pack.proof(place)
    bent = bytes([proof.hashes[0][0] ^ 1]) + proof.hashes[0][1:]
    pack.put(place, Proof(proof.index, (bent, *proof.hashes[1:]), proof.note, proof.extra))


def move_receipt(pack: Pack, place: int) -> None:
    proof = pack.proof(place)
    pack.put(place, Proof(proof.index + 1, proof.hashes, proof.note, proof.extra))


def receipt_of_stranger(pack: Pack, place: int) -> None:
    proof = pack.proof(place)
    origin = proof.note.split("\n")[0]
    note = sign(Checkpoint(origin, 10_000, bytes(32)), STRANGER)
    pack.put(place, Proof(proof.index, proof.hashes, note, proof.extra))


def checkpoint_of_stranger(pack: Pack, place: int) -> None:
    origin = pack.files["checkpoint"].decode().split("\n")[0]
    pack.files["checkpoint"] = sign(Checkpoint(origin, 10_000, bytes([place]) * 32), STRANGER).encode()


def all_of_stranger(pack: Pack, place: int) -> None:
    """A note of one's own, with one's own key beside: only the key you hold shows it; the proofs do not fit."""
    checkpoint_of_stranger(pack, place)
    origin = pack.files["checkpoint"].decode().split("\n")[0]
    key = VerifierKey(origin, STRANGER.public_key().public_bytes_raw())
    pack.files["keys"] = f"{key}\n".encode()
    for at in range(len(pack.lines)):
        proof = pack.proof(at)
        pack.put(at, Proof(proof.index, proof.hashes, pack.files["checkpoint"].decode(), proof.extra))


def edit_dossier(pack: Pack, place: int) -> None:
    pack.files["dossier.json"] += b" "


def swap_bound_file(pack: Pack, place: int) -> None:
    pack.files["dossier.pdf"] = b"%PDF lain"


def drop_frozen(pack: Pack, place: int) -> None:
    kept = [line for line in pack.lines if line["type"] != "dossier.frozen"]
    for line in pack.lines:
        if line not in kept:
            pack.files.pop(line["receipt"])
    pack.lines = kept


SEALED = "sealed/B1-excusal.tlog-proof"


def bend_sealed(pack: Pack, place: int) -> None:
    proof = Proof.parse(pack.files[SEALED].decode())
    bent = Proof(proof.index, (bytes([place]) * 32, *proof.hashes[1:]), proof.note, proof.extra)
    pack.files[SEALED] = str(bent).encode()


def other_sealed(pack: Pack, place: int) -> None:
    proof, other = Proof.parse(pack.files[SEALED].decode()), pack.proof(place)
    pack.files[SEALED] = str(Proof(proof.index, proof.hashes, proof.note, other.extra)).encode()


def sealed_of_stranger(pack: Pack, place: int) -> None:
    proof = Proof.parse(pack.files[SEALED].decode())
    note = sign(Checkpoint(proof.note.split("\n")[0], 10_000, bytes(32)), STRANGER)
    pack.files[SEALED] = str(Proof(proof.index, proof.hashes, note, proof.extra)).encode()


def break_sealed(pack: Pack, place: int) -> None:
    pack.files[SEALED] = pack.files[SEALED][: 10 + place]


def drop_file(pack: Pack, place: int) -> None:
    name = ("checkpoint", "keys", "evidence.jsonl")[place % 3]
    if name == "evidence.jsonl":
        pack.lines = []
    else:
        pack.files[name] = b""


def slip_in_file(pack: Pack, place: int) -> None:
    pack.extra[f"lampiran-{place}.pdf"] = b"%PDF"


def other_form(pack: Pack, place: int) -> None:
    pack.manifest["format"] = f"adab-evidence-pack/{place + 2}"


ACTS: list[Callable[[Pack, int], None]] = [
    *(beside("record", "dossier:lain"), beside("type", "x.y"), beside("idx", 3), beside("salt", "00" * 32)),
    *(beside("receipt", "receipts/../checkpoint"), beside("leaf", "{}"), beside("payload", 7)),
    *(
        leaf("actor", "lain"),
        leaf("at", "2020-01-01T00:00:00.000000+00:00"),
        leaf("type", "x.y"),
        leaf("log", "b"),
    ),
    *(leaf("record", "dossier:lain"), leaf("commit", "ab" * 32), leaf("v", 2), leaf("prev", 99_999)),
    *(edit_payload, recommit, hide_payload, swap_payloads, repeat_line, drop_receipt, swap_receipts),
    *(cut_receipt, lengthen_receipt, bend_receipt, move_receipt, receipt_of_stranger, checkpoint_of_stranger),
    *(bend_sealed, other_sealed, sealed_of_stranger, break_sealed),
    *(all_of_stranger, edit_dossier, swap_bound_file, drop_frozen, drop_file, slip_in_file, other_form),
]
