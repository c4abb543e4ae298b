"""What an award asks, as plain values: the kinds of criterion. Pure.

Criteria are data of an office, dated and with their source; nothing here decides about anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

MOST = 12
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]
Months = Annotated[int, Field(ge=1, le=120)]
Level = Literal["light", "medium", "heavy", "closed", "open"]
LEVELS = {"discipline": ("light", "medium", "heavy"), "ethics": ("closed", "open")}


class _Criterion(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ServiceYears(_Criterion):
    """So many full years, at this office or since the first appointment, not counting what lay before a
    break."""

    kind: Literal["service_years"] = "service_years"
    years: Annotated[int, Field(ge=1, le=60)]
    counted_from: Literal["joined", "first_appointment"] = "first_appointment"


class CertificationUnbroken(_Criterion):
    """Certified on every day of so many months, but for `gap_days` in all. Excused days are no gap."""

    kind: Literal["certification_unbroken"] = "certification_unbroken"
    months: Months
    gap_days: Annotated[int, Field(ge=0, le=365)] = 0


class NoSanction(_Criterion):
    """No sanction of one track, of these levels (none named: of any), within so many years or ever."""

    kind: Literal["no_sanction"] = "no_sanction"
    track: Literal["ethics", "discipline"]
    levels: Annotated[list[Level], Field(max_length=3)] = []
    years: Annotated[int, Field(ge=1, le=60)] | None = None

    @field_validator("levels")
    @classmethod
    def _of_the_track(cls, levels: list[Level], info: ValidationInfo) -> list[Level]:
        if not set(levels) <= set(LEVELS.get(info.data.get("track", ""), levels)):
            raise ValueError("a level of the other track")
        return levels


class Complaints(_Criterion):
    """At most so many complaints that were found true, within so many months."""

    kind: Literal["complaints"] = "complaints"
    most: Annotated[int, Field(ge=0, le=99)] = 0
    months: Months


class Attendance(_Criterion):
    """Present at least so many per cent, within so many months; without months: in the last whole year."""

    kind: Literal["attendance"] = "attendance"
    percent: Annotated[int, Field(ge=1, le=100)]
    months: Months | None = None


class NotUnderCase(_Criterion):
    """Nothing is being examined about the person. The answer comes from who keeps cases, and from them only:
    a case is confidential, so the check itself never tells."""

    kind: Literal["not_under_case"] = "not_under_case"


class Statement(_Criterion):
    """What a human confirms by name, because no data can."""

    kind: Literal["statement"] = "statement"
    text: Text


Criterion = Annotated[
    ServiceYears | CertificationUnbroken | NoSanction | Complaints | Attendance | NotUnderCase | Statement,
    Field(discriminator="kind"),
]
KINDS: dict[str, type[_Criterion]] = {
    str(each.model_fields["kind"].default): each
    for each in (
        *(ServiceYears, CertificationUnbroken, NoSanction, Complaints, Attendance, NotUnderCase, Statement),
    )
}
_LIST: TypeAdapter[list[Criterion]] = TypeAdapter(
    Annotated[list[Criterion], Field(min_length=1, max_length=MOST)]
)


def read_criteria(kept: Any) -> list[Criterion]:
    """The criteria of a version, as it keeps them. Raises ValueError for what is none."""
    return _LIST.validate_python(kept)


def write_criteria(criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """The criteria as plain JSON values, to be kept."""
    return [each.model_dump(mode="json") for each in criteria]


def faults(kept: Any) -> list[tuple[int, str, str]]:
    """Why a list is not one of criteria: (place in the list, field, pydantic's code). A place of -1 means the
    list itself; `twice` a criterion that says the same as an earlier one."""
    try:
        found = read_criteria(kept)
    except ValidationError as wrong:
        return [_place(each["loc"], each["type"]) for each in wrong.errors(include_url=False)]
    return [(at, "kind", "twice") for at, each in enumerate(found) if each in found[:at]]


def _place(where: tuple[int | str, ...], code: str) -> tuple[int, str, str]:
    at = where[0] if where and isinstance(where[0], int) else -1
    return at, str(where[-1]) if len(where) > 1 else "", code
