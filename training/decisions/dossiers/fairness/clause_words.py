"""What should be weighed about one clause, as sentences in the reader's language."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from .days import Values, day, number


def _not_in_force(values: Values) -> str:
    if values.get("replaced"):
        return _("Versi %(version)s sudah tidak berlaku pada hari itu.", version=values.get("version"))
    return _(
        "Versi %(version)s belum berlaku pada hari itu; mulai berlaku %(since)s.",
        version=values.get("version"),
        since=day(values, "since"),
    )


def _not_on_record(values: Values) -> str:
    return _(
        "Versi ini baru tercatat dalam sistem pada %(on)s, sesudah hari itu.",
        on=day(values, "on"),
    )


def _young(values: Values) -> str:
    if values.get("days") == 0:
        return _("Versi %(version)s baru mulai berlaku pada hari itu.", version=values.get("version"))
    return ngettext(
        "Versi %(version)s saat itu baru %(num)d hari berlaku.",
        "Versi %(version)s saat itu baru %(num)d hari berlaku.",
        number(values, "days"),
        version=values.get("version"),
    )


def _new_here(values: Values) -> str:
    if values.get("days") == 0:
        return _("Versi ini baru masuk ke dalam sistem pada hari itu.")
    return ngettext(
        "Saat itu versi ini baru %(num)d hari ada dalam sistem, yaitu sejak %(on)s.",
        "Saat itu versi ini baru %(num)d hari ada dalam sistem, yaitu sejak %(on)s.",
        number(values, "days"),
        on=day(values, "on"),
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


def _voided(_values: Values) -> str:
    return _("Sebagian pertanyaan tentang butir ini yang dijawab pegawai pernah dibatalkan.")


def _regrade(values: Values) -> str:
    return _(
        "Penilaian atas jawaban tentang butir ini sedang ditinjau kembali sejak %(since)s.",
        since=day(values, "since"),
    )


def _item_appeal(values: Values) -> str:
    return _(
        "Pegawai mempersoalkan pertanyaan tentang butir ini sejak %(since)s dan belum dijawab.",
        since=day(values, "since"),
    )


def _same_day(_values: Values) -> str:
    return _("Ada catatan pada hari kejadian itu sendiri; tidak dapat dipastikan mana yang lebih dahulu.")


def _attested_later(values: Values) -> str:
    return _("Pegawai menyatakan sanggup mematuhi versi ini sesudahnya, %(on)s.", on=day(values, "on"))


def _right_later(values: Values) -> str:
    return _("Sesudah hari itu, %(on)s, pegawai menjawab tepat tentang butir ini.", on=day(values, "on"))


def _peers(values: Values) -> str:
    return _(
        "Banyak rekan kerja juga keliru: sekitar %(percent)s%% memilih jawaban yang tepat.",
        percent=values.get("percent"),
    )


ABOUT_A_CLAUSE: dict[str, Callable[[Values], str]] = {
    "not_in_force": _not_in_force,
    "version_not_on_record": _not_on_record,
    "version_young": _young,
    "version_new_here": _new_here,
    "not_announced": _not_announced,
    "text_changed": _text_changed,
    "not_taught": _not_taught,
    "not_tested": _not_tested,
    "only_doubtful_items": _doubtful,
    "item_voided": _voided,
    "regrade_pending": _regrade,
    "item_appeal_pending": _item_appeal,
    "same_day_unclear": _same_day,
    "attested_afterwards": _attested_later,
    "right_afterwards": _right_later,
    "peers_fail_too": _peers,
}
