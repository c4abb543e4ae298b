"""A frozen dossier as a memorandum on A4: a function of its bytes, of whom the copy is for, and of its place
in the record. The same three give the same PDF."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask_babel import force_locale

from ...certifications.printing.glyphs import printable
from ...certifications.printing.sheet import qr_square
from ...ledger.receipts import checkpoint_over, last_leaf_of
from ..models import Dossier
from ..papers.printing import press
from ..words import bounds_words, knowledge_words
from .shape.body import from_bytes
from .wording.memo import Memo, memo_of
from .wording.stripes import Stripe
from .wording.telling import moment_words
from .wording.words import record_name, span_words

SHEETS = Path(__file__).parent / "sheets"
EDITIONS = {1: "dossier1.typ"}


@dataclass(frozen=True, slots=True)
class Copy:
    """Whom a copy is for: the reader, when it was taken, under which opening."""

    reader: str
    at: datetime
    opening: str

    def words(self, zone: str) -> str:
        """What stands across every page."""
        return f"RAHASIA · untuk {self.reader} · {moment_words(self.at, zone)} · bukaan {self.opening}"


@dataclass(frozen=True, slots=True)
class Seal:
    """The place of a frozen dossier in the record: its leaf, and the first signed note over it."""

    sha256: str
    index: int | None
    note: tuple[str, ...]


def seal_of(dossier: Dossier) -> Seal:
    """Where a dossier stands in the record now. Once a checkpoint covers it, that stays the same."""
    index = last_leaf_of(f"{dossier.record_kind}:{dossier.ref}", "dossier.frozen")
    under = checkpoint_over(index) if index is not None else None
    note = tuple(line for line in under.note.splitlines() if line) if under else ()
    return Seal(dossier.sha256, index, note)


def print_dossier(dossier: Dossier, copy: Copy, seal: Seal, *, origin: str) -> bytes:
    """The PDF, tagged for readers of screens (PDF/UA-1), in Indonesian; `origin` is where the public page of
    the record stands. Raises KeyError for an unknown edition, ValueError when the bytes are gone."""
    if dossier.body is None:
        raise ValueError("this dossier was erased")
    return print_bytes(
        dossier.body,
        copy,
        seal,
        number=dossier.number,
        edition=dossier.edition,
        frozen_at=dossier.frozen_at,
        origin=origin,
    )


def print_bytes(
    data: bytes, copy: Copy, seal: Seal, *, number: int, edition: int, frozen_at: datetime, origin: str
) -> bytes:
    """The PDF of frozen bytes. `number` counts the versions handed over, `edition` names the sheet."""
    body = from_bytes(data)
    address = f"{origin}/ledger"
    with force_locale("id"):
        said = _memo(memo_of(body)) | {
            "edition": number,
            "watermark": copy.words(body.header.zone),
            "proofs": [[record, record_name(record)] for record in body.cited],
            "bounds": [bounds_words(), knowledge_words()],
            "frozen": moment_words(frozen_at, body.header.zone),
            "seal": asdict(seal),
            "address": address,
        }
    return press(SHEETS / EDITIONS[edition], _shown(said) | {"qr": qr_square(address)}, _stamp(copy.at))


def _stamp(at: datetime) -> int:
    return int(at.timestamp())


def _memo(memo: Memo) -> dict[str, Any]:
    said = {name: getattr(memo, name) for name in memo.__slots__}
    sheets = [_sheet(asdict(sheet)) | {"words": _words(sheet.words)} for sheet in memo.sheets]
    fairness, *sections = [_section(asdict(each)) for each in (memo.fairness, *memo.sections)]
    stripes = [_stripe(each) for each in memo.stripes]
    return said | {"sheets": sheets, "fairness": fairness, "sections": sections, "stripes": stripes}


def _sheet(said: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {
            "text": row["what"],
            "when": row["when"],
            "proof": row["proof"],
            "tab": "",
            "details": row["details"],
        }
        for row in said["rows"]
    ]
    return said | {"rows": rows}


def _section(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"lines": [line | {"details": []} for line in said["lines"]]}


def _words(words: tuple[Any, ...]) -> list[dict[str, str]]:
    """Word by word; what only keeps words apart is kept."""
    return [{"mark": word.mark, "text": word.text} for word in words]


def _stripe(stripe: Stripe) -> dict[str, Any]:
    def place(day: date) -> float:
        return min(100.0, max(0.0, stripe.place(day)))

    years = [date(year, 1, 1) for year in range(stripe.start.year + 1, stripe.end.year + 1)]
    spans = [
        {"kind": span.kind, "at": place(span.start), "width": round(place(span.end) - place(span.start), 3)}
        for span in stripe.spans
    ]
    return {
        "title": stripe.title,
        "legend": [[kind, word] for kind, word in span_words().items() if kind in {s["kind"] for s in spans}],
        "spans": spans,
        "years": [{"year": day.year, "at": place(day)} for day in years],
        "as_of": place(stripe.as_of),
        "as_of_label": moment_day(stripe.as_of),
    }


def moment_day(day: date) -> str:
    """The day that is asked about, short enough for a strip."""
    return f"{day:%d-%m-%Y}"


def _shown(value: Any) -> Any:
    """Every text of it as our fonts can show it; a space at an edge keeps words apart and stays."""
    if isinstance(value, str):
        head, tail = value[: len(value) - len(value.lstrip())], value[len(value.rstrip()) :]
        return f"{' ' if head else ''}{printable(value)}{' ' if tail and value.strip() else ''}"
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else value
