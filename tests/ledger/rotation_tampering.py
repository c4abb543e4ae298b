"""What who has stolen one of two keys, or has none, might do to a log whose key was changed.

The log is whole in itself afterwards as far as the thief can make it so; the sums of the manifest fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from training.ledger.key_changes import HEAD, KeyChange
from training.ledger.leaves import ERASED, KEY_CHANGED, commitment
from training.ledger.notes import Checkpoint, VerifierKey, sign, signature_line
from training.ledger.tree import leaf_hash, root_of

from .tampering import STRANGER, Export, rewrite, spelled

SALT = bytes(32)


@dataclass
class Stolen:
    """Both keys of the log, for who has one of them; `change` is the entry by which it was changed."""

    old: Ed25519PrivateKey
    new: Ed25519PrivateKey
    change: int


Act = Callable[[Export, int, Stolen], None]


def opened(folder: Path, stolen: Stolen) -> Export:
    return Export(folder, stolen.new)


def checkpoint(export: Export, size: int) -> Checkpoint:
    leaves = [leaf_hash(spelled(leaf).encode()) for leaf in export.leaves[:size]]
    return Checkpoint(export.origin, size, root_of(leaves))


def sign_with(export: Export, key: Ed25519PrivateKey, size: int) -> str:
    return sign(checkpoint(export, size), key)


def vkey(export: Export, key: Ed25519PrivateKey) -> VerifierKey:
    return VerifierKey(export.origin, key.public_key().public_bytes_raw())


def say(export: Export, place: int, note: str) -> None:
    """Let the change at a place say something else, with all that commits to it."""
    kept = next(each for each in export.payloads if each["idx"] == place)
    said = json.loads(kept["body"]) | {"note": note}
    kept["salt"], kept["body"] = SALT.hex(), spelled(said)
    export.leaves[place]["commit"] = commitment(SALT, kept["body"].encode())
    record = export.leaves[place]["record"]
    next(row for row in export.rows if row["record"] == record)["fact"] = kept["body"]


def cut(export: Export, size: int) -> None:
    """Everything from there on was never there."""
    gone = {leaf["record"] for leaf in export.leaves[size:]} - {
        leaf["record"] for leaf in export.leaves[:size]
    }
    del export.leaves[size:]
    export.payloads = [each for each in export.payloads if each["idx"] < size]
    export.rows = [row for row in export.rows if row["record"] not in gone]


def statement(export: Export, stolen: Stolen) -> str:
    return json.loads(next(each for each in export.payloads if each["idx"] == stolen.change)["body"])["note"]


def old_key_signs_on(export: Export, place: int, stolen: Stolen) -> None:
    size = stolen.change + 1 + place % (len(export.leaves) - stolen.change)
    export.notes.append(sign_with(export, stolen.old, size))


def new_key_signs_earlier(export: Export, place: int, stolen: Stolen) -> None:
    export.notes.append(sign_with(export, stolen.new, 1 + place % stolen.change))


def new_key_rewrites_what_the_old_signed(export: Export, place: int, stolen: Stolen) -> None:
    rewrite(export, place % (stolen.change - 1))


def stranger_signs_beside(export: Export, place: int, stolen: Stolen) -> None:
    export.notes[-1] = sign_with(export, STRANGER, len(export.leaves))
    export.keys.append(str(vkey(export, STRANGER)))


def drop_agreement(export: Export, place: int, stolen: Stolen) -> None:
    said = statement(export, stolen)
    say(
        export,
        stolen.change,
        said.rpartition("\n\n")[0] + "\n\n" + said.rpartition("\n\n")[2].split("\n")[0] + "\n",
    )
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def forge_agreement(export: Export, place: int, stolen: Stolen) -> None:
    """Who has only the new key lets the old one seem to agree, to a past of their own."""
    old, new = vkey(export, stolen.old), vkey(export, stolen.new)
    note = KeyChange(old, new, checkpoint(export, 1 + place % stolen.change)).signed(stolen.new, None)
    say(export, stolen.change, f"{note}{signature_line(old, bytes([place]) * 64)}\n")
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def change_to_what_nobody_has(export: Export, place: int, stolen: Stolen) -> None:
    """The old key names another, which has not said that it is there."""
    said = statement(export, stolen)
    body, _, tail = said.rpartition("\n\n")
    say(export, stolen.change, f"{body}\n\n{tail.split(chr(10))[1]}\n")
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def drop_change(export: Export, place: int, stolen: Stolen) -> None:
    """The log as if there had been only the new key, or both without a word."""
    cut(export, stolen.change)
    export.notes = [sign_with(export, stolen.new, stolen.change)]
    export.keys = [str(vkey(export, stolen.new))] if place % 2 else export.keys


def bend_statement(export: Export, place: int, stolen: Stolen) -> None:
    lines = statement(export, stolen).split("\n")
    at = place % 5
    lines[at] = lines[at][:-1] + ("0" if lines[at][-1] != "0" else "1")
    say(export, stolen.change, "\n".join(lines))
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def name_another_past(export: Export, place: int, stolen: Stolen) -> None:
    """The new key says that the old one had signed something else."""
    other = Checkpoint(export.origin, 1 + place % stolen.change, bytes([place]) * 32)
    change = KeyChange(vkey(export, stolen.old), vkey(export, stolen.new), other)
    say(export, stolen.change, change.signed(stolen.new, None))
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def swap_keys(export: Export, place: int, stolen: Stolen) -> None:
    change = KeyChange(vkey(export, stolen.new), vkey(export, stolen.old), checkpoint(export, stolen.change))
    say(export, stolen.change, change.signed(stolen.old, stolen.new))
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def replay_change(export: Export, place: int, stolen: Stolen) -> None:
    add_change(export, statement(export, stolen), f"ledger_key:ulang{place}")
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def erase_change(export: Export, place: int, stolen: Stolen) -> None:
    export.payloads = [each for each in export.payloads if each["idx"] != stolen.change]
    record = export.leaves[stolen.change]["record"]
    export.rows = [row for row in export.rows if row["record"] != record]
    append(export, ERASED, record, stolen.change, '{"reason":"lain"}')
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def stranger_changes_the_key(export: Export, place: int, stolen: Stolen) -> None:
    """Who has no key at all lets the log get one of theirs."""
    before = [note for note in export.notes if int(note.split("\n")[1]) <= stolen.change]
    cut(export, stolen.change)
    change = KeyChange(vkey(export, stolen.old), vkey(export, STRANGER), checkpoint(export, stolen.change))
    add_change(export, change.signed(STRANGER, None), f"ledger_key:asing{place}")
    export.notes = [*before, sign_with(export, STRANGER, len(export.leaves))]
    export.keys = [str(vkey(export, key)) for key in (stolen.old, STRANGER)]


def other_words(export: Export, place: int, stolen: Stolen) -> None:
    say(
        export,
        stolen.change,
        ("", "x", f"{HEAD}\n", "\n\n", f"{HEAD}\nold \nnew \nsize 1\nroot \n\n\u2014 a b\n")[place % 5],
    )
    export.notes = [sign_with(export, stolen.new, len(export.leaves))]


def add_change(export: Export, note: str, record: str) -> None:
    body = spelled({"note": note})
    append(export, KEY_CHANGED, record, None, body)
    export.rows.append({"record": record, "fact": body})


def append(export: Export, kind: str, record: str, prev: int | None, body: str) -> None:
    idx = len(export.leaves)
    said = {"idx": idx, "type": kind, "record": record, "prev": prev}
    export.leaves.append(export.leaves[0] | said | {"commit": commitment(SALT, body.encode())})
    export.payloads.append({"idx": idx, "salt": SALT.hex(), "body": body})


# Found without anything from elsewhere; the others by an older note, or by the old key as it was given.
BY_ITSELF: list[Act] = [
    *(old_key_signs_on, new_key_signs_earlier, new_key_rewrites_what_the_old_signed, stranger_signs_beside),
    *(bend_statement, name_another_past, swap_keys, replay_change, erase_change, other_words),
    *(forge_agreement, change_to_what_nobody_has),
]
ACTS: list[Act] = [*BY_ITSELF, drop_agreement, drop_change, stranger_changes_the_key]
