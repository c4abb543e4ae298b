"""What a certificate says: frozen as plain values at issue, read back for the page, masked for the public."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ..core.ids import tidy_verification_code

TEMPLATE_VERSION = 2
LONGEST_TYPED = 200


@dataclass(frozen=True, slots=True)
class PassedModule:
    """A module of the code, the share of points its run asks for, and the day it was passed; or `waived`."""

    key: str
    title: str
    title_en: str
    mastery_percent: int
    passed_on: str
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """Every word and figure of a certificate; days are ISO dates. `hours` is None where no JP are granted,
    `attested_on` is empty where no declaration is asked, and `template` the edition of the printed sheet."""

    name: str
    nip: str
    unit: str
    position: str
    agency: str
    title: str
    code_title: str
    decree: str
    version: int
    content_hash: str
    modules: tuple[PassedModule, ...]
    attested_on: str
    score_rule: str
    valid_from: str
    valid_until: str
    template: int = TEMPLATE_VERSION
    hours: int | None = None
    issued_on: str = ""

    def frozen(self) -> dict[str, Any]:
        """The values to keep."""
        return asdict(self) | {"modules": [asdict(module) for module in self.modules]}

    @property
    def passed(self) -> tuple[PassedModule, ...]:
        """The modules that were really taken."""
        return tuple(module for module in self.modules if not module.waived)

    @property
    def waived(self) -> tuple[PassedModule, ...]:
        """Those that HR let count as met."""
        return tuple(module for module in self.modules if module.waived)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.valid_from)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.valid_until)


def read_paper(frozen: dict[str, Any]) -> Paper:
    """The paper as it was issued."""
    modules = tuple(PassedModule(**module) for module in frozen["modules"])
    return Paper(**frozen | {"modules": modules})


def number_of(agency: str, year: int, serial: int) -> str:
    """`ADAB/DINSOS-BANTEN/2026/000123` from the agency's slug, the year of issue and its serial."""
    return f"ADAB/{agency.upper()}/{year}/{serial:06}"


def mask_name(name: str) -> str:
    """`S*** W*********`: the first letter of each word, enough to compare with a card in the hand."""
    return " ".join(word[0] + "*" * max(len(word.strip(".,")) - 1, 2) for word in name.split())


def typed_code(typed: str) -> str:
    """The verification code in what a person typed or pasted: a whole address, spaces, case and look-alikes
    are forgiven; anything else in it is dropped. Empty when nothing is left."""
    last = typed.strip()[-LONGEST_TYPED:].rstrip("/").rpartition("/")[2].partition("?")[0]
    return tidy_verification_code("".join(sign for sign in last if sign.isascii() and sign.isalnum()))[:40]


def verdict_of(paper: Paper, *, revoked: bool, on: date) -> str:
    """The one word of the public check for a certificate that exists: revoked, expired or certified."""
    if revoked:
        return "revoked"
    return "expired" if on > paper.last_day else "certified"
