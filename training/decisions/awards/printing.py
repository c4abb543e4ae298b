"""Awards on paper: the certificate, and the result of a check. The same data gives the same bytes.

What people typed is data and never markup; no font but ours is looked at (see `certifications.printing`).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from flask_babel import gettext as _

from ...certifications.printing.glyphs import FONTS, printable
from ...certifications.printing.sheet import STANDARDS, qr_square
from ...core.i18n import current_language, show_date, show_datetime
from ...people.models import Person
from ..words import bounds_words, proof_words
from .models import Award, AwardVersion
from .pages.desk import Shown
from .pages.screens import Row, counted
from .procedure.stages import first_of
from .wording.criteria import met_words

SHEETS = Path(__file__).parent / "sheets"
EDITIONS = {1: "award1.typ"}
CHECKS = "check1.typ"
PROOF = "Nilai bukan bukti pelanggaran. Keputusan tetap pada pejabat yang berwenang."

_press = Lock()


def award_pdf(award: Award, *, origin: str) -> bytes:
    """The certificate under the edition it was given with; `origin` is where it can be checked. Raises
    KeyError for an edition that does not exist."""
    address = f"{origin}/awards/verify/{award.verification_code}"
    said = _printable(award.frozen) | {
        "number": award.number,
        "code": award.verification_code,
        "address": address,
        "place": f"{origin.partition('://')[2]}/awards/verify",
        "qr": qr_square(address),
        "proof": PROOF,
    }
    return _print(EDITIONS[award.frozen["edition"]], said, int(award.issued_at.timestamp()))


def check_pdf(
    subject: Person, version: AwardVersion, rows: Sequence[Row], *, under: str, reader: Person, at: datetime
) -> bytes:
    """Why, why not and what is missing for one person; `under` says of which day and moment it speaks."""
    met = met_words()
    said = {
        "language": current_language(),
        "agency": subject.agency.name,
        "heading": _("Hasil penelaahan syarat"),
        "name": subject.name,
        "scheme": version.scheme.title,
        "under": f"{version.scheme.title} · {under}",
        "sum": _summary(rows),
        "rows": [_row(row, met) for row in rows],
        "basis_title": _("Dasar"),
        "basis": _(
            "Versi %(number)s, sejak %(day)s. %(source)s",
            number=version.number,
            day=show_date(version.since),
            source=version.source,
        ),
        "bounds": [
            _("Tidak ada yang diputuskan oleh hitungan ini. Yang belum diketahui bukan berarti tidak."),
            proof_words(),
            bounds_words(),
        ],
        "taken": _("RAHASIA · dicetak %(name)s, %(at)s", name=reader.name, at=show_datetime(at)),
    }
    return _print(CHECKS, _printable(said), int(at.timestamp()))


def frozen_pdf(shown: Shown, reader: Person, at: datetime) -> bytes:
    """The check that was frozen with a nomination, with what the team found where the reader may know."""
    first = first_of(shown.history)
    under = _(
        "%(number)s · keadaan per %(day)s, menurut yang tercatat %(at)s",
        number=shown.nomination.number,
        day=show_date(first.as_of),
        at=show_datetime(first.known_by),
    )
    return check_pdf(shown.nomination.subject, shown.version, shown.rows(), under=under, reader=reader, at=at)


def _summary(rows: Sequence[Row]) -> str:
    return _(
        "%(yes)s terpenuhi, %(no)s belum terpenuhi, %(unknown)s perlu dipastikan manusia.", **counted(rows)
    )


def _row(row: Row, met: Mapping[str, str]) -> dict[str, Any]:
    found = row.finding
    said = f"{_('Temuan tim')}: {met[found.met]}. {' '.join(found.why)}" if found else ""
    return {
        "place": row.place + 1,
        "text": row.text,
        "met": met[row.then.met],
        "why": list(row.then.why),
        "days": [{"said": each.caption, "runs": list(each.runs)} for each in row.pictures],
        "found": said,
    }


def _printable(value: Any) -> Any:
    """The values, with every text as it can be shown."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: _printable(each) for name, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list | tuple) else value


def _print(sheet: str, said: Mapping[str, Any], stamp: int) -> bytes:
    """One at a time in a process, since typst holds the interpreter meanwhile."""
    with _press:
        made = _compiler(sheet).compile(
            format="pdf",
            sys_inputs={"paper": json.dumps(said, sort_keys=True)},
            pdf_standards=STANDARDS,
            timestamp=stamp,
        )
    return bytes(made)


@lru_cache
def _compiler(name: str) -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(SHEETS / name), root=str(SHEETS), font_paths=fonts, ignore_system_fonts=True)
