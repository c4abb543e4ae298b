"""Changing the signing key, when it was lost or somebody else has seen it: on record, before it signs.

The key before agrees to the change wherever it is still there, and is then gone from the folder for good:
what nobody keeps, nobody steals. Another file in its place is set aside.
"""

import os
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ..core.db import db
from .key_changes import KeyChange
from .keyfiles import BadKey, alone, new_key, private_key, public_of, set_aside
from .leaves import KEY_CHANGED
from .models import LedgerKeyChange
from .notes import Checkpoint, VerifierKey
from .receipts import latest_checkpoint
from .service import SYSTEM, record
from .signing import KEY, NEXT, key_in_service, public_key, sign_locked


class NothingToChange(RuntimeError):
    """Nothing was signed so far: whatever key there is may simply be put aside."""


def change_key(folder: Path, *, reason: str, actor: str = SYSTEM, now: datetime) -> LedgerKeyChange:
    """Give the log another key and put that on record (`ledger.key_changed`); the next checkpoint is signed
    with it. Commits.

    While the old key is there, it signs the record as it stands and agrees to the change; what it refuses to
    sign must be settled first (RefusedToSign). Without it the change is on record all the same, and says that
    the old key did not agree. Raises NothingToChange; ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a key is changed for a reason")
    with alone(folder):
        before = key_in_service()
        if before is None:
            raise NothingToChange
        old = _still_there(folder, before)
        if old is not None:
            sign_locked(folder, before.name, now)
        new = new_key(folder / NEXT)
        change = KeyChange(before, public_of(new, before.name), _last_signed())
        row = LedgerKeyChange(old_key=str(before), new_key=str(change.new), reason=reason, at=now)
        row.note, row.agreed = change.signed(new, old), old is not None
        db.session.add(row)
        db.session.flush()
        record(KEY_CHANGED, row, actor=actor, at=now)
        db.session.commit()
        if old is None:
            set_aside(folder / KEY)
        os.replace(folder / NEXT, folder / KEY)
        return row


def key_changes() -> list[LedgerKeyChange]:
    """Every change of the key, the first first."""
    return list(db.session.scalars(sa.select(LedgerKeyChange).order_by(LedgerKeyChange.id)))


def public_keys(folder: Path, origin: str) -> list[VerifierKey]:
    """All keys the log ever had, the one in service last."""
    texts = [key for each in key_changes() for key in (each.old_key, each.new_key)]
    return [*map(VerifierKey.parse, dict.fromkeys(texts))] or [public_key(folder, origin)]


def _still_there(folder: Path, before: VerifierKey) -> Ed25519PrivateKey | None:
    try:
        found = private_key(folder / KEY)
    except (FileNotFoundError, BadKey):
        return None
    return found if public_of(found, before.name) == before else None


def _last_signed() -> Checkpoint:
    last = latest_checkpoint()
    assert last is not None  # noqa: S101 - a key is in service, so something was signed
    return Checkpoint.parse(last.note.rpartition("\n\n")[0] + "\n")
