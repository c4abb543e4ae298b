"""The sections of a memorandum beside its clauses: each a title and lines, or why there are none."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext as _

from ....core.i18n import show_date
from ..fairness.words import speaks_sentence
from ..shape.body import Body, Entered, Later
from ..shape.parts import Fact
from .later import later_sentence
from .lines import Line, Section
from .telling import (
    asked_sentence,
    catch_up_sentence,
    day_of,
    entered_sentence,
    gap_sentence,
    moment_words,
    round_sentence,
    standing_sentence,
)
from .words import opened_words, ruled_words


class Sections:
    """The sections of one dossier."""

    def __init__(self, body: Body, numbers: Mapping[str, int]) -> None:
        self.body, self.numbers, self.zone = body, numbers, body.header.zone

    def fairness(self) -> Section:
        """What a board should weigh; it stands before everything that follows the clauses."""
        award = self.body.header.kind == "nomination"
        lines = [
            self._line(each, speaks_sentence(each, award=award), tab=each.clause)
            for each in self.body.fairness
        ]
        return Section(
            "fairness",
            _("Yang perlu ditimbang") if award else _("Yang meringankan dan yang perlu ditimbang"),
            tuple(lines),
            empty=_("Tidak ada yang ditemukan dalam catatan. Pegawai dapat menambahkannya dalam tanggapan."),
        )

    def others(self) -> list[Section]:
        """All other sections, in their order."""
        award = self.body.header.kind == "nomination"
        return [
            self._replies(),
            self._certified(),
            self._ruled(),
            self._entered("ethics", _("Sanksi moral sebelumnya"), self.body.entries.ethics),
            self._entered("discipline", _("Hukuman disiplin sebelumnya"), self.body.entries.discipline),
            self._entered("commendations", _("Penghargaan sebelumnya"), self.body.entries.commendations),
            *([self._entered("attendance", _("Kehadiran"), self.body.entries.attendance)] if award else []),
            *([self._entered("complaints", _("Pengaduan"), self.body.entries.complaints)] if award else []),
            self._remedial(),
            self._openings(),
            self._later(),
        ]

    def _replies(self) -> Section:
        lines = [
            self._line(reply, part, when=moment_words(reply.at, self.zone) if not place else "")
            for reply in self.body.replies
            for place, part in enumerate(reply.text.splitlines())
            if part.strip()
        ]
        empty = _("Belum ada tanggapan. Pegawai berhak menanggapi sebelum diputuskan.")
        if self.body.header.kind == "nomination":
            empty = _("Tidak ada.")
        return Section("replies", _("Tanggapan pegawai"), tuple(lines), empty=empty)

    def _certified(self) -> Section:
        lines = []
        for certified in self.body.certified:
            lines.append(Line(standing_sentence(certified)))
            lines += [self._line(held, round_sentence(held)) for held in certified.rounds]
            lines += [self._line(each, catch_up_sentence(each)) for each in certified.catch_ups]
            lines += [Line(gap_sentence(gap)) for gap in certified.gaps]
        asked = [self._line(each, asked_sentence(each)) for each in self.body.asked]
        empty = _("Tidak ada sertifikasi yang diminta dari pegawai sampai hari itu.")
        return Section("certified", _("Sertifikasi"), (*asked, *lines), empty=empty)

    def _ruled(self) -> Section:
        ruled = [
            self._line(each, f"{ruled_words()[each.kind]}: {each.title}.", when=_days(each.since, each.until))
            for each in self.body.ruled
        ]
        extra = [
            self._line(each, _("Tambahan waktu dalam uji: %(percent)s%%.", percent=each.percent))
            for each in self.body.extra_time
        ]
        outages = [
            self._line(
                each,
                _("Sistem tidak dapat dipakai: %(title)s.", title=each.title),
                when=_days(each.since, each.until),
            )
            for each in self.body.outages
        ]
        return Section(
            "ruled",
            _("Pengecualian, kelonggaran, dan gangguan sistem"),
            (*ruled, *extra, *outages),
            empty=_("Tidak ada yang tercatat."),
        )

    def _entered(self, key: str, title: str, entered: Iterable[Entered]) -> Section:
        lines = tuple(self._line(each, entered_sentence(each)) for each in entered)
        return Section(key, title, lines, empty=_("Tidak ada yang tercatat."))

    def _remedial(self) -> Section:
        lines = [
            self._line(
                each,
                _(
                    "Pembinaan tentang butir %(clauses)s, diminta selesai %(day)s.",
                    clauses=", ".join(each.clauses),
                    day=show_date(each.due_on),
                ),
                when=show_date(each.on),
            )
            for each in self.body.remedial
        ]
        return Section(
            "remedial", _("Pembinaan sebelumnya"), tuple(lines), empty=_("Tidak ada yang tercatat.")
        )

    def _openings(self) -> Section:
        words = opened_words()
        lines = [
            self._line(
                each,
                _(
                    "%(name)s %(what)s. Alasan: %(reason)s",
                    name=each.name,
                    what=words.get(each.what, each.what),
                    reason=each.reason,
                ),
                when=moment_words(each.at, self.zone),
            )
            for each in self.body.openings
        ]
        return Section(
            "openings",
            _("Siapa yang membuka berkas ini"),
            tuple(lines),
            empty=_("Belum ada yang membukanya sampai berkas ini disusun."),
            lead=_("Pegawai yang bersangkutan melihat daftar yang sama, juga yang terjadi sesudah ini."),
        )

    def _later(self) -> Section:
        lines = [
            self._line(each, later_sentence(each), when=self._days_of(each), tab=each.clause)
            for each in self.body.later
        ]
        return Section(
            "later",
            _("Yang baru terjadi atau baru tercatat sesudahnya"),
            tuple(lines),
            empty=_("Tidak ada."),
            lead=_("Belum diketahui siapa pun pada hari itu."),
        )

    def _days_of(self, later: Later) -> str:
        """When it was and, where that was another day, since when it is on record."""
        since = day_of(later.at, self.zone)
        if since == later.on:
            return show_date(later.on)
        return _("%(day)s; tercatat %(since)s", day=show_date(later.on), since=show_date(since))

    def _line(self, fact: Fact, text: str, *, when: str = "", tab: str = "") -> Line:
        return Line(text, self.numbers.get(fact.source or ""), when, tab)


def _days(since: date | None, until: date | None) -> str:
    return " – ".join(show_date(each) for each in dict.fromkeys((since, until)) if each)
