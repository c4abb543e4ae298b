"""An agency's signing keys: files that only this system's user may read, never rows of the database.

They stand apart from the ledger's key, which no web worker can read in production. The newest private key
signs. Rotating leaves of the older ones only the public half, so that what they signed can still be checked.
`kid` is the key's own thumbprint (RFC 7638): a key that was lost is not mistaken for its successor. Open
Badges 3.0 §8.2 asks every verifier for RS256 and calls other algorithms a limit to interoperability; so the
keys are RSA.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import current_app

from .jwk import public_jwk, thumbprint

BITS = 3072
PRIVATE, PUBLIC = ".pem", ".public.pem"
STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name."""

    kid: str
    private: rsa.RSAPrivateKey


def signing_key(agency_ref: str, *, now: datetime) -> SigningKey:
    """The agency's key of today; its first is made when it is first needed."""
    folder = _folder(agency_ref)
    if not _private_files(folder):
        with _alone(folder):
            if not _private_files(folder):
                _make(folder, now)
    private = _private_of(_private_files(folder)[-1])
    return SigningKey(thumbprint(private.public_key()), private)


def rotate(agency_ref: str, *, now: datetime) -> str:
    """Sign with a new key from now on; the private halves of older ones are destroyed. The new `kid`."""
    folder = _folder(agency_ref)
    with _alone(folder):
        older = _private_files(folder)
        made = _make(folder, now)
        for file in older:
            public = file.with_name(file.name.removesuffix(PRIVATE) + PUBLIC)
            _write(public, _public_pem(_public_of(file)))
            file.unlink()
    return made


def public_jwks(agency_ref: str) -> list[dict[str, str]]:
    """Every public key the agency ever signed with, the oldest first, as JSON Web Keys."""
    folder = _folder(agency_ref)
    return [public_jwk(_public_of(file)) for file in sorted(folder.glob(f"*{PRIVATE}"))]


def _folder(agency_ref: str) -> Path:
    settings = current_app.config
    root = Path(settings["ISSUER_KEYS_FOLDER"] or Path(settings["SLOTS_FOLDER"]) / "issuers")
    return root / agency_ref


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of several processes one makes keys; the lock ends with its holder, however that ends."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _make(folder: Path, now: datetime) -> str:
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kid = thumbprint(private.public_key())
    _write(folder / f"{now.strftime(STAMP)}-{kid}{PRIVATE}", pem)
    return kid


def _write(file: Path, pem: bytes) -> None:
    """Whole or not at all, readable by its owner only from the first byte on."""
    draft = file.with_name(f".{file.name}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as open_file:
        open_file.write(pem)
        open_file.flush()
        os.fsync(open_file.fileno())
    draft.replace(file)


def _private_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob(f"[0-9]*{PRIVATE}") if not file.name.endswith(PUBLIC))


def _private_of(file: Path) -> rsa.RSAPrivateKey:
    return cast(rsa.RSAPrivateKey, serialization.load_pem_private_key(file.read_bytes(), password=None))


def _public_of(file: Path) -> rsa.RSAPublicKey:
    if not file.name.endswith(PUBLIC):
        return _private_of(file).public_key()
    return cast(rsa.RSAPublicKey, serialization.load_pem_public_key(file.read_bytes()))


def _public_pem(key: rsa.RSAPublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
