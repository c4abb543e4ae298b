"""Days as HR sheets write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

EARLIEST, LATEST = 1940, 2100
NOTHING: Final = frozenset({"", "-", "--", "–", "—", "0", "n/a", "na", "null", "nihil", "tidak ada", "none"})
_EMPTY_DAY: Final = frozenset({"00-00-0000", "0000-00-00", "00/00/0000", "0000/00/00"})
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"(\d{1,2})[ -]([a-z]+)[ -](\d{4})")
_CLOCK = re.compile(r"[ t]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?$")
_SERIAL = re.compile(r"\d{5}(\.0+)?")
_EPOCH: Final = date(1899, 12, 30)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agust aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nopember nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, `nihil`."""
    return text.strip().lower() in NOTHING


def read_day(text: str) -> date | None:
    """The day in a cell: ISO, `31-12-2020`, `31/12/2020`, `31 Desember 2020` or an Excel serial number.

    None for an empty cell. Raises ValueError for anything else, also for a year of two digits: 01-02-03 has
    six readings.
    """
    plain = " ".join(text.lower().replace("\u00a0", " ").lstrip("'").split())
    plain = _CLOCK.sub("", plain).strip()
    if is_nothing(plain) or plain in _EMPTY_DAY:
        return None
    day = _parsed(plain)
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(text)
    return day


def _parsed(plain: str) -> date:
    if found := _ISO.fullmatch(plain):
        return date(*(int(part) for part in found.groups()))
    if found := _LOCAL.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := _WORDS.fullmatch(plain):
        return date(int(found[3]), _MONTHS.get(found[2], 0), int(found[1]))
    if _SERIAL.fullmatch(plain):
        return _EPOCH + timedelta(days=int(float(plain)))
    raise ValueError(plain)
