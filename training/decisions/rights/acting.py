"""What the officer does in a case about themselves: a reply, an objection."""

from datetime import datetime

from pydantic import ValidationError

from ...people.models import Person
from ..acts import Act
from ..cases.procedure.acts import Objected, Replied
from ..cases.service import Refused, Stale, take
from ..models import Case, Step
from .reading import Own
from .rules import last_seen


class Unsaid(ValueError):
    """Nothing was saved; `code` says why: `empty`, `long`, `seen` (something new came meanwhile), `not_now`,
    or another code of the rules of cases."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def say(own: Own, name: str, text: str, *, seen: int, by: Person, now: datetime) -> Step:
    """Take what was written as the officer's `reply` or `objection`, once: `seen` is the number of the last
    step their page showed. Raises Unsaid."""
    if own.doing(name) is None:
        raise Unsaid("not_now")
    if seen != last_seen(own.case.steps):
        raise Unsaid("seen")
    try:
        act = _act(own, name, text)
    except ValidationError as fault:
        code = "long" if fault.errors()[0]["type"] == "string_too_long" else "empty"
        raise Unsaid(code) from None
    return _take(own.case, act, by, now)


def _act(own: Own, name: str, text: str) -> Act:
    if name == "reply":
        return Replied(text=text)
    return Objected(way="appeal" if own.appeals else "objection", text=text)


def _take(case: Case, act: Act, by: Person, now: datetime) -> Step:
    try:
        return take(case, act, by=by, rev=case.rev, now=now)
    except Stale:
        raise Unsaid("seen") from None
    except Refused as refused:
        raise Unsaid(refused.faults[0].code) from None
