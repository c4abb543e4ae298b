"""RSA keys as JSON Web Keys, and their names (RFC 7517, 7638)."""

import base64
import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import rsa

ALGORITHM = "RS256"


def public_jwk(key: rsa.RSAPublicKey) -> dict[str, str]:
    """The public key as it is published."""
    return _members(key) | {"alg": ALGORITHM, "use": "sig", "kid": thumbprint(key)}


def thumbprint(key: rsa.RSAPublicKey) -> str:
    """The key's name: SHA-256 over its required members in canonical order."""
    canonical = json.dumps(_members(key), sort_keys=True, separators=(",", ":")).encode()
    return _base64url(sha256(canonical).digest())


def _members(key: rsa.RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"kty": "RSA", "e": _base64url(_octets(numbers.e)), "n": _base64url(_octets(numbers.n))}


def _octets(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
