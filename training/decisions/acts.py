"""What cases and nominations share: acts as plain values, the steps they become, refusals. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Optional = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Ref = Annotated[str, StringConstraints(min_length=12, max_length=12)]


class Act(BaseModel):
    """What all acts share: `kind` names the step, an `inner` one is not for the officer it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]
    inner: ClassVar[bool] = False

    def said(self) -> dict[str, Any]:
        """Its fields as plain JSON values, as a step keeps them."""
        return self.model_dump(mode="json")


class HandedOver(Act):
    """The dossier was frozen and handed to the board."""

    kind: ClassVar[str] = "handed_over"
    dossier: Ref
    number: int
    sha256: str


class Noted(Act):
    """A note of the registrar that belongs to none of the other acts."""

    kind: ClassVar[str] = "noted"
    inner: ClassVar[bool] = True
    text: Prose


class Closing(Act):
    """A matter is closed, for one of the reasons its kind has, and kept until a day."""

    kind: ClassVar[str] = "closed"
    why: str
    kept_until: date
    note: Optional = ""


A = TypeVar("A", bound=Act)


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was taken: `on` its day, `at` when it was entered, `by` the reference of who took it."""

    number: int
    kind: str
    on: date
    at: datetime
    by: str
    act: Act


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an act cannot be taken: the field as a form names it (`members-0-person`; empty: the whole act,
    `by`: who takes it), a code, what the sentence names."""

    path: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Refused(ValueError):
    """Nothing was written down. `faults` say what must change, by field and code."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.path or 'act'}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)


def all_of(history: Sequence[Past], kind: type[A]) -> list[tuple[Past, A]]:
    """The steps that hold an act of this kind, each with its act, the first first."""
    return [(past, past.act) for past in history if isinstance(past.act, kind)]


def last_of(history: Sequence[Past], kind: type[A]) -> tuple[Past, A] | None:
    """The last step that holds an act of this kind."""
    found = all_of(history, kind)
    return found[-1] if found else None
