"""The sentence of each kind of act, in the reader's language; `words` is where they are asked for."""

from collections.abc import Callable, Mapping
from typing import cast

from flask_babel import gettext as _
from flask_babel import ngettext

from ....core.i18n import show_date, show_days
from ...words import track_words
from ..procedure import acts
from .labels import closing_words, result_words, seat_word

Names = Mapping[str, str]


def verdict_sentence(verdict: acts.Verdict) -> str:
    """What a verdict holds, without the name of a penalty: that depends on track and day."""
    if verdict.outcome == "unproven":
        return _("dugaan dinyatakan tidak terbukti")
    proven = [ground.address for ground in verdict.grounds if ground.proven]
    return _("dugaan dinyatakan terbukti untuk butir %(clauses)s", clauses=", ".join(proven))


def _opened(act: acts.Opened, _names: Names) -> str:
    return _(
        "Perkara dicatat pada jalur %(track)s, tentang kejadian %(day)s, dengan butir %(clauses)s.",
        track=track_words()[act.track].lower(),
        day=show_days(act.happened_on, act.happened_until),
        clauses=", ".join(act.clauses),
    )


def _appointed(act: acts.Appointed, names: Names) -> str:
    seats = "; ".join(
        f"{names.get(each.person, _('seseorang'))} ({seat_word(each.role).lower()})" for each in act.members
    )
    return _("Ditunjuk dengan %(decree)s: %(seats)s.", decree=act.decree, seats=seats)


def _summoned(act: acts.Summoned, _names: Names) -> str:
    said = {"letter": act.letter, "day": show_date(act.hearing_on), "hour": act.hour, "place": act.place}
    if act.turn == 1:
        return _(
            "Pegawai dipanggil dengan surat %(letter)s untuk hadir pada %(day)s, pukul %(hour)s, "
            "di %(place)s.",
            **said,
        )
    return _(
        "Pegawai dipanggil kedua kalinya dengan surat %(letter)s untuk hadir pada %(day)s, pukul %(hour)s, "
        "di %(place)s.",
        **said,
    )


def _missed(act: acts.Missed, _names: Names) -> str:
    if act.turn == 1:
        return _("Pegawai tidak hadir pada panggilan pertama.")
    return _("Pegawai tidak hadir pada panggilan kedua; pemeriksaan memakai bukti yang ada.")


def _heard(act: acts.Heard, _names: Names) -> str:
    how = {
        "both": _("ditandatangani pemeriksa dan pegawai"),
        "refused": _("pegawai tidak bersedia menandatangani, dan itu dicatat"),
    }[act.signed]
    return ngettext(
        "Pegawai diperiksa secara tertutup pada %(day)s; berita acara berisi %(num)s tanya jawab, %(how)s.",
        "Pegawai diperiksa secara tertutup pada %(day)s; berita acara berisi %(num)s tanya jawab, %(how)s.",
        len(act.exchanges),
        day=show_date(act.held_on),
        how=how,
    )


def _replied(act: acts.Replied, _names: Names) -> str:
    if act.on_paper:
        return _("Tanggapan tertulis pegawai diterima di atas kertas dan disalin.")
    return _("Pegawai menulis tanggapan.")


def _handed_over(act: acts.HandedOver, _names: Names) -> str:
    return _("Berkas fakta edisi %(number)s dibekukan dan diserahkan kepada pemeriksa.", number=act.number)


def _deliberated(act: acts.Deliberated, _names: Names) -> str:
    found = {"proven": _("terbukti"), "unproven": _("tidak terbukti")}[act.conclusion]
    if act.agreed:
        return _(
            "Majelis bermusyawarah dengan %(present)s orang hadir dan bermufakat: %(found)s.",
            present=len(act.present),
            found=found,
        )
    return _(
        "Majelis memutuskan dengan suara terbanyak (%(yes)s terbukti, %(no)s tidak terbukti): %(found)s.",
        yes=act.votes_proven,
        no=act.votes_unproven,
        found=found,
    )


def _proposed(act: acts.Proposed, _names: Names) -> str:
    return _("Usulan keputusan diajukan kepada pejabat: %(what)s.", what=verdict_sentence(act.verdict))


def _returned(act: acts.Returned, _names: Names) -> str:
    return _("Pejabat mengembalikan usulan dengan alasan.")


def _decided(act: acts.Decided, _names: Names) -> str:
    return _(
        "Diputuskan dengan keputusan %(number)s: %(what)s.",
        number=act.number,
        what=verdict_sentence(act.verdict),
    )


def _delivered(act: acts.Delivered, _names: Names) -> str:
    day = show_date(act.received_on)
    if act.how == "handed":
        return _("Keputusan diserahkan kepada pegawai dan diterima pada %(day)s.", day=day)
    return _("Keputusan dikirim karena pegawai tidak hadir, lalu diterima pada %(day)s.", day=day)


def _objected(act: acts.Objected, _names: Names) -> str:
    if act.way == "objection":
        return _("Pegawai mengajukan keberatan.")
    return _("Pegawai mengajukan banding administratif.")


def _referred(act: acts.Referred, names: Names) -> str:
    who = ", ".join(names.get(each, _("seseorang")) for each in act.members)
    return _("Keberatan diserahkan kepada %(who)s dengan %(decree)s.", who=who, decree=act.decree)


def _reviewed(act: acts.Reviewed, _names: Names) -> str:
    return _(
        "Keberatan diputus dengan %(number)s: %(result)s.",
        number=act.number,
        result=result_words()[act.result].lower(),
    )


def _remedied(act: acts.Remedied, _names: Names) -> str:
    return _(
        "Pegawai ditugasi pembinaan tentang butir %(clauses)s, selesai paling lambat %(day)s.",
        clauses=", ".join(act.clauses),
        day=show_date(act.due_on),
    )


def _noted(_act: acts.Noted, _names: Names) -> str:
    return _("Sekretariat menambahkan catatan.")


def _closed(act: acts.Closed, _names: Names) -> str:
    return _(
        "Perkara ditutup: %(why)s. Berkas disimpan sampai %(day)s.",
        why=closing_words()[act.why].lower(),
        day=show_date(act.kept_until),
    )


TELLERS = cast(
    "dict[str, Callable[[acts.Act, Names], str]]",
    {
        **{"opened": _opened, "appointed": _appointed, "summoned": _summoned, "missed": _missed},
        **{"heard": _heard, "replied": _replied, "handed_over": _handed_over, "deliberated": _deliberated},
        **{"proposed": _proposed, "returned": _returned, "decided": _decided, "delivered": _delivered},
        **{"objected": _objected, "referred": _referred, "reviewed": _reviewed, "remedied": _remedied},
        **{"noted": _noted, "closed": _closed},
    },
)
