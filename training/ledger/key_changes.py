"""What is said when the log gets another key: which two, and what the old one had signed last.

A signed note (C2SP signed-note). It cannot pass for a checkpoint, whose second line is a number.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .notes import Checkpoint, VerifierKey, signature_line

HEAD = "adab-key-change/1"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """From the key `old` to `new`; `last` is the checkpoint that the old one signed last."""

    old: VerifierKey
    new: VerifierKey
    last: Checkpoint

    @property
    def body(self) -> str:
        root = base64.b64encode(self.last.root).decode()
        return f"{HEAD}\nold {self.old}\nnew {self.new}\nsize {self.last.size}\nroot {root}\n"

    def signed(self, new: Ed25519PrivateKey, old: Ed25519PrivateKey | None) -> str:
        """The note under the signature of the new key, and of the old one unless that was lost."""
        text, signers = self.body.encode(), [(self.new, new)]
        if old is not None:
            signers.append((self.old, old))
        lines = (f"{signature_line(key, secret.sign(text))}\n" for key, secret in signers)
        return f"{self.body}\n{''.join(lines)}"
