"""What is said of a choice that is not finished, so that nothing has to be chosen twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from .choosing import Incomplete, Posted


@dataclass(frozen=True, slots=True)
class Refusal:
    """`said` above the question, `faults` beside the letters they are about; `kept` is what was chosen."""

    said: str
    kept: Posted = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def not_offered() -> Refusal:
    """The form names what this question never showed."""
    said = _(
        "Pilihan itu tidak ada di pertanyaan ini, jadi tidak ada yang disimpan. Pilihlah dari kartu di bawah."
    )
    return Refusal(said)


def unfinished(error: Incomplete, posted: Posted) -> Refusal:
    """Nothing is ticked yet, or actions have no place or share one."""
    if not error.letters and not error.shared:
        return Refusal(
            _("Belum ada yang dicentang, jadi belum ada yang disimpan. Centang setiap tindakan yang tepat.")
        )
    said = [
        *_missing(error.letters),
        *_shared(error.shared),
        _("Belum ada yang disimpan; isian Anda tetap ada."),
    ]
    faults = {letter: _("Pilih urutannya.") for letter in error.letters}
    for place, letters in error.shared.items():
        for letter in letters:
            others = _listed([other for other in letters if other != letter])
            faults[letter] = _("Urutan ke-%(place)s juga dipakai %(others)s.", place=place, others=others)
    return Refusal(" ".join(said), posted, faults)


def _missing(letters: Sequence[str]) -> list[str]:
    if not letters:
        return []
    return [
        ngettext(
            "Tindakan %(them)s belum diberi urutan.",
            "Tindakan %(them)s belum diberi urutan.",
            len(letters),
            them=_listed(letters),
        )
    ]


def _shared(shared: Mapping[int, Sequence[str]]) -> list[str]:
    return [
        _("Urutan ke-%(place)s dipakai oleh %(them)s.", place=place, them=_listed(letters))
        for place, letters in shared.items()
    ]


def _listed(letters: Sequence[str]) -> str:
    return format_list(list(letters), locale=get_locale() or "id")
