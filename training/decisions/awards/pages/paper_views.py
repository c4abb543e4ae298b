"""Awards as files: the certificate, its receipt, and the result of a check."""

import re
from typing import Any

from flask import Response, abort, flash, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ....certifications.addresses import public_origin
from ....certifications.printing.views import file_name
from ....core.access import guard
from ....core.clock import day_in, now
from ....core.i18n import show_date, show_datetime
from ....core.web import see_other
from ....ledger.handing import hand_receipt
from ....people.models import Person
from ....people.session import current_person
from ....reports.exporting.rules import CSV, MIMETYPES, XLSX
from ....reports.own.looks import looked
from ..awarding import find_award
from ..checks.checking import check
from ..checks.gathering import Appointment
from ..models import Award
from ..people import find_colleague
from ..printing import award_pdf as print_award
from ..printing import check_pdf, frozen_pdf
from ..schemes.service import find_scheme, version_on
from ..siasn import make_file
from ..views import CHECK, blueprint
from .candidate_views import day_of, looked_for
from .desk import show, show_own
from .screens import rows_of

Page = str | BaseResponse | tuple[str, int]
YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@blueprint.get("/awards/<ref>.pdf")
@guard("matters.answer")
def award_pdf(ref: str) -> Page:
    award = _award(ref)
    return _file(print_award(award, origin=public_origin()), award.number, award.person)


@blueprint.get("/awards/<ref>/receipt")
@guard("matters.answer")
def award_receipt(ref: str) -> Any:
    """That the award was given, provable without us."""
    award = _award(ref)
    return hand_receipt(f"{award.record_kind}:{award.ref}", award.number, kind="award.given")


@blueprint.post("/awards/given")
@guard("awards.manage")
def given_rows() -> Page:
    """The awards of a year as rows for SIASN; who takes them is on record."""
    typed, form = request.form.get("year", ""), request.form.get("form", CSV)
    if not YEAR.fullmatch(typed) or form not in (CSV, XLSX):
        flash(_("Isi tahun dengan empat angka."), "bad")
        return see_other("awards.desk")
    made = make_file(current_person(), int(typed), form, now=now())
    return send_file(made.file, mimetype=MIMETYPES[form], as_attachment=True, download_name=made.name)


@blueprint.get("/awards/schemes/<ref>/check.pdf")
@guard("awards.manage")
def candidate_paper(ref: str) -> Page:
    """The check of one colleague on paper."""
    reader, moment, typed = current_person(), now(), looked_for()
    scheme = find_scheme(reader, ref) or abort(404)
    subject = find_colleague(reader, request.args.get("person", ""))
    if subject is None:
        return see_other("awards.candidate", ref=ref)
    as_of = day_of(typed["as_of"]) or day_in(reader.agency.zone, moment)
    version = version_on(scheme, as_of) or abort(404)
    paper = Appointment(day_of(typed["appointed_on"]), typed["appointed_paper"])
    found = check(subject, version, as_of=as_of, known_by=moment, appointment=paper)
    under = _(
        "keadaan per %(day)s, menurut yang tercatat %(at)s", day=show_date(as_of), at=show_datetime(moment)
    )
    rows = rows_of(found.criteria, found.said)
    made = check_pdf(subject, version, rows, under=under, reader=reader, at=moment)
    return _file(made, _("telaah-%(ref)s", ref=subject.ref), subject)


@blueprint.get("/nominations/<ref>/check.pdf")
@guard("matters.sit")
def check_paper(ref: str) -> Page:
    shown = show(current_person(), ref) or abort(404)
    made = frozen_pdf(shown, current_person(), now())
    return _file(made, f"{shown.nomination.number}-telaah", shown.nomination.subject)


@blueprint.get("/awards/mine/<ref>/check.pdf")
@guard("matters.answer")
def own_check_paper(ref: str) -> Page:
    shown = show_own(current_person(), ref) or abort(404)
    made = frozen_pdf(shown, current_person(), now())
    return _file(made, f"{shown.nomination.number}-telaah", shown.nomination.subject)


def _award(ref: str) -> Award:
    """An award of one's own, or of the agency for who keeps awards."""
    reader = current_person()
    award = find_award(ref)
    if award is None or (award.person_id != reader.id and not _keeps(reader, award)):
        abort(404)
    return award


def _keeps(reader: Person, award: Award) -> bool:
    return reader.may("awards.manage") and reader.agency_id == award.agency_id


def _file(content: bytes, name: str, subject: Person) -> Response:
    """The file; whoever it is about is told who took it."""
    reader, safe = current_person(), file_name(name)
    looked(reader, subject, CHECK, now())
    headers = {"Content-Disposition": f'attachment; filename="{safe}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
