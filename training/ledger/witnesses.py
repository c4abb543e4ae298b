"""What the office keeps of its witnesses: their lines under the checkpoints they saw."""

import re
from collections.abc import Sequence

import sqlalchemy as sa

from ..core.db import db
from .cosigning import Seen, cosigned_by, read_cosignatures
from .models import LedgerCheckpoint
from .notes import COSIGNATURE, Checkpoint, VerifierKey


class NotOurs(LookupError):
    """The cosigned checkpoint is none that was signed here."""


class NoWitness(LookupError):
    """None of the known witnesses has cosigned it."""


def witness_keys(setting: str) -> list[VerifierKey]:
    """The witnesses named in `ADAB_WITNESSES`: their keys, with spaces, commas or lines between. Raises
    BadNote."""
    return [VerifierKey.parse(text, COSIGNATURE) for text in re.split(r"[\s,]+", setting) if text]


def keep_cosignatures(text: str, witnesses: Sequence[VerifierKey]) -> list[Seen]:
    """Keep what these witnesses say about a checkpoint of ours; of each witness the first word counts.

    Raises BadNote, NotOurs, NoWitness.
    """
    body = _body(text)
    checkpoint = Checkpoint.parse(body)
    ours = db.session.get(LedgerCheckpoint, checkpoint.size)
    if ours is None or _body(ours.note) != body:
        raise NotOurs(f"no checkpoint on {checkpoint.size} entries like this was signed here")
    seen = cosigned_by(text, witnesses)
    if not seen:
        raise NoWitness("no known witness has cosigned it")
    known = {each.name for each in read_cosignatures(ours.cosignatures)}
    new = {each.name: each for each in reversed(seen) if each.name not in known}
    ours.cosignatures += "".join(f"{each.line}\n" for each in new.values())
    return seen


def latest_cosigned() -> LedgerCheckpoint | None:
    """The largest checkpoint that a witness has seen."""
    rows = sa.select(LedgerCheckpoint).where(LedgerCheckpoint.cosignatures != "")
    return db.session.scalar(rows.order_by(LedgerCheckpoint.size.desc()).limit(1))


def _body(note: str) -> str:
    return note.rpartition("\n\n")[0] + "\n"
