"""What all parts of a dossier share: plain values, and for every fact the record it rests on. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, model_validator

Unsourced = Literal["", "kept_beside", "derived"]
"""Why a fact names no record: it is `kept_beside` the ledger (posts, reading, what a rule asked), or it is
`derived` from facts that name theirs."""


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Scalar = str | int | bool | None


class Part(BaseModel):
    """Plain, frozen values; nothing that is not named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Part):
    """Something that is so, with the ledger record it rests on (`attempt:…`), or why it names none."""

    source: str | None = None
    unsourced: Unsourced = ""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if (self.source is None) == (self.unsourced == ""):
            raise ValueError("a fact names its record, or says why it has none")
        return self


def sources_of(part: Any) -> Iterator[str]:
    """Every record that a part, and what is in it, rests on."""
    if isinstance(part, Fact) and part.source:
        yield part.source
    if isinstance(part, Part):
        for name in type(part).model_fields:
            yield from sources_of(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from sources_of(each)
