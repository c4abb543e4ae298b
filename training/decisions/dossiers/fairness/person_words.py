"""What speaks for the officer as a person, as sentences in the reader's language."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from .days import Values, day, days, number


def _not_in_service(_values: Values) -> str:
    return _("Menurut data kepegawaian, pegawai tidak bekerja di instansi ini pada hari itu.")


def _post_unknown(_values: Values) -> str:
    return _("Jabatan dan unit kerja pegawai pada hari itu tidak tercatat.")


def _new_in_post(values: Values) -> str:
    return _("Pegawai baru menempati jabatannya sejak %(since)s.", since=day(values, "since"))


def _excused(values: Values) -> str:
    return _(
        "Pada hari itu pegawai dikecualikan (%(days)s), sehingga tenggatnya tidak berjalan.",
        days=days(values),
    )


def _never_assigned(_values: Values) -> str:
    return _("Sampai hari itu sertifikasi kode etik belum pernah diminta dari pegawai.")


def _not_due(values: Values) -> str:
    return _(
        "“%(title)s” sudah diminta, tetapi tenggatnya (%(due)s) belum lewat pada hari itu.",
        title=values.get("title"),
        due=day(values, "due_on"),
    )


def _extended(values: Values) -> str:
    if not values.get("until"):
        return _("Tenggat pegawai diperpanjang.")
    return _("Tenggat pegawai diperpanjang sampai %(until)s.", until=day(values, "until"))


def _waived(_values: Values) -> str:
    return _("Pegawai dibebaskan dari sebagian syarat, jadi tidak diuji tentang bagian itu.")


def _extra_time(_values: Values) -> str:
    return _("Pegawai mendapat tambahan waktu dalam uji.")


def _outage(values: Values) -> str:
    return _("Sistem tidak dapat dipakai (%(days)s).", days=days(values))


def _certified(values: Values) -> str:
    if not values.get("until"):
        return _("Pada hari itu sertifikasi “%(title)s” berlaku.", title=values.get("title"))
    return _(
        "Pada hari itu sertifikasi “%(title)s” berlaku, sampai %(until)s.",
        title=values.get("title"),
        until=day(values, "until"),
    )


def _clean_record(values: Values) -> str:
    if values.get("award"):
        return ngettext(
            "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi yang tercatat.",
            "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi yang tercatat.",
            number(values, "years"),
        )
    return ngettext(
        "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi pada jalur ini yang tercatat.",
        "Selama %(num)d tahun bekerja sampai hari itu tidak ada sanksi pada jalur ini yang tercatat.",
        number(values, "years"),
    )


def _commended(values: Values) -> str:
    return ngettext(
        "Pegawai mempunyai %(num)d penghargaan yang tercatat sampai hari itu.",
        "Pegawai mempunyai %(num)d penghargaan yang tercatat sampai hari itu.",
        number(values, "count"),
    )


def _correction(values: Values) -> str:
    return _(
        "Pegawai meminta koreksi atas catatannya sejak %(since)s dan belum dijawab.",
        since=day(values, "since"),
    )


def _objection(values: Values) -> str:
    return _("Keberatan pegawai sejak %(since)s belum diputus.", since=day(values, "since"))


def _reply_missing(_values: Values) -> str:
    return _("Pegawai belum menyampaikan tanggapan; penjelasannya belum ada dalam berkas ini.")


ABOUT_THE_PERSON: dict[str, Callable[[Values], str]] = {
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
}
