"""The forms of the acts of a nomination: which fields each has, and the act that what was typed makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from training.people.models import Person

from ...acts import Act
from ..people import named
from ..procedure.acts import ACTS
from ..wording.criteria import met_words
from ..wording.steps import closing_words, outcome_words

LINE, WORDS, DAY, CHOICE, TICK, PERSON, PRESENT, FINDINGS = (
    *("line", "words", "day", "choice", "tick", "person"),
    *("present", "findings"),
)
MEMBERS = 4
LONGEST_LINE, LONGEST_WORDS = 300, 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its name, what kind of field it is, its label, and what else belongs to it."""

    name: str
    kind: str
    label: str
    hint: str = ""
    optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Draft:
    """What was typed: the act if it can be one, else what is wrong by field."""

    typed: dict[str, Any]
    act: Act | None = None
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about: who fills it in, the places that ask for a finding, who may be present, why it
    may be closed, and until when it is kept."""

    reader: Person
    places: Sequence[int] = ()
    team: Mapping[str, str] = field(default_factory=dict)
    reasons: Sequence[str] = ()
    today: date | None = None
    kept_until: date | None = None


def fields_of(kind: str, about: About) -> list[Field]:
    """The fields of the form of an act."""
    return _FIELDS[kind](about)


def blank(kind: str, about: About) -> dict[str, Any]:
    """What the fields hold at first."""
    today = about.today.isoformat() if about.today else ""
    kept = about.kept_until.isoformat() if about.kept_until else ""
    first = {"decided_on": today, "given_on": today, "kept_until": kept}
    names = {each.name for each in fields_of(kind, about)}
    typed: dict[str, Any] = {name: value for name, value in first.items() if name in names}
    return typed | ({"present": list(about.team)} if "present" in names else {})


def draft(kind: str, form: MultiDict[str, str], about: About) -> Draft:
    """The act of what was posted, or what is wrong with it."""
    made = Draft(typed={name: form.get(name, "") for name in form})
    made.typed["present"] = form.getlist("present")
    values = _values(kind, form, about, made)
    if made.wrong:
        return made
    try:
        made.act = ACTS[kind].model_validate(values)
    except ValidationError as wrong:
        for each in wrong.errors(include_url=False):
            made.wrong.setdefault(_name(each["loc"]), _said(each["type"]))
    return made


def _values(kind: str, form: MultiDict[str, str], about: About, made: Draft) -> dict[str, Any]:
    if kind == "appointed":
        return _team(form, about, made)
    values: dict[str, Any] = {}
    for each in fields_of(kind, about):
        typed = form.get(each.name, "").strip()
        if each.kind == TICK:
            values[each.name] = typed == "y"
        elif each.kind == PRESENT:
            values[each.name] = tuple(form.getlist(each.name))
        elif each.kind == FINDINGS:
            values[each.name] = _findings(form, about, made)
        elif each.kind == PERSON:
            values[each.name] = _person(each.name, typed, about, made)
        else:
            values[each.name] = typed
    return values


def _findings(form: MultiDict[str, str], about: About, made: Draft) -> list[dict[str, Any]]:
    found = []
    for place in about.places:
        met, why = form.get(f"met-{place}", ""), form.get(f"why-{place}", "").strip()
        if met not in met_words():
            made.wrong[f"met-{place}"] = _("Pilih salah satu.")
        if not why or len(why) > LONGEST_WORDS:
            made.wrong[f"why-{place}"] = _("Tuliskan alasannya.")
        found.append({"place": place, "met": met, "why": why})
    return found


def _team(form: MultiDict[str, str], about: About, made: Draft) -> dict[str, Any]:
    seats = [("chair", "chair"), ("official", "official")]
    seats += [(f"member-{at}", "member") for at in range(1, MEMBERS + 1)]
    members = []
    for name, role in seats:
        typed = form.get(name, "").strip()
        if typed or name in {"chair", "official", "member-1"}:
            members.append({"person": _person(name, typed, about, made), "role": role})
    return {"decree": form.get("decree", ""), "reason": form.get("reason", ""), "members": members}


def _person(name: str, typed: str, about: About, made: Draft) -> str:
    found = named(about.reader, typed)
    if found is None:
        made.wrong[name] = _("Tidak ada satu pegawai dengan nama atau NIP ini. Tuliskan lengkap.")
        return ""
    return found.ref


def _name(where: tuple[int | str, ...]) -> str:
    return str(where[0]) if where else ""


def _said(code: str) -> str:
    said = {
        "date_from_datetime_parsing": _("Isi tanggalnya."),
        "date_parsing": _("Isi tanggalnya."),
        "string_too_long": _("Terlalu panjang."),
        "too_short": _("Pilih yang hadir; paling sedikit dua orang."),
        "literal_error": _("Pilih atau centang bagian ini."),
    }
    return said.get(code, _("Bagian ini perlu diisi."))


def _impartial() -> Field:
    hint = _("Bila ada hubungan keluarga atau kepentingan, mintalah orang lain mengambil langkah ini.")
    said = _("Saya tidak punya hubungan keluarga atau kepentingan pribadi dengan yang diusulkan")
    return Field("impartial", TICK, said, hint)


def _decision(_about: About) -> list[Field]:
    return [
        Field("number", LINE, _("Nomor keputusan")),
        Field("decided_on", DAY, _("Tanggal keputusan")),
        Field("why", WORDS, _("Pertimbangan"), _("Yang diusulkan membaca kalimat ini.")),
        _impartial(),
    ]


def _picked(names: Mapping[str, str], *keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, names[key]) for key in keys)


def _appointed(_about: About) -> list[Field]:
    hint = _("Nama lengkap atau NIP.")
    members = [
        Field(f"member-{at}", PERSON, _("Anggota tim %(at)s", at=at), hint, optional=at > 1)
        for at in range(1, MEMBERS + 1)
    ]
    return [
        Field("decree", LINE, _("Surat penunjukan")),
        Field("chair", PERSON, _("Ketua tim"), hint),
        *members,
        Field("official", PERSON, _("Pejabat yang memutuskan"), hint),
        Field("reason", WORDS, _("Catatan"), optional=True),
    ]


def _weighed(about: About) -> list[Field]:
    team = tuple((ref, name) for ref, name in about.team.items())
    return [
        Field("findings", FINDINGS, _("Temuan untuk tiap syarat")),
        Field("present", PRESENT, _("Yang hadir"), choices=team),
        Field("conclusion", CHOICE, _("Kesimpulan tim"), choices=_picked(outcome_words(), "fit", "unfit")),
        Field("minority", WORDS, _("Pendapat berbeda"), optional=True),
        _impartial(),
    ]


def _reviewed(about: About) -> list[Field]:
    choices = _picked(outcome_words(), "upheld", "changed")
    number, day, *rest = _decision(about)
    return [number, day, Field("result", CHOICE, _("Hasil"), choices=choices), *rest]


def _closed(about: About) -> list[Field]:
    return [
        Field("why", CHOICE, _("Alasan"), choices=_picked(closing_words(), *about.reasons)),
        Field("kept_until", DAY, _("Disimpan sampai")),
        Field("note", WORDS, _("Catatan"), optional=True),
    ]


_FIELDS: dict[str, Callable[[About], list[Field]]] = {
    "seconded": lambda about: [
        Field("why", WORDS, _("Mengapa Anda menyokongnya"), _("Yang diusulkan membaca kalimat ini.")),
        _impartial(),
    ],
    "replied": lambda about: [Field("text", WORDS, _("Tanggapan Anda"))],
    "withdrawn": lambda about: [Field("text", WORDS, _("Alasan"), optional=True)],
    "objected": lambda about: [Field("text", WORDS, _("Yang Anda minta diperiksa lagi"))],
    "appointed": _appointed,
    "cleared": lambda about: [
        Field(
            "result",
            CHOICE,
            _("Apakah ada pemeriksaan yang berjalan?"),
            _("Hanya ketua tim dan pejabat yang memutuskan yang membaca jawaban ini; tanpa rincian."),
            choices=_picked(outcome_words(), "clear", "running"),
        )
    ],
    "weighed": _weighed,
    "proposed": lambda about: [
        Field("outcome", CHOICE, _("Usul tim"), choices=_picked(outcome_words(), "grant", "decline")),
        Field("why", WORDS, _("Pertimbangan")),
    ],
    "returned": lambda about: [Field("reason", WORDS, _("Yang perlu dilengkapi"))],
    "decided": _decision,
    "declined": _decision,
    "referred": lambda about: [
        Field("person", PERSON, _("Yang memeriksa keberatan"), _("Nama lengkap atau NIP.")),
        Field("decree", LINE, _("Surat penunjukan")),
    ],
    "reviewed": _reviewed,
    "awarded": lambda about: [Field("given_on", DAY, _("Tanggal pemberian"))],
    "revoked": lambda about: [
        Field("number", LINE, _("Nomor keputusan")),
        Field("why", WORDS, _("Alasan penarikan"), _("Penerima membaca kalimat ini.")),
    ],
    "noted": lambda about: [Field("text", WORDS, _("Catatan"))],
    "closed": _closed,
}
