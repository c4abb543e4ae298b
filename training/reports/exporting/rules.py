"""What is true of exports: which there are, in which forms, and what may be asked of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MATRIX, SIASN, HOURS, SOCIALISATION, LIST = "matrix", "siasn", "hours", "socialisation", "list"
KINDS = (MATRIX, SIASN, HOURS, SOCIALISATION, LIST)
XLSX, CSV, PDF = "xlsx", "csv", "pdf"
# Files of certificates, of auditors and of awards are asked for elsewhere, and only kept on record here.
CERTIFICATES, ZIP = "certificates", "zip"
AUDIT = "audit"
AWARDS = "awards"
FORMS: Mapping[str, tuple[str, ...]] = {
    MATRIX: (XLSX, CSV),
    SIASN: (XLSX, CSV),
    HOURS: (XLSX, CSV, PDF),
    SOCIALISATION: (XLSX, PDF),
    LIST: (XLSX, CSV, PDF),
}
MIMETYPES: Mapping[str, str] = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
    PDF: "application/pdf",
}
BY_DAY, BY_STRETCH, BY_YEARS = "day", "stretch", "years"
TIMES: Mapping[str, str] = {
    MATRIX: BY_DAY,
    LIST: BY_DAY,
    SIASN: BY_STRETCH,
    SOCIALISATION: BY_STRETCH,
    HOURS: BY_YEARS,
}
WITH_SCHEME = frozenset({MATRIX, LIST, SOCIALISATION})
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
MOST_YEARS = 5
MOST_PRINTED = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an export: both days inclusive, for one day the same; `unit` and `scheme` are
    references, empty for the whole agency and for its first scheme."""

    kind: str
    since: date
    until: date
    unit: str = ""
    scheme: str = ""

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.since.year, self.until.year + 1)

    def filters(self) -> dict[str, str]:
        """As kept on record."""
        said = {"unit": self.unit, "scheme": self.scheme}
        return {name: value for name, value in said.items() if value} | {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


def read_asked(typed: Mapping[str, str], *, today: date) -> tuple[Asked, dict[str, str]]:
    """What was typed, and why it cannot be done, by field: `unreadable`, `far`, `reversed` or `many_years`.

    An unknown kind is the first. What is empty gets what is usual: today, or this year up to today.
    """
    kind = typed.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    wrong: dict[str, str] = {}
    first, last = _usual(kind, today)
    if TIMES[kind] == BY_DAY:
        since = until = _day(typed, "on", last, wrong)
    elif TIMES[kind] == BY_YEARS:
        since = date(_year(typed, "from", first.year, wrong), 1, 1)
        until = date(_year(typed, "to", max(since.year, first.year), wrong), 12, 31)
    else:
        since, until = _day(typed, "since", first, wrong), _day(typed, "until", last, wrong)
    if until < since and not wrong:
        wrong["to" if TIMES[kind] == BY_YEARS else "until"] = "reversed"
    if TIMES[kind] == BY_YEARS and until.year - since.year >= MOST_YEARS:
        wrong["to"] = "many_years"
    scheme = typed.get("scheme", "")[:12] if kind in WITH_SCHEME else ""
    return Asked(kind, since, until, typed.get("unit", "")[:12], scheme), wrong


def _usual(kind: str, today: date) -> tuple[date, date]:
    return (today, today) if TIMES[kind] == BY_DAY else (date(today.year, 1, 1), today)


def _day(typed: Mapping[str, str], name: str, usual: date, wrong: dict[str, str]) -> date:
    text = typed.get(name, "").strip()
    if not text:
        return usual
    try:
        day = date.fromisoformat(text)
    except ValueError:
        wrong[name] = "unreadable"
        return usual
    if not FIRST_DAY <= day <= LAST_DAY:
        wrong[name] = "far"
        return usual
    return day


def _year(typed: Mapping[str, str], name: str, usual: int, wrong: dict[str, str]) -> int:
    text = typed.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        wrong[name] = "unreadable"
        return usual
    if not FIRST_DAY.year <= int(text) <= LAST_DAY.year:
        wrong[name] = "far"
        return usual
    return int(text)
