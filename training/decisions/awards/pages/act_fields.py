"""Which fields the form of each act of a nomination has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from ..wording.steps import closing_words, outcome_words

LINE, WORDS, DAY, CHOICE, TICK = "line", "words", "day", "choice", "tick"
MEMBERS, PERSON, PRESENT, FINDINGS = "members", "person", "present", "findings"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its name, what kind of field it is, its label, and what else belongs to it."""

    name: str
    kind: str
    label: str
    hint: str = ""
    optional: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about: the places that ask for a finding, who sits (reference to role) and who of them
    may be present, why it may be closed, its day, and until when it is kept."""

    places: Sequence[int] = ()
    seated: Mapping[str, str] = field(default_factory=dict)
    team: Mapping[str, str] = field(default_factory=dict)
    reasons: Sequence[str] = ()
    today: date | None = None
    kept_until: date | None = None


def fields_of(kind: str, about: About) -> list[Field]:
    """The fields of the form of an act."""
    return _FIELDS[kind](about)


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
    said = _("Satu ketua, satu anggota atau lebih, dan satu pejabat yang memutuskan.")
    return [
        Field("decree", LINE, _("Surat penunjukan")),
        Field("members", MEMBERS, _("Tim dan pejabat"), said),
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
        Field("decree", LINE, _("Surat penunjukan")),
        Field("person", PERSON, _("Yang memeriksa keberatan"), _("Bukan yang ikut sebelumnya.")),
    ],
    "succeeded": lambda about: [
        Field("decree", LINE, _("Surat penunjukan")),
        Field("person", PERSON, _("Pengganti pejabat"), _("Bukan pengusul, penyokong, atau Anda sendiri.")),
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
