"""What the forms of the acts of a nomination begin with, what their buttons change, and the act that what was
typed makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from ...acts import Act
from ...cases.pages.forms import typed_of
from ...cases.pages.seating import without
from ..procedure.acts import ACTS, Appointed
from ..wording.criteria import met_words
from .act_fields import FINDINGS, MEMBERS, PRESENT, TICK, About, fields_of

LONGEST_WORDS, MOST_MEMBERS = 20_000, 12
# Whose page is drawn anew before anything is saved, because people are chosen on it.
REDRAWN = frozenset({"appointed", "referred", "succeeded"})
FIRST_ROLES = ("chair", "member", "official", "member")

Typed = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """What was typed: the act if it can be one, else what is wrong by field."""

    typed: Typed
    act: Act | None = None
    wrong: dict[str, str] = field(default_factory=dict)


def blank(kind: str, about: About) -> Typed:
    """What the fields hold at first."""
    today = about.today.isoformat() if about.today else ""
    kept = about.kept_until.isoformat() if about.kept_until else ""
    rows = [{"person": ref, "role": role} for ref, role in about.seated.items()]
    first = {"decided_on": today, "given_on": today, "kept_until": kept, "members": rows, "person": ""}
    first["present"] = list(about.team)
    return {each.name: first.get(each.name, "") for each in fields_of(kind, about)}


def sent(kind: str, form: MultiDict[str, str]) -> Typed:
    """What a form sent."""
    typed: Typed = {name: form.get(name, "") for name in form}
    rows = typed_of(Appointed, form)["members"] if kind == "appointed" else []
    people = {"person": form.get("person", ""), "members": rows[:MOST_MEMBERS]}
    return typed | people | {"present": form.getlist("present")}


def pressed(typed: Typed, do: str) -> Typed:
    """What was typed after a button that only changes who is chosen: `add:REF`, `drop:2`."""
    what, _colon, of = do.partition(":")
    rows = list(typed["members"])
    if what == "drop" and of.isascii() and of.isdigit():
        return typed | {"person": "", "members": without(rows, int(of[:3]))}
    if what != "add" or not of:
        return typed
    known = len(rows) >= MOST_MEMBERS or any(row["person"] == of for row in rows)
    more = [] if known else [{"person": of[:12], "role": _free(rows)}]
    return typed | {"person": of[:12], "members": [*rows, *more]}


def draft(kind: str, form: MultiDict[str, str], about: About) -> Draft:
    """The act of what was posted, or what is wrong with it."""
    made = Draft(typed=sent(kind, form))
    values = _values(kind, form, about, made)
    if made.wrong:
        return made
    try:
        made.act = ACTS[kind].model_validate(values)
    except ValidationError as wrong:
        for each in wrong.errors(include_url=False):
            name = _name(each["loc"])
            made.wrong.setdefault(name, _said(name, each["type"]))
    return made


def _values(kind: str, form: Mapping[str, str], about: About, made: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in fields_of(kind, about):
        typed = form.get(each.name, "").strip()
        if each.kind == TICK:
            values[each.name] = typed == "y"
        elif each.kind in {PRESENT, MEMBERS}:
            values[each.name] = tuple(made.typed[each.name])
        elif each.kind == FINDINGS:
            values[each.name] = _findings(form, about, made)
        else:
            values[each.name] = typed
    return values


def _findings(form: Mapping[str, str], about: About, made: Draft) -> list[dict[str, Any]]:
    found = []
    for place in about.places:
        met, why = form.get(f"met-{place}", ""), form.get(f"why-{place}", "").strip()
        if met not in met_words():
            made.wrong[f"met-{place}"] = _("Pilih salah satu.")
        if not why or len(why) > LONGEST_WORDS:
            made.wrong[f"why-{place}"] = _("Tuliskan alasannya.")
        found.append({"place": place, "met": met, "why": why})
    return found


def _free(rows: list[dict[str, str]]) -> str:
    """The first seat nobody has yet."""
    taken = [row["role"] for row in rows]
    for role in FIRST_ROLES:
        if role not in taken:
            return role
        taken.remove(role)
    return "member"


def _name(where: tuple[int | str, ...]) -> str:
    """The field as the form names it; only chosen people have rows of their own."""
    return "-".join(map(str, where if where[0] == "members" else where[:1]))


def _said(name: str, code: str) -> str:
    if name == "members":
        return _("Pilih satu ketua, paling sedikit satu anggota, dan satu pejabat yang memutuskan.")
    said = {
        "date_from_datetime_parsing": _("Isi tanggalnya."),
        "date_parsing": _("Isi tanggalnya."),
        "string_too_long": _("Terlalu panjang."),
        "too_short": _("Pilih yang hadir; paling sedikit dua orang."),
        "literal_error": _("Pilih atau centang bagian ini."),
    }
    return said.get(code, _("Bagian ini perlu diisi."))
