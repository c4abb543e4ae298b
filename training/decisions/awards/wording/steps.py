"""The words of nominations: their stages, steps, seats, and why something cannot be done, in the reader's
language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _

from training.core.i18n import show_date

from ...acts import Act, Fault
from ...cases.wording.labels import nomination_seat_word
from ..procedure.acts import Appointed, Closed, Decided, Declined, Proposed, Referred, Reviewed, Weighed
from ..procedure.stages import SEATS

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
        "referred": _("Tunjuk pemeriksa keberatan"),
        "reviewed": _("Putuskan keberatan"),
        "awarded": _("Berikan penghargaan"),
        "succeeded": _("Tunjuk pengganti pejabat"),
        "revoked": _("Tarik penghargaan"),
        "noted": _("Tambah catatan"),
        "closed": _("Tutup"),
    }


def seat_words() -> dict[str, str]:
    """The seats of a nomination."""
    return {role: nomination_seat_word(role) for role in SEATS}


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


def fault_words(faults: Iterable[Fault], names: Names) -> dict[str, str]:
    """Why an act was not taken and what to do, by field (empty: the whole)."""
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.path, _fault(fault, names))
    return said


def unfit_words(why: Mapping[str, str]) -> dict[str, str]:
    """Why a nomination or a scheme was not saved, by field."""
    said = {
        ("person", "own"): _("Tidak seorang pun mengusulkan dirinya sendiri."),
        ("person", "below"): _("Anda tidak mengusulkan atasan Anda sendiri. Mintalah rekan lain."),
        ("person", "unknown"): _("Pegawai ini tidak bekerja di instansi Anda."),
        ("merit", "empty"): _("Tuliskan jasa atau teladannya."),
        ("as_of", "future"): _("Hari ini belum tiba."),
        ("as_of", "no_version"): _("Pada hari itu skema ini belum berlaku."),
        ("as_of", "before_service"): _("Hari itu sebelum pegawai mulai bekerja di sini."),
        ("as_of", "empty"): _("Isi tanggalnya."),
        ("scheme", "closed"): _("Skema ini sudah ditutup."),
        ("seconder", "unknown"): _("Tidak ada satu pegawai dengan nama atau NIP ini. Tuliskan lengkap."),
        ("seconder", "same_person"): _("Penyokong harus orang lain, bukan Anda."),
        ("seconder", "own"): _("Yang diusulkan tidak menyokong dirinya sendiri."),
        ("seconder", "below"): _("Bawahan tidak menyokong atasannya sendiri."),
        ("appointed_on", "range"): _("Periksa tanggalnya."),
        ("appointed_paper", "empty"): _("Sebutkan surat keputusan yang Anda baca."),
        ("title", "empty"): _("Isi nama penghargaannya."),
        ("title", "known"): _("Skema dengan nama ini sudah dibuka. Ubah syaratnya di sana."),
        ("source", "empty"): _("Sebutkan peraturan atau keputusan yang mendasarinya."),
        ("since", "empty"): _("Isi tanggalnya."),
        ("since", "early"): _("Versi baru tidak boleh berlaku sebelum versi yang digantikannya."),
        ("criteria", "faulty"): _("Perbaiki syarat yang bertanda, atau tambahkan satu syarat."),
    }
    return {field: said.get((field, code)) or _("Terlalu panjang.") for field, code in why.items()}


def _fault(fault: Fault, names: Names) -> str:
    values: dict[str, Any] = dict(fault.values)
    who = names.get(str(values.get("person", "")), "")
    said = {
        "stage": _("Langkah ini tidak dapat diambil sekarang. Lihat di mana pengusulan ini berada."),
        "seat": _("Langkah ini milik kursi lain."),
        "own": _("Tidak seorang pun ikut menentukan penghargaan bagi dirinya sendiri."),
        "below": _("Bawahan dari yang diusulkan tidak ikut menentukan. Mintalah orang lain."),
        "same_person": _(
            "Langkah ini harus diambil oleh orang lain daripada yang mengambil langkah sebelumnya."
        ),
        "proposer": _("Pengusul dan penyokong tidak duduk di tim dan tidak memutuskan."),
        "roles": _("Pilih satu ketua, paling sedikit satu anggota, dan satu pejabat yang memutuskan."),
        "twice": _("Seseorang tercantum dua kali."),
        "unknown": _("Tidak ada satu pegawai dengan nama atau NIP ini. Tuliskan lengkap."),
        "team": _("Yang hadir harus anggota tim, termasuk ketuanya."),
        "missing": _("Tuliskan temuan untuk setiap syarat yang belum terpenuhi menurut catatan."),
        "clearance": _("Tunggu jawaban sekretariat majelis tentang pemeriksaan."),
        "not_proposed": _("Tim belum mengusulkan agar dikabulkan. Kembalikan kepada tim bila perlu."),
        "reason": _("Alasan ini tidak cocok dengan tahapnya."),
        "empty": _("Bagian ini perlu diisi."),
        "day": _("Periksa tanggalnya."),
    }
    if fault.code == "wait":
        day = show_date(cast("date", values["day"]))
        return _("Yang diusulkan masih dapat mengajukan keberatan sampai %(day)s.", day=day)
    text = said.get(fault.code, fault.code)
    return f"{who}: {text}" if who else text


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
