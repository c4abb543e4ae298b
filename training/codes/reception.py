"""Where a decree is taken in: a file or pasted words become a draft at once, or wait in line to be read."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.requests import showable
from ..core.web import see_other, wants_fragment
from ..people.session import current_person
from . import intake, waiting
from .extraction import How
from .faults import BadFile, Fault
from .forms import IntakeForm
from .kinds.limits import LIMITS, MEGABYTE
from .models import CodeVersion
from .taking_up import slots
from .views import Page, blueprint

NEW = "new"


@blueprint.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: Any) -> None:
    # Before the CSRF check reads the form; every other page keeps the small limit.
    if endpoint == "codes.new" and request.method == "POST":
        request.max_content_length = LIMITS.upload + MEGABYTE


@blueprint.route("/codes/new", methods=["GET", "POST"])
@guard("codes.publish")
def new() -> Page:
    form = _intake_form()
    if not form.is_submitted() or not form.validate():
        return _new_page(form, 422 if form.is_submitted() else 200)
    try:
        answer = _receive(form)
    except (BadFile, waiting.TooMany, Nothing) as error:
        db.session.rollback()
        form.file.errors = _file_words(error)
        return _new_page(form, 422)
    except (intake.SlugTaken, intake.SlugKnown, intake.BadSlug) as error:
        db.session.rollback()
        form.slug.errors = [_slug_words(error)]
        return _new_page(form, 422)
    db.session.commit()
    return answer


@blueprint.get("/codes/intakes/<ref>")
@guard("codes.publish")
def intake_progress(ref: str) -> Page:
    row = waiting.find(current_person(), ref) or abort(404)
    if wants_fragment() and not row.unfinished:
        # Not a 303, which the browser would follow unseen and so use up what the next page has to say.
        return Response(headers={"HX-Redirect": url_for("codes.intake_progress", ref=ref)})
    if row.version:
        _tell(row.version, row.notes, row.unread, fresh=row.version.created_at >= row.queued_at)
        return see_other("codes.review", slug=row.version.code.slug, number=row.version.number)
    page = "codes/_intake.html" if wants_fragment() else "codes/intake.html"
    return render_template(page, row=row, line=waiting.line_of(row, now()))


@blueprint.post("/codes/intakes/<ref>/cancellation")
@guard("codes.publish")
def cancel_intake(ref: str) -> Page:
    row = waiting.find(current_person(), ref) or abort(404)
    if not waiting.cancel(row, now=now()):
        db.session.rollback()
        return see_other("codes.intake_progress", ref=ref)
    db.session.commit()
    flash(_("%(name)s tidak jadi dibaca. Berkasnya sudah dihapus.", name=row.name), "note")
    return see_other("codes.new")


class Nothing(ValueError):
    """Neither a file nor pasted words."""


def _receive(form: IntakeForm) -> Page:
    """Read what was sent while the person waits, or put it in line."""
    data, name, how = _sent(form)
    intake.check_name(current_person().agency, _told(form))
    # Nobody else should wait while a long document is read.
    db.session.rollback()
    try:
        reading = intake.read_quickly(data, name, how, slots())
    except intake.MustWait as must:
        row = waiting.wait_in_line(current_person(), data, name, must.how, _told(form), now=now())
        return see_other("codes.intake_progress", ref=row.ref)
    moment = now()
    version = intake.take_in(current_person().agency, reading, name, _told(form), now=moment)
    _tell(version, reading.source.notes, reading.source.unread, fresh=version.created_at == moment)
    return see_other("codes.review", slug=version.code.slug, number=version.number)


def _sent(form: IntakeForm) -> tuple[bytes, str, How]:
    file, text = request.files.get("file"), form.text.data or ""
    data = file.read() if file else b""
    if file and data:
        return data, showable(file.filename or "naskah")[:200], "text"
    if not text.strip():
        raise Nothing
    return text.encode(), "tempelan.txt", "pasted"


def _intake_form() -> IntakeForm:
    form = IntakeForm()
    codes = intake.codes_of(current_person())
    form.code.choices = [(code.ref, _("Versi baru dari: %(title)s", title=code.title)) for code in codes]
    form.code.choices.append((NEW, _("Kode etik baru")))
    form.codes = codes
    return form


def _told(form: IntakeForm) -> intake.Told:
    code = next((code for code in intake.codes_of(current_person()) if code.ref == form.code.data), None)
    return intake.Told(
        code,
        (form.slug.data or "").strip(),
        (form.title.data or "").strip(),
        (form.decree.data or "").strip(),
        form.decree_date.data,
        form.in_force_from.data,
    )


def _new_page(form: IntakeForm, status: int) -> tuple[str, int]:
    rows = waiting.unfinished(current_person())
    return render_template("codes/new.html", form=form, most=LIMITS.upload // MEGABYTE, rows=rows), status


def _file_words(error: Exception) -> list[str]:
    if isinstance(error, BadFile):
        return [f"{error.name}: {_fault(fault)}" for fault in error.faults]
    if isinstance(error, waiting.TooMany):
        many = _("Sudah ada %(most)s naskah yang menunggu dibaca.", most=waiting.MOST_WAITING)
        return [many, _("Tunggu satu selesai, atau batalkan satu.")]
    return [_("Pilih berkas, atau tempelkan teksnya.")]


def _fault(fault: Fault) -> str:
    """`baris 14: …` or `halaman 3: …`: what is wrong and where in the document."""
    place = _("baris %(line)s", line=fault.line) if fault.line else fault.path
    return f"{place}: {fault.message}" if place else fault.message


def _slug_words(error: ValueError) -> str:
    if isinstance(error, intake.SlugKnown):
        return _("Nama pendek ini sudah dipakai kode etik Anda. Pilih kode itu untuk menambah versinya.")
    if isinstance(error, intake.SlugTaken):
        return _("Nama pendek ini sudah dipakai instansi lain. Pilih nama lain.")
    return _("Nama pendek hanya memuat huruf kecil, angka, dan tanda hubung.")


def _tell(version: CodeVersion, notes: Iterable[str], unread: Sequence[int], *, fresh: bool) -> None:
    """Say what was read, what the document's reader remarked, and which pages hold no text."""
    if not fresh:
        flash(_("Naskah ini sudah tersimpan sebagai versi %(number)s.", number=version.number), "note")
        return
    count = len(version.clauses)
    flash(ngettext("%(num)s butir terbaca dari naskah.", "%(num)s butir terbaca dari naskah.", count), "good")
    for remark in notes:
        flash(remark, "wait")
    if unread:
        pages = ", ".join(map(str, unread[:20]))
        flash(_("Halaman tanpa teks, jadi belum terbaca: %(pages)s.", pages=pages), "wait")
