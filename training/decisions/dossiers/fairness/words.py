"""What should be weighed in fairness to the officer, as sentences in the reader's language."""

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from training.core.i18n import show_date

from ..shape.body import Speaks
from ..shape.parts import Scalar

Values = dict[str, Scalar]


def speaks_sentence(speaks: Speaks, *, award: bool = False) -> str:
    """The sentence of a key of `fairness` with its figures and days; the clause is named beside it. `award`:
    of a nomination, which looks at both tracks. Raises KeyError for a key without words."""
    return TELLERS[speaks.key](speaks.values | {"award": award})


def _not_in_service(_values: Values) -> str:
    return _("Menurut data kepegawaian, pegawai tidak bekerja di instansi ini pada hari itu.")


def _post_unknown(_values: Values) -> str:
    return _("Jabatan dan unit kerja pegawai pada hari itu tidak tercatat.")


def _new_in_post(values: Values) -> str:
    return _("Pegawai baru menempati jabatannya sejak %(since)s.", since=_day(values, "since"))


def _excused(values: Values) -> str:
    return _(
        "Pada hari itu pegawai dikecualikan (%(days)s), sehingga tenggatnya tidak berjalan.",
        days=_days(values),
    )


def _never_assigned(_values: Values) -> str:
    return _("Sampai hari itu sertifikasi kode etik belum pernah diminta dari pegawai.")


def _not_due(values: Values) -> str:
    return _(
        "“%(title)s” sudah diminta, tetapi tenggatnya (%(due)s) belum lewat pada hari itu.",
        title=values.get("title"),
        due=_day(values, "due_on"),
    )


def _extended(values: Values) -> str:
    if not values.get("until"):
        return _("Tenggat pegawai diperpanjang.")
    return _("Tenggat pegawai diperpanjang sampai %(until)s.", until=_day(values, "until"))


def _waived(_values: Values) -> str:
    return _("Pegawai dibebaskan dari sebagian syarat, jadi tidak diuji tentang bagian itu.")


def _extra_time(_values: Values) -> str:
    return _("Pegawai mendapat tambahan waktu dalam uji.")


def _outage(values: Values) -> str:
    return _("Sistem tidak dapat dipakai (%(days)s).", days=_days(values))


def _certified(values: Values) -> str:
    if not values.get("until"):
        return _("Pada hari itu sertifikasi “%(title)s” berlaku.", title=values.get("title"))
    return _(
        "Pada hari itu sertifikasi “%(title)s” berlaku, sampai %(until)s.",
        title=values.get("title"),
        until=_day(values, "until"),
    )


def _clean_record(values: Values) -> str:
    years = values.get("years")
    if values.get("award"):
        return ngettext(
            "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi yang tercatat.",
            "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi yang tercatat.",
            years if isinstance(years, int) else 0,
        )
    return ngettext(
        "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi pada jalur ini yang tercatat.",
        "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi pada jalur ini yang tercatat.",
        years if isinstance(years, int) else 0,
    )


def _commended(values: Values) -> str:
    count = values.get("count")
    return ngettext(
        "Pegawai mempunyai %(num)d penghargaan yang tercatat sampai hari itu.",
        "Pegawai mempunyai %(num)d penghargaan yang tercatat sampai hari itu.",
        count if isinstance(count, int) else 0,
    )


def _correction(values: Values) -> str:
    return _(
        "Pegawai meminta koreksi atas catatannya sejak %(since)s dan belum dijawab.",
        since=_day(values, "since"),
    )


def _objection(values: Values) -> str:
    return _("Keberatan pegawai sejak %(since)s belum diputus.", since=_day(values, "since"))


def _reply_missing(_values: Values) -> str:
    return _("Pegawai belum menyampaikan tanggapan; penjelasannya belum ada dalam berkas ini.")


def _not_in_force(values: Values) -> str:
    return _(
        "Versi %(version)s belum berlaku pada hari itu; mulai berlaku %(since)s.",
        version=values.get("version"),
        since=_day(values, "since"),
    )


def _not_on_record(values: Values) -> str:
    return _(
        "Versi ini baru tercatat dalam sistem pada %(on)s, sesudah hari itu.",
        on=_day(values, "on"),
    )


def _young(values: Values) -> str:
    days = values.get("days")
    return ngettext(
        "Versi %(version)s saat itu baru %(num)d hari berlaku.",
        "Versi %(version)s saat itu baru %(num)d hari berlaku.",
        days if isinstance(days, int) else 0,
        version=values.get("version"),
    )


def _new_here(values: Values) -> str:
    days = values.get("days")
    return ngettext(
        "Saat itu versi ini baru %(num)d hari ada dalam sistem, yaitu sejak %(on)s.",
        "Saat itu versi ini baru %(num)d hari ada dalam sistem, yaitu sejak %(on)s.",
        days if isinstance(days, int) else 0,
        on=_day(values, "on"),
    )


def _not_announced(_values: Values) -> str:
    return _("Tidak tercatat bahwa versi ini pernah dibuka, diuji, atau dinyatakan oleh pegawai.")


def _text_changed(values: Values) -> str:
    return _(
        "Bunyi butir ini sudah berubah sejak versi %(version)s, yang dipelajari pegawai.",
        version=values.get("version"),
    )


def _not_taught(_values: Values) -> str:
    return _("Tidak ada pelajaran terbit tentang butir ini sampai hari itu.")


def _not_tested(_values: Values) -> str:
    return _("Sampai hari itu tidak ada uji pegawai yang menanyakan butir ini.")


def _doubtful(_values: Values) -> str:
    return _(
        "Semua pertanyaan tentang butir ini yang dijawab pegawai pernah dibatalkan, dinilai lain, atau "
        "sedang diragukan."
    )


def _regrade(values: Values) -> str:
    return _(
        "Penilaian atas jawaban tentang butir ini sedang ditinjau kembali sejak %(since)s.",
        since=_day(values, "since"),
    )


def _item_appeal(values: Values) -> str:
    return _(
        "Pegawai mempersoalkan pertanyaan tentang butir ini sejak %(since)s dan belum dijawab.",
        since=_day(values, "since"),
    )


def _same_day(_values: Values) -> str:
    return _("Ada catatan pada hari kejadian itu sendiri; tidak dapat dipastikan mana yang lebih dahulu.")


def _attested_later(values: Values) -> str:
    return _("Pegawai menyatakan sanggup mematuhi versi ini sesudahnya, %(on)s.", on=_day(values, "on"))


def _right_later(values: Values) -> str:
    return _("Sesudah hari itu, %(on)s, pegawai menjawab tepat tentang butir ini.", on=_day(values, "on"))


def _peers(values: Values) -> str:
    return _(
        "Banyak rekan kerja juga keliru: sekitar %(percent)s%% memilih jawaban yang tepat.",
        percent=values.get("percent"),
    )


def _day(values: Values, name: str) -> str:
    value = values.get(name)
    return show_date(date.fromisoformat(str(value))) if value else _("hari yang tidak tercatat")


def _days(values: Values) -> str:
    if not values.get("until"):
        return _("sejak %(first)s", first=_day(values, "since"))
    return _("%(first)s sampai %(last)s", first=_day(values, "since"), last=_day(values, "until"))


TELLERS: dict[str, Callable[[Values], str]] = {
    "not_in_service": _not_in_service,
    "post_unknown": _post_unknown,
    "new_in_post": _new_in_post,
    "excused_that_day": _excused,
    "never_assigned": _never_assigned,
    "assigned_not_due": _not_due,
    "extended": _extended,
    "waived": _waived,
    "extra_time": _extra_time,
    "outage": _outage,
    "certified": _certified,
    "clean_record": _clean_record,
    "commended": _commended,
    "correction_pending": _correction,
    "objection_pending": _objection,
    "reply_missing": _reply_missing,
    "not_in_force": _not_in_force,
    "version_not_on_record": _not_on_record,
    "version_young": _young,
    "version_new_here": _new_here,
    "not_announced": _not_announced,
    "text_changed": _text_changed,
    "not_taught": _not_taught,
    "not_tested": _not_tested,
    "only_doubtful_items": _doubtful,
    "regrade_pending": _regrade,
    "item_appeal_pending": _item_appeal,
    "same_day_unclear": _same_day,
    "attested_afterwards": _attested_later,
    "right_afterwards": _right_later,
    "peers_fail_too": _peers,
}
