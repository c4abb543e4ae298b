"""Public references: random, so that sequence means nothing and nobody can count or guess."""

import secrets

# Crockford's base 32: no i, l, o or u, so that a reference survives being read aloud or typed from paper.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_ref() -> str:
    """A reference for URLs: 12 symbols, 60 bits."""
    return _symbols(12)


def new_verification_code() -> str:
    """An unguessable code for paper: four groups of five symbols, 100 bits."""
    symbols = _symbols(20).upper()
    return "-".join(symbols[start : start + 5] for start in range(0, 20, 5))


def tidy_verification_code(typed: str) -> str:
    """The code as stored, from what a person typed: spaces, case and look-alike letters forgiven."""
    plain = typed.upper().replace("-", "").replace(" ", "")
    plain = plain.translate(str.maketrans("ILO", "110"))
    return "-".join(plain[start : start + 5] for start in range(0, len(plain), 5))


def _symbols(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))
