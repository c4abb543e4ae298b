"""A NIP or NI PPPK from a cell that Excel may have damaged. Damage is said and never blocks anybody."""

from __future__ import annotations

import re

from ..rules import nip_doubts, tidy_nip
from .days import is_nothing

LENGTH = 18
_MARKS = str.maketrans("", "", "'’‘`´\"“”\u200b\ufeff\u00ad")
_SCIENTIFIC = re.compile(r"\d+(?:,\d+)?[eE]\+?\d{1,2}")


def read_nip(text: str, *, employment: str = "") -> tuple[str, list[str]]:
    """The number as it may be kept, and what is odd about it (slugs of `Doubt`, and these):

    `scientific` digits lost in 1.98609E+17; `letters` other signs in it; `nik` 16 digits, which may be the
    number of an identity card; `long` more than 18. In these four cases nothing is kept.
    """
    plain = tidy_nip(" ".join(text.split()).translate(_MARKS).removesuffix(".0"))
    if is_nothing(plain) or not plain.strip("0"):
        return "", []
    if _SCIENTIFIC.fullmatch(plain):
        return "", ["scientific"]
    if not (plain.isascii() and plain.isdigit()):
        return "", ["letters"]
    if len(plain) == 16:
        return "", ["nik"]
    if len(plain) > LENGTH:
        return "", ["long"]
    return plain, [doubt.slug for doubt in nip_doubts(plain, employment=employment)]
