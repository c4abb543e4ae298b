"""The page where a decree is taken in: a file or pasted words become a draft to be reviewed."""

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other
from ..people.session import current_person
from . import intake
from .formats import BadFile, Fault
from .forms import IntakeForm
from .kinds.limits import LIMITS
from .models import CodeVersion
from .sources import Source
from .views import Page, blueprint

NEW = "new"


@blueprint.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: Any) -> None:
    # Before the CSRF check reads the form; every other page keeps the small limit.
    if endpoint == "codes.new" and request.method == "POST":
        request.max_content_length = LIMITS.upload + 1024 * 1024


@blueprint.route("/codes/new", methods=["GET", "POST"])
@guard("codes.publish")
def new() -> Page:
    form = _intake_form()
    if not form.is_submitted() or not form.validate():
        return _new_page(form, 422 if form.is_submitted() else 200)
    file = request.files.get("file")
    data, name = (file.read(), file.filename or "naskah") if file else (b"", "tempelan.txt")
    if not data and not (form.text.data or "").strip():
        form.file.errors = [_("Pilih berkas, atau tempelkan teksnya.")]
        return _new_page(form, 422)
    # Nobody else should wait while a long document is read.
    db.session.rollback()
    try:
        source = intake.source_of(data, name[:200], form.text.data or "")
        moment = now()
        version = intake.take_in(current_person().agency, source, name[:200], _told(form), now=moment)
    except BadFile as error:
        form.file.errors = [f"{name}: {_fault(fault)}" for fault in error.faults]
        return _new_page(form, 422)
    except (intake.SlugTaken, intake.SlugKnown, intake.BadSlug) as error:
        db.session.rollback()
        form.slug.errors = [_slug_words(error)]
        return _new_page(form, 422)
    db.session.commit()
    _tell(version, source, fresh=version.created_at == moment)
    return see_other("codes.review", slug=version.code.slug, number=version.number)


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
    return render_template("codes/new.html", form=form, most=LIMITS.upload // (1024 * 1024)), status


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


def _tell(version: CodeVersion, source: Source, *, fresh: bool) -> None:
    """Say what was read, what the document's reader remarked, and which pages hold no text."""
    if not fresh:
        flash(_("Naskah ini sudah tersimpan sebagai versi %(number)s.", number=version.number), "note")
        return
    count = len(version.clauses)
    flash(ngettext("%(num)s butir terbaca dari naskah.", "%(num)s butir terbaca dari naskah.", count), "good")
    for remark in source.notes:
        flash(remark, "wait")
    if source.unread:
        pages = ", ".join(map(str, source.unread[:20]))
        flash(_("Halaman tanpa teks, jadi belum terbaca: %(pages)s.", pages=pages), "wait")
