"""The kinds of decision of each track and regulation, and what each one is.

An act is judged by the regulation of its own day. Nothing is chosen automatically: a level comes from the
officials alone, and the table of absences is shown as help.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LIGHT, MEDIUM, HEAVY = LEVELS = ("light", "medium", "heavy")
# Ways to contest: to the superior of who decided, to a board (BPASN, before 2021 BAPEK), by the contract, by
# the rules of the office, or not at all.
REMEDIES = ("objection", "appeal_bpasn", "appeal_bapek", "contract", "office", "none")


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that may be decided. `level` is one of LEVELS, or empty where there are none; `months` the
    lengths that may be chosen, none where it has no length; `who` the employments it is for.

    `applied` is False for what the law has but is not applied yet (`note` says why), `stands_in_for` the kind
    and months it is used for meanwhile. `sanction` is False for what punishes nobody; `opens` is the track on
    which others then open a matter of their own. `told` is how a moral sanction may be made known, `blocks`
    what it stands in the way of (`award`; while it is served `promotion`), `remedy` one of REMEDIES.
    """

    key: str
    level: str
    label_id: str
    label_en: str
    article: str
    months: tuple[int, ...]
    who: tuple[str, ...]
    remedy: str
    blocks: tuple[str, ...]
    sure: str
    note: str = ""
    applied: bool = True
    stands_in_for: tuple[str, int] | None = None
    told: tuple[str, ...] = ()
    sanction: bool = True
    opens: str = ""

    def label(self, language: str) -> str:
        """Its name, in English or else in Indonesian."""
        return self.label_en if language == "en" else self.label_id


@dataclass(frozen=True, slots=True)
class Absence:
    """From `least` to `most` (none: and more) days of absence without a valid reason: `kind`, `months`."""

    least: int
    most: int | None
    kind: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation of one track, in force from `since` until `until` (inclusive; none: still)."""

    key: str
    track: str
    name: str
    since: date
    until: date | None
    source: str
    sure: str
    checked_on: date
    checked_how: str
    kinds: tuple[Kind, ...]
    absence: tuple[Absence, ...]
    absence_in_a_row: Absence | None

    def held_on(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def kind(self, key: str) -> Kind | None:
        """One of its kinds."""
        return next((each for each in self.kinds if each.key == key), None)

    def kinds_for(self, employment: str) -> tuple[Kind, ...]:
        """What may be decided about somebody so employed; all of it when that is not known."""
        return tuple(each for each in self.kinds if not employment or employment in each.who)


def regulation_on(regulations: Iterable[Regulation], track: str, day: date) -> Regulation | None:
    """The regulation of a track in force on the day of an act; none when the data does not reach it."""
    return next((each for each in regulations if each.track == track and each.held_on(day)), None)


def months_fault(kind: Kind, months: int | None) -> str:
    """Why a length does not go with a kind: `missing`, `unknown`, or nothing."""
    if months is None:
        return "missing" if kind.months else ""
    return "" if months in kind.months else "unknown"
