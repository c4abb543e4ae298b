"""What somebody with the whole export in their hands might do to it: each act once, at a place of our choosing.

Who does it is no fool: the manifest's sums are made to fit afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from training.ledger.leaves import commitment
from training.ledger.notes import Checkpoint, VerifierKey, sign
from training.ledger.tree import leaf_hash, root_of

STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)


class Export:
    """An export opened for change; `key` is the log's own, for who has stolen it."""

    def __init__(self, folder: Path, key: Ed25519PrivateKey) -> None:
        self.folder, self.key = folder, key
        self.leaves = [json.loads(line) for line in self._lines("leaves.jsonl")]
        self.payloads = [json.loads(line) for line in self._lines("payloads.jsonl")]
        self.rows = [json.loads(line) for line in self._lines("rows.jsonl")]
        self.notes = json.loads((folder / "checkpoints").read_text())
        self.keys = self._lines("keys")
        self.raw: dict[str, str] = {}

    def save(self) -> None:
        texts = {
            "leaves.jsonl": "".join(f"{spelled(leaf)}\n" for leaf in self.leaves),
            "payloads.jsonl": "".join(f"{lined(each)}\n" for each in self.payloads),
            "rows.jsonl": "".join(f"{lined(each)}\n" for each in self.rows),
            "checkpoints": json.dumps(self.notes) + "\n",
            "keys": "".join(f"{key}\n" for key in self.keys),
        } | self.raw
        for name, text in texts.items():
            (self.folder / name).write_text(text)
        manifest = json.loads((self.folder / "manifest.json").read_text())
        sums = {name: sha256((self.folder / name).read_bytes()).hexdigest() for name in manifest["sha256"]}
        (self.folder / "manifest.json").write_text(json.dumps(manifest | {"sha256": sums}))

    def sign_all(self) -> None:
        """One new checkpoint on what there is now, with the log's own key."""
        root = root_of([leaf_hash(spelled(leaf).encode()) for leaf in self.leaves])
        self.notes = [sign(Checkpoint(self.origin, len(self.leaves), root), self.key)]

    @property
    def origin(self) -> str:
        return self.notes[-1].split("\n")[0]

    def _lines(self, name: str) -> list[str]:
        return (self.folder / name).read_text().splitlines()


def spelled(leaf: Any) -> str:
    if isinstance(leaf, str):
        return leaf
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def lined(said: dict[str, Any]) -> str:
    """A line of the other files, as the office spells it."""
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def change(name: str, value: Any) -> Callable[[Export, int], None]:
    def act(export: Export, place: int) -> None:
        export.leaves[place][name] = value

    act.__name__ = f"change_{name}"
    return act


def delete_leaf(export: Export, place: int) -> None:
    del export.leaves[place]


def repeat_leaf(export: Export, place: int) -> None:
    export.leaves.insert(place, export.leaves[place])


def swap_leaves(export: Export, place: int) -> None:
    other = (place + 1) % len(export.leaves)
    export.leaves[place], export.leaves[other] = export.leaves[other], export.leaves[place]


def slip_in_leaf(export: Export, place: int) -> None:
    export.leaves.insert(place, export.leaves[place] | {"record": "period:palsu", "prev": None})


def cut_leaves(export: Export, place: int) -> None:
    del export.leaves[place:]


def space_leaf(export: Export, place: int) -> None:
    export.leaves[place] = json.dumps(export.leaves[place])


def extend_leaf(export: Export, place: int) -> None:
    export.leaves[place]["note"] = "sah"


def break_leaf(export: Export, place: int) -> None:
    export.leaves[place] = spelled(export.leaves[place])[:-9]


def add_leaf(export: Export, place: int) -> None:
    salt, body = bytes(32), "{}"
    new = {"idx": len(export.leaves), "record": f"period:baru{place}", "prev": None}
    export.leaves.append(export.leaves[place] | new | {"commit": commitment(salt, body.encode())})
    export.payloads.append({"idx": new["idx"], "salt": salt.hex(), "body": body})
    export.rows.append({"record": new["record"], "fact": body})


def edit_payload(export: Export, place: int) -> None:
    export.payloads[place]["body"] = export.payloads[place]["body"].replace("{", '{"nilai":100,', 1)


def edit_salt(export: Export, place: int) -> None:
    export.payloads[place]["salt"] = "00" * 32


def move_border(export: Export, place: int) -> None:
    kept = export.payloads[place]
    kept["salt"], kept["body"] = kept["salt"][:-2], chr(int(kept["salt"][-2:], 16)) + kept["body"]


def delete_payload(export: Export, place: int) -> None:
    del export.payloads[place]


def swap_payloads(export: Export, place: int) -> None:
    one, other = export.payloads[place], export.payloads[(place + 1) % len(export.payloads)]
    one["idx"], other["idx"] = other["idx"], one["idx"]


def replay_payload(export: Export, place: int) -> None:
    other = export.payloads[(place + 1) % len(export.payloads)]
    export.payloads[place] |= {"salt": other["salt"], "body": other["body"]}


def stray_payload(export: Export, place: int) -> None:
    export.payloads.append(export.payloads[place] | {"idx": len(export.leaves) + place})


def repeat_payload(export: Export, place: int) -> None:
    export.payloads.append(dict(export.payloads[place]))


def edit_row(export: Export, place: int) -> None:
    row = export.rows[place % len(export.rows)]
    row["fact"] = str(row["fact"]).replace("{", '{"dicabut":null,', 1)


def delete_row(export: Export, place: int) -> None:
    del export.rows[place % len(export.rows)]


def slip_in_row(export: Export, place: int) -> None:
    export.rows.append({"record": f"period:tanpa{place}", "fact": "{}"})


def repeat_row(export: Export, place: int) -> None:
    export.rows.append(dict(export.rows[place % len(export.rows)]))


def edit_note(export: Export, place: int) -> None:
    body, border, tail = export.notes[-1].partition("\n\n")
    origin, size, root = body.split("\n")
    export.notes[-1] = f"{origin}\n{int(size) - place - 1}\n{root}{border}{tail}"


def resign_by_stranger(export: Export, place: int) -> None:
    export.notes = [sign(Checkpoint(export.origin, len(export.leaves), bytes([place]) * 32), STRANGER)]


def drop_notes(export: Export, place: int) -> None:
    export.notes = []


def sign_less(export: Export, place: int) -> None:
    kept = export.leaves
    export.leaves = kept[: place + 1]
    export.sign_all()
    export.leaves = kept


def swap_key(export: Export, place: int) -> None:
    export.keys = [str(VerifierKey(export.origin, STRANGER.public_key().public_bytes_raw()))]


def name_twice(export: Export, place: int) -> None:
    """A reader may see the first, a program take the last."""
    name, rows, word = [("payloads.jsonl", export.payloads, "body"), ("rows.jsonl", export.rows, "fact")][
        place % 2
    ]
    lines = [lined(each) for each in rows]
    at = place % len(lines)
    lines[at] = lines[at].replace(f'"{word}":', f'"{word}":"{{}}","{word}":', 1)
    export.raw[name] = "".join(f"{line}\n" for line in lines)


def spell_otherwise(export: Export, place: int) -> None:
    lines = [lined(each) for each in export.payloads]
    kept = export.payloads[place]["idx"]
    other = (f"{kept}.0", f"{kept}e0", f"-{kept}", f" {kept}")[place % 4]
    lines[place] = lines[place].replace(f'"idx":{kept},', f'"idx":{other},', 1)
    export.raw["payloads.jsonl"] = "".join(f"{line}\n" for line in lines)


def lose_file(export: Export, place: int) -> None:
    export.raw[("leaves.jsonl", "payloads.jsonl", "rows.jsonl", "keys", "checkpoints")[place % 5]] = ""


ACTS: list[Callable[[Export, int], None]] = [
    *(change("actor", "orang-lain"), change("at", "2020-01-01T00:00:00.000000+00:00"), change("type", "x.y")),
    *(change("record", "period:lain"), change("commit", "ab" * 32), change("prev", 99_999)),
    *(change("log", "lain"), change("idx", -1), change("v", 2)),
    *(delete_leaf, repeat_leaf, swap_leaves, slip_in_leaf, cut_leaves, space_leaf, extend_leaf, break_leaf),
    *(add_leaf, edit_payload, edit_salt, move_border, delete_payload, swap_payloads, replay_payload),
    *(stray_payload, repeat_payload, edit_row, delete_row, slip_in_row, repeat_row),
    *(edit_note, resign_by_stranger, drop_notes, sign_less, swap_key, lose_file),
    *(name_twice, spell_otherwise),
]


def rewrite(export: Export, place: int) -> None:
    """The whole history made anew from a place on, consistent in itself, and signed with the stolen key."""
    salt = bytes(32)
    leaf, kept = export.leaves[place], export.payloads[place]
    assert kept["idx"] == place
    kept |= {"salt": salt.hex(), "body": '{"lain":true}'}
    leaf["commit"] = commitment(salt, kept["body"].encode())
    if max(at for at, each in enumerate(export.leaves) if each["record"] == leaf["record"]) == place:
        next(row for row in export.rows if row["record"] == leaf["record"])["fact"] = kept["body"]
    export.sign_all()


def roll_back(export: Export, place: int) -> None:
    """An older record put in place of today's, and signed with the stolen key."""
    last: dict[str, str] = {}
    del export.leaves[place + 1 :]
    export.payloads = [each for each in export.payloads if each["idx"] <= place]
    for leaf, kept in zip(export.leaves, export.payloads, strict=True):
        last[leaf["record"]] = kept["body"]
    export.rows = [{"record": record, "fact": fact} for record, fact in last.items()]
    export.sign_all()
