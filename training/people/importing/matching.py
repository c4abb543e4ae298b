"""Who on record a row means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .records import Fault
from .unit_names import KnownUnit, key_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who is on record. Of people `elsewhere`, in another agency, nothing else is handed in."""

    id: int = 0
    ref: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    here: bool = True
    elsewhere: bool = False


@dataclass(slots=True)
class Office:
    """What an agency has: people by NIP, by e-mail and by name (its key), and units by the key of theirs."""

    name: str = ""
    nips: dict[str, Standing] = field(default_factory=dict)
    emails: dict[str, Standing] = field(default_factory=dict)
    names: dict[str, list[Standing]] = field(default_factory=dict)
    units: dict[str, KnownUnit] = field(default_factory=dict)


def match_of(
    name: str, told: Mapping[str, str], office: Office
) -> tuple[Standing | None, Fault | None, bool]:
    """Who a row means: (person or None, what is wrong, whether only name and unit say so).

    By NIP, else by e-mail; that somebody of the same name works in the same unit only suggests it.
    """
    nip, email = told.get("nip", ""), told.get("email", "")
    by_nip, by_email = office.nips.get(nip) if nip else None, office.emails.get(email) if email else None
    for meaning, standing in (("nip", by_nip), ("email", by_email)):
        if standing and standing.elsewhere:
            return None, Fault(f"{meaning}_elsewhere", detail=meaning), False
    if by_nip and by_email and by_nip.id != by_email.id:
        return by_nip, Fault("email_of_another", detail=by_email.told["name"]), False
    if by_nip:
        return by_nip, None, False
    if by_email:
        known = by_email.told.get("nip", "")
        if nip and known and not _damaged(known, nip):
            return by_email, Fault("email_of_another", detail=by_email.told["name"]), False
        return by_email, None, False
    return _by_name(name, told, office)


def _by_name(
    name: str, told: Mapping[str, str], office: Office
) -> tuple[Standing | None, Fault | None, bool]:
    nip, email = told.get("nip", ""), told.get("email", "")
    unit = key_of(told.get("unit", ""))
    alike = [
        one
        for one in office.names.get(key_of(name), ())
        if one.here
        and (not unit or key_of(one.told.get("unit", "")).startswith(unit))
        and not (nip and one.told.get("nip") and not _damaged(one.told["nip"], nip))
        and not (email and one.told.get("email") and one.told["email"] != email and not nip)
    ]
    if len(alike) > 1:
        return None, Fault("several_same", detail=name), False
    return (alike[0], None, True) if alike else (None, None, False)


def _damaged(known: str, told: str) -> bool:
    """Whether the number on record is the told one with its last digits lost by Excel."""
    return len(told) == 18 and ((known[:15] == told[:15] and known.endswith("000")) or len(known) < 18)
