"""What a signer or a witness keeps in a folder of its own: a key, and files that are whole or not there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .notes import VerifierKey

LOCK = "ledger.lock"


class BadKey(ValueError):
    """The file holds no Ed25519 key."""


def public_of(key: Ed25519PrivateKey, origin: str) -> VerifierKey:
    """The public half, under the name of its log."""
    return VerifierKey(origin, key.public_key().public_bytes_raw())


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key in this file. Raises FileNotFoundError, BadKey; OSError where it may not be read."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey(f"{path.name} cannot be read as a key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path.name} is no Ed25519 key")
    return key


def new_key(path: Path) -> Ed25519PrivateKey:
    """A key made now, kept in this file."""
    made = Ed25519PrivateKey.generate()
    pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_whole(path, made.private_bytes(*pem))
    return made


def key_or_new(path: Path) -> Ed25519PrivateKey:
    """The key in this file, made now if there is none."""
    return private_key(path) if path.exists() else new_key(path)


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all, on the disk, for this user alone."""
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def set_aside(path: Path) -> None:
    """Keep a file that is no longer used, as `<name>.<n>`."""
    if path.exists():
        number = 1 + sum(1 for _ in path.parent.glob(f"{path.name}.[0-9]*"))
        os.replace(path, path.with_name(f"{path.name}.{number}"))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Of several processes one signs at a time."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
