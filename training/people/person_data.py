"""What is told of a person when they are added or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..core.access import Role
from .models import Unit
from .rules import tidy_name, tidy_nip

GRANTABLE = (Role.TRAINER, Role.HR, Role.REGISTRAR, Role.AUDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class PersonData:
    """What the person form holds, tidied: NIP digits or None, e-mail lower case or None."""

    name: str
    nip: str | None
    email: str | None
    unit: Unit
    position: str
    roles: frozenset[Role] = frozenset()
    kind: str = ""
    employment: str = ""
    rank: str = ""
    joined_on: date | None = None

    @classmethod
    def tidy(
        cls,
        *,
        name: str,
        nip: str,
        email: str,
        unit: Unit,
        position: str,
        roles: Iterable[str] = (),
        kind: str = "",
        employment: str = "",
        rank: str = "",
        joined_on: date | None = None,
    ) -> "PersonData":
        """Data from typed text; only grantable roles are taken."""
        asked = set(roles)
        return cls(
            name=tidy_name(name),
            nip=tidy_nip(nip) or None,
            email=email.strip().lower() or None,
            unit=unit,
            position=tidy_name(position),
            roles=frozenset(role for role in GRANTABLE if role in asked),
            kind=kind,
            employment=employment,
            rank=tidy_name(rank),
            joined_on=joined_on,
        )
