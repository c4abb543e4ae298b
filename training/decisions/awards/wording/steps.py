"""The words of nominations: their stages, steps, seats, and why something cannot be done, in the reader's
language."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from ....core.i18n import show_date
from ...acts import Act
from ..procedure.acts import Appointed, Closed, Decided, Declined, Proposed, Referred, Reviewed, Weighed

Names = Mapping[str, str]


def stage_words() -> dict[str, str]:
    """Where a nomination stands."""
    return {
        "nominated": _("Menunggu penyokong"),
        "seconded": _("Menunggu penunjukan tim"),
        "weighing": _("Ditimbang tim"),
        "weighed": _("Sudah ditimbang"),
        "proposed": _("Menunggu keputusan pejabat"),
        "granted": _("Dikabulkan"),
        "declined": _("Tidak dikabulkan"),
        "objected": _("Diajukan keberatan"),
        "referred": _("Keberatan sedang diperiksa"),
        "upheld": _("Keputusan tetap"),
        "awarded": _("Penghargaan diberikan"),
        "revoked": _("Penghargaan ditarik"),
        "withdrawn": _("Ditarik oleh yang diusulkan"),
        "closed": _("Ditutup"),
    }


def act_words() -> dict[str, str]:
    """What may be done, as a button says it."""
    return {
        "seconded": _("Sokong pengusulan"),
        "replied": _("Tulis tanggapan"),
        "withdrawn": _("Tolak diusulkan"),
        "appointed": _("Tunjuk tim dan pejabat"),
        "cleared": _("Jawab tentang pemeriksaan"),
        "weighed": _("Catat hasil penelaahan"),
        "proposed": _("Ajukan usul keputusan"),
        "returned": _("Kembalikan kepada tim"),
        "decided": _("Kabulkan"),
        "declined": _("Tidak mengabulkan"),
        "objected": _("Ajukan keberatan"),
        "referred": _("Tunjuk penilai keberatan"),
        "reviewed": _("Putuskan keberatan"),
        "awarded": _("Berikan penghargaan"),
        "succeeded": _("Tunjuk pengganti pejabat"),
        "revoked": _("Tarik penghargaan"),
        "noted": _("Tambah catatan"),
        "closed": _("Tutup"),
    }


def seat_words() -> dict[str, str]:
    """The seats of a nomination."""
    return {
        "chair": _("Ketua tim"),
        "member": _("Anggota tim"),
        "official": _("Pejabat yang memutus"),
        "seconder": _("Penyokong"),
        "reviewer": _("Penilai keberatan"),
    }


def closing_words() -> dict[str, str]:
    """Why a nomination is closed."""
    return {
        "awarded": _("Penghargaan sudah diberikan"),
        "declined": _("Tidak dikabulkan"),
        "withdrawn": _("Ditarik oleh yang diusulkan"),
        "revoked": _("Penghargaan sudah ditarik"),
        "not_seconded": _("Tidak ada penyokong"),
        "moot": _("Tidak dapat dilanjutkan"),
    }


def outcome_words() -> dict[str, str]:
    """What a proposal or a counsel comes to."""
    return {
        "grant": _("Dikabulkan"),
        "decline": _("Tidak dikabulkan"),
        "fit": _("Memenuhi syarat"),
        "unfit": _("Belum memenuhi syarat"),
        "upheld": _("Keputusan tetap"),
        "changed": _("Dikabulkan"),
        "clear": _("Tidak ada proses yang berjalan"),
        "running": _("Ada proses yang berjalan"),
    }


def sentence(act: Act, names: Names, *, tells_case: bool) -> str:
    """A step as one sentence that stands alone. `tells_case`: whether the reader may know what who keeps
    cases said."""
    if act.kind == "cleared" and not tells_case:
        return _("Sekretariat majelis sudah menjawab tentang pemeriksaan.")
    return _TOLD[act.kind](act, names)


def _appointed(act: Appointed, names: Names) -> str:
    words = seat_words()
    seats = "; ".join(f"{names.get(each.person, '–')} ({words[each.role].lower()})" for each in act.members)
    return _("Ditunjuk dengan %(decree)s: %(seats)s.", decree=act.decree, seats=seats)


def _weighed(act: Weighed, names: Names) -> str:
    present = ", ".join(names.get(each, "–") for each in act.present)
    return _(
        "Tim menelaah (%(present)s): %(outcome)s.",
        present=present,
        outcome=outcome_words()[act.conclusion].lower(),
    )


def _proposed(act: Proposed, _names: Names) -> str:
    outcome = outcome_words()[act.outcome].lower()
    return _("Tim mengusulkan agar %(outcome)s: %(why)s", outcome=outcome, why=act.why)


def _decided(act: Decided | Declined, _names: Names) -> str:
    said = {"number": act.number, "day": show_date(act.decided_on), "why": act.why}
    if act.kind == "decided":
        return _("Dikabulkan dengan %(number)s tanggal %(day)s: %(why)s", **said)
    return _("Tidak dikabulkan dengan %(number)s tanggal %(day)s: %(why)s", **said)


def _referred(act: Referred, names: Names) -> str:
    name = names.get(act.person, "–")
    return _("Keberatan diperiksa oleh %(name)s, menurut %(decree)s.", name=name, decree=act.decree)


def _reviewed(act: Reviewed, _names: Names) -> str:
    outcome = outcome_words()[act.result].lower()
    return _(
        "Keberatan diputus dengan %(number)s, %(outcome)s: %(why)s",
        number=act.number,
        outcome=outcome,
        why=act.why,
    )


def _closed(act: Closed, _names: Names) -> str:
    said = _(
        "Ditutup: %(why)s. Disimpan sampai %(day)s.",
        why=closing_words()[act.why].lower(),
        day=show_date(act.kept_until),
    )
    return f"{said} {act.note}".strip()


_TOLD: dict[str, Callable[[Any, Names], str]] = {
    "nominated": lambda act, names: _("Diusulkan, dengan keadaan per %(day)s.", day=show_date(act.as_of)),
    "seconded": lambda act, names: _("Pengusulan disokong: %(why)s", why=act.why),
    "replied": lambda act, names: _("Yang diusulkan menanggapi: %(text)s", text=act.text),
    "withdrawn": lambda act, names: _("Yang diusulkan tidak bersedia. %(text)s", text=act.text),
    "appointed": _appointed,
    "cleared": lambda act, names: _(
        "Sekretariat majelis menjawab: %(result)s.", result=outcome_words()[act.result].lower()
    ),
    "handed_over": lambda act, names: _("Berkas nomor %(number)s diserahkan.", number=act.number),
    "weighed": _weighed,
    "proposed": _proposed,
    "returned": lambda act, names: _("Dikembalikan kepada tim: %(reason)s", reason=act.reason),
    "decided": _decided,
    "declined": _decided,
    "objected": lambda act, names: _("Yang diusulkan mengajukan keberatan: %(text)s", text=act.text),
    "referred": _referred,
    "reviewed": _reviewed,
    "awarded": lambda act, names: _("Penghargaan diberikan pada %(day)s.", day=show_date(act.given_on)),
    "succeeded": lambda act, names: _(
        "%(name)s menggantikan pejabat yang memutuskan, menurut %(decree)s.",
        name=names.get(act.person, "–"),
        decree=act.decree,
    ),
    "revoked": lambda act, names: _(
        "Penghargaan ditarik dengan %(number)s: %(why)s", number=act.number, why=act.why
    ),
    "noted": lambda act, names: act.text,
    "closed": _closed,
}
