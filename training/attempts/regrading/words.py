"""Regrades in words: what turns, why something stays, what is judged otherwise."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from ...core.db import db
from ...core.i18n import show_datetime
from ...people.models import Person
from . import service
from .fitting import GONE, NO_BEST, NO_OPTION, Misfit
from .impact import Impact
from .models import Regrade
from .weighing import EMPTIED, GAINED, HIGHER, KEPT, LOST, LOWER, SAME, Change


def turn_words() -> dict[str, str]:
    """What happens to a run, by turn."""
    return {
        GAINED: _("menjadi lulus"),
        LOST: _("tidak lagi lulus"),
        HIGHER: _("nilainya naik"),
        LOWER: _("nilainya turun"),
        SAME: _("nilainya tetap"),
        KEPT: _("tidak dapat dinilai ulang"),
    }


def state_words(regrade: Regrade) -> tuple[str, str]:
    """The key of a status and the word for where a regrade stands."""
    if regrade.proposed:
        return "pending", _("Diusulkan")
    if regrade.turned_down:
        return "retired", _("Tidak dilanjutkan")
    if regrade.under_way:
        return "in_progress", _("Sedang dihitung ulang")
    return "passed", _("Selesai")


def headline(regrade: Regrade, impact: Impact) -> str:
    """The one sentence of the page."""
    runs = len(impact.changes)
    if not runs:
        return _("Belum ada uji selesai yang memuatnya.")
    if not impact.counts[GAINED] and not impact.counts[LOST]:
        return ngettext(
            "Tidak ada kelulusan yang berubah dari %(num)s uji yang memuatnya.",
            "Tidak ada kelulusan yang berubah dari %(num)s uji yang memuatnya.",
            runs,
        )
    said = {"runs": runs, "gained": impact.counts[GAINED], "lost": impact.counts[LOST]}
    if regrade.finished or regrade.under_way:
        return _(
            "Dari %(runs)s uji yang dihitung ulang, %(gained)s menjadi lulus dan %(lost)s tidak lagi lulus.",
            **said,
        )
    return _(
        "Dari %(runs)s uji yang memuatnya, %(gained)s akan menjadi lulus dan %(lost)s tidak lagi lulus.",
        **said,
    )


def open_words(count: int) -> str:
    """What becomes of runs under way."""
    return ngettext(
        "%(num)s uji masih berjalan. Kuncinya tetap selama uji; nilainya dihitung ulang begitu uji berakhir.",
        "%(num)s uji masih berjalan. Kuncinya tetap selama uji; nilainya dihitung ulang begitu uji berakhir.",
        count,
    )


def why_words(change: Change) -> str:
    """Why a run stays as it is although it holds the item."""
    if change.why == EMPTIED:
        return _("Tidak ada cerita lain dalam uji ini, jadi nilai lamanya tetap.")
    return _("Jawabannya ada di adegan yang tidak dikenal kunci baru, jadi nilai lamanya tetap.")


def misfit_words(misfit: Misfit) -> str:
    """Why the newer version cannot judge a decision."""
    return {
        GONE: _("adegan ini tidak ada lagi di versi yang lebih baru"),
        NO_OPTION: _("ada pilihan yang tidak dikenal versi yang lebih baru"),
        NO_BEST: _("jawaban terbaiknya kini sebuah pilihan yang dahulu tidak ditawarkan"),
    }.get(misfit.why, _("cara menjawabnya berbeda"))


def refusal_words(error: service.NotRegradable) -> str:
    """Why a proposal is not taken."""
    return {
        "not_newer": _("Pilih versi yang terbit sesudah versi ini."),
        "same_key": _("Kunci itu sama dengan yang sudah dipakai, jadi tidak ada nilai yang berubah."),
        "unheld": _("Belum ada uji sertifikasi yang memuat versi ini, jadi tidak ada yang perlu dihitung."),
    }.get(error.why, _("Tuliskan alasannya, paling panjang 1.000 huruf."))


def own_work_words(error: service.OwnWork) -> str:
    """Why this person may not confirm."""
    if error.proposed:
        return _("Anda yang mengusulkannya. Mintalah rekan lain yang berwenang untuk menyetujuinya.")
    return _("Daftar ini mengubah uji Anda sendiri. Mintalah rekan lain yang berwenang untuk menyetujuinya.")


def csv_rows(impact: Impact, *, named: bool) -> Iterator[list[object]]:
    """A row a run for who may see people; for others how many runs take which turn."""
    words = turn_words()
    if not named:
        yield [_("Yang terjadi"), _("Jumlah uji")]
        yield from ([words[turn], count] for turn, count in impact.counts.items())
        yield from ([stakes.sentence, len(stakes.notes)] for stakes in impact.stakes)
        return
    names = names_of(impact.changes)
    yield [
        *(_("Nama"), _("Selesai"), _("Nilai semula"), _("Nilai baru"), _("Semula"), _("Menjadi")),
        *(_("Yang terjadi"), _("Keterangan")),
    ]
    for each in impact.changes:
        after = each.after or each.before
        yield [
            *(names[each.person_id], show_datetime(each.at), each.before.percent, after.percent),
            *(_passed(each.before.passed), _passed(after.passed), words[each.turn]),
            " ".join([*impact.notes(each.attempt_id), *([why_words(each)] if each.after is None else [])]),
        ]
    yield []
    yield [_("Nilai bukan bukti pelanggaran. Keputusan tetap pada pejabat yang berwenang.")]


def names_of(changes: list[Change]) -> dict[int, str]:
    """The names of the people whose runs these are."""
    wanted = sorted({each.person_id for each in changes})
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        rows = sa.select(Person.id, Person.name).where(Person.id.in_(wanted[start : start + 500]))
        found |= dict(db.session.execute(rows).all())
    return found


def unattended(regrade: Regrade, at: datetime) -> bool:
    """Whether it seems that no worker takes it up."""
    return regrade.under_way and (at - (regrade.leased_until or regrade.queued_at)).total_seconds() > 60


def _passed(passed: bool) -> str:
    return _("lulus") if passed else _("belum lulus")
