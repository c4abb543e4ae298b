"""The criteria of a scheme as they are typed: a list of small forms, one for each kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from ..checks.criteria import KINDS, LEVELS, MOST, Criterion, faults, read_criteria, write_criteria

NUMBERS = frozenset({"years", "months", "gap_days", "most", "percent"})
FIELDS: dict[str, tuple[str, ...]] = {
    kind: tuple(name for name in model.model_fields if name != "kind") for kind, model in KINDS.items()
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "service_years": {"years": 10, "counted_from": "first_appointment"},
    "certification_unbroken": {"months": 12, "gap_days": 0},
    "no_sanction": {"track": "discipline", "levels": ["medium", "heavy"], "years": ""},
    "complaints": {"most": 0, "months": 12},
    "attendance": {"percent": 95, "months": ""},
    "not_under_case": {},
    "statement": {"text": ""},
}
Row = dict[str, Any]


def typed_of(criteria: Iterable[Criterion]) -> list[Row]:
    """Criteria as the form shows them: nothing is an empty field."""
    return [
        {name: "" if value is None else value for name, value in each.items()}
        for each in write_criteria(list(criteria))
    ]


def typed_in(form: MultiDict[str, str]) -> list[Row]:
    """The rows as they were typed, at most as many as a scheme may have; unknown kinds are dropped."""
    found = []
    for at in range(MOST):
        kind = form.get(f"c-{at}-kind", "")
        if kind in FIELDS:
            row: Row = {"kind": kind} | {name: form.get(f"c-{at}-{name}", "") for name in FIELDS[kind]}
            if kind == "no_sanction":
                row["levels"] = form.getlist(f"c-{at}-levels")
            found.append(row)
    return found


def altered(rows: Sequence[Row], do: str, new_kind: str) -> list[Row]:
    """The rows after a button: `add` one of a kind, or `remove-<place>`; any other changes nothing."""
    if do == "add" and new_kind in FIELDS and len(rows) < MOST:
        return [*rows, {"kind": new_kind} | DEFAULTS[new_kind]]
    gone = do.removeprefix("remove-")
    if do.startswith("remove-") and gone.isascii() and gone.isdigit():
        return [row for at, row in enumerate(rows) if str(at) != gone]
    return list(rows)


def read_rows(rows: Sequence[Row]) -> tuple[list[Criterion], dict[str, str]]:
    """The criteria that were typed; or none, and what is wrong by the name of the field."""
    kept = [_kept(row) for row in rows]
    wrong = {_field(at, name, rows): _said(code) for at, name, code in faults(kept)}
    return ([], wrong) if wrong else (read_criteria(kept), {})


def level_choices(track: str) -> tuple[str, ...]:
    """The levels a track has."""
    return LEVELS.get(track, LEVELS["discipline"])


def _kept(row: Mapping[str, Any]) -> Row:
    """A row as it would be kept. What is no number stays text, so that the criterion refuses it."""
    kept = {name: _number(value) if name in NUMBERS else value for name, value in row.items()}
    if row["kind"] == "no_sanction" and kept["track"] in LEVELS:
        kept["levels"] = [each for each in kept["levels"] if each in LEVELS[kept["track"]]]
    optional = (
        {"years"} if row["kind"] == "no_sanction" else {"months"} if row["kind"] == "attendance" else set()
    )
    return {name: None if name in optional and value == "" else value for name, value in kept.items()}


def _number(typed: Any) -> Any:
    text = str(typed).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _field(at: int, name: str, rows: Sequence[Row]) -> str:
    if at < 0:
        return "criteria"
    known = name if name in FIELDS.get(rows[at]["kind"], ()) else "kind"
    return f"c-{at}-{known}"


def _said(code: str) -> str:
    said = {
        "int_type": _("Isi dengan angka."),
        "greater_than_equal": _("Angka ini terlalu kecil."),
        "less_than_equal": _("Angka ini terlalu besar."),
        "string_too_short": _("Tuliskan yang dipastikan."),
        "string_too_long": _("Terlalu panjang."),
        "too_short": _("Tambahkan paling sedikit satu syarat."),
        "twice": _("Syarat yang sama sudah ada di atas."),
    }
    return said.get(code, _("Periksa isian ini."))
