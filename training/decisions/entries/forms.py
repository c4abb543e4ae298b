"""The forms of entries, one for each kind, and of a withdrawal."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from ...core.i18n import TranslatedForm
from ..words import track_words
from .rules import ATTENDANCE, COMMENDATION, COMPLAINT, OUTAGE, SANCTION, Wanted
from .sheets import percent_of
from .words import all_level_words, sentences, upheld_words


class EntryForm(TranslatedForm, FlaskForm):
    """What all kinds share. `kind` is set by whoever picks the form."""

    kind = ""
    form_errors: list[str]

    def wanted(self) -> Wanted:
        """What was typed."""
        typed = {field.short_name: field.data for field in self if field.short_name != "csrf_token"}
        return Wanted(kind=self.kind, **{name: value for name, value in typed.items() if value is not None})

    def tell(self, why: Mapping[str, str]) -> None:
        """Say at each field what must change; what has no field is said above the form."""
        for name, sentence in sentences(why).items():
            if name in self:
                self[name].errors = [sentence]
            else:
                self.form_errors = [*self.form_errors, sentence]


class _SanctionForm(EntryForm):
    kind = SANCTION
    level = RadioField(_l("Jalur dan tingkat"), [Optional()])
    title = StringField(_l("Sanksi menurut keputusan"))
    number = StringField(_l("Nomor keputusan"))
    since = DateField(_l("Mulai berlaku"), [Optional()])
    until = DateField(_l("Hari terakhir dijalani"), [Optional()])
    note = TextAreaField(_l("Keterangan"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        tracks = track_words()
        self.level.choices = [
            (f"{track}.{level}", f"{tracks[track]}: {word}")
            for track, levels in all_level_words().items()
            for level, word in levels.items()
        ]

    def wanted(self) -> Wanted:
        """A level is chosen together with its track, so that the two never mix."""
        track, _dot, level = (self.level.data or "").partition(".")
        return Wanted(
            kind=self.kind,
            track=track,
            level=level,
            title=self.title.data or "",
            number=self.number.data or "",
            since=self.since.data,
            until=self.until.data,
            note=self.note.data or "",
        )

    def tell(self, why: Mapping[str, str]) -> None:
        """What is wrong with the track is said at the choice of both."""
        super().tell({"level" if name == "track" else name: code for name, code in why.items()})


class _CommendationForm(EntryForm):
    kind = COMMENDATION
    title = StringField(_l("Penghargaan atau pujian"))
    number = StringField(_l("Nomor surat"))
    since = DateField(_l("Tanggal"), [Optional()])
    note = TextAreaField(_l("Keterangan"))


class _AttendanceForm(EntryForm):
    kind = ATTENDANCE
    year = IntegerField(_l("Tahun"), [Optional()])
    percent = StringField(_l("Kehadiran, dalam persen"), [Optional()])
    absent_days = IntegerField(_l("Hari tidak masuk tanpa alasan sah"), [Optional()])
    note = TextAreaField(_l("Keterangan"))

    def wanted(self) -> Wanted:
        """A comma is as good as a dot."""
        return Wanted(
            kind=self.kind,
            year=self.year.data,
            percent=percent_of(self.percent.data or ""),
            absent_days=self.absent_days.data,
            note=self.note.data or "",
        )


class _ComplaintForm(EntryForm):
    kind = COMPLAINT
    number = StringField(_l("Nomor pengaduan"))
    title = StringField(_l("Isi singkat"))
    since = DateField(_l("Diterima"), [Optional()])
    upheld = RadioField(_l("Hasil"), [Optional()])
    note = TextAreaField(_l("Keterangan"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.upheld.choices = list(upheld_words().items())


class _OutageForm(EntryForm):
    kind = OUTAGE
    title = StringField(_l("Apa yang terganggu"))
    since = DateField(_l("Hari pertama"), [Optional()])
    until = DateField(_l("Hari terakhir"), [Optional()])
    note = TextAreaField(_l("Keterangan"))


FORMS: dict[str, type[EntryForm]] = {
    form.kind: form
    for form in (_SanctionForm, _CommendationForm, _AttendanceForm, _ComplaintForm, _OutageForm)
}


class WithdrawForm(TranslatedForm, FlaskForm):
    reason = TextAreaField(_l("Alasan"))

    def tell(self, why: Mapping[str, str]) -> None:
        """Say what must change."""
        self.reason.errors = list(sentences(why).values())


class SheetForm(TranslatedForm, FlaskForm):
    file = FileField(_l("Berkas CSV"))
    text = TextAreaField(_l("Atau tempel barisnya di sini"))

    def data_of(self) -> bytes:
        """What was sent: the file, else the pasted rows."""
        if self.file.data:
            return bytes(self.file.data.read())
        return (self.text.data or "").encode()
