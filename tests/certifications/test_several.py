"""Several schemes for one person, and what HR decided by hand: excused days, extensions, waivers, temporary ones."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader

from training.certifications import service
from training.certifications.manual.models import ATTESTATION, Excusal, Extension, Provisional, Waiver
from training.certifications.models import Assignment, Certification, Period
from training.certifications.paper import read_paper
from training.certifications.printing.sheet import print_sheet, sheet_of
from training.certifications.requirements import requirements_of
from training.certifications.rules import Status
from training.certifications.standing import every_own, own, standings
from training.core.db import db
from training.people.models import Person

from .office import MORNING, complete, declare, hand_in, modules_for, person_of, rounds_of, scheme_for

DAY = timedelta(days=1)
DUE = date(2026, 12, 22)


def second_scheme(person: Person, **terms: object) -> Certification:
    """Another certification of the same code, asked of the person."""
    first = scheme_for(person)
    scheme = Certification(agency_id=person.agency_id, code=first.code, title="Petugas loket", **terms)
    db.session.add(scheme)
    db.session.flush()
    service.assign(person, scheme, due_on=DUE, now=MORNING - DAY)
    return scheme


def ruling(what: type, person: Person, /, *, at: datetime = MORNING - DAY, **values: object) -> object:
    about = {} if what is Excusal else {"certification": scheme_for(person)}
    row = what(
        agency_id=person.agency_id,
        person=person,
        reason="Surat kepala bidang",
        recorded_at=at,
        recorded_by=person,
        **about,
        **values,
    )
    db.session.add(row)
    db.session.commit()
    return row


def state(person: Person, on: str, **more: object) -> Status:
    return own(person, on=date.fromisoformat(on), **more).holding.state


def test_a_scheme_of_some_modules_is_certified_by_these(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        first, *rest = modules_for(sari)
        scheme = second_scheme(sari, modules=[first.key], attestation=False, active_months=6)
        hand_in(sari, first, MORNING)
        db.session.commit()
        (held,) = rounds_of(sari)
        assert held.certification_id == scheme.id and held.certificate.frozen["title"] == "Petugas loket"
        assert [each["key"] for each in held.certificate.frozen["modules"]] == [first.key]
        for module in rest:
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.commit()
        found = {period.certification_id for period in db.session.scalars(sa.select(Period))}
        assert found == {scheme.id, scheme_for_first(sari).id}


def scheme_for_first(person: Person) -> Certification:
    schemes = sa.select(Certification).filter_by(agency_id=person.agency_id).order_by(Certification.id)
    return db.session.scalars(schemes.limit(1)).one()


def test_what_presses_most_comes_first(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        complete(sari, MORNING)
        scheme = second_scheme(sari, pass_percent=95)
        mine = own(sari, on=DUE)
        assert mine.scheme.certification is scheme and mine.holding.state is Status.PENDING
        assert len(every_own(sari, on=DUE)) == 2
        asked = requirements_of(sari, mine, on=DUE)
        assert {each.mastery_percent for each in asked.modules} == {95}
        assert not any(each.counts for each in asked.modules), "90 percent is not enough for this one"


def test_a_closed_scheme_asks_nothing(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        scheme_for(sari).closed_at = MORNING
        db.session.commit()
        assert own(sari, on=DUE) is None
        for module in modules_for(sari):
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.commit()
        assert rounds_of(sari) == []


def test_the_excused_are_never_late_and_their_clock_stood_still(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        ruling(Excusal, sari, kind="leave", since=date(2026, 12, 1), until=date(2026, 12, 31))
        holding = own(sari, on=date(2026, 12, 25)).holding
        assert holding.excused and holding.state is Status.PENDING and not holding.late
        assert own(sari, on=date(2027, 1, 22)).holding.due_on == date(2027, 1, 22)
        assert state(sari, "2027-01-22") is Status.PENDING
        assert state(sari, "2027-01-23") is Status.OVERDUE


def test_an_extension_gives_days_and_later_dates_do_not_drift(app: Flask, cast) -> None:
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        ruling(Extension, sari, due_on=DUE + 20 * DAY)
        late = datetime.fromisoformat("2027-01-05T03:00:00+00:00")
        assert state(sari, "2027-01-05") is Status.PENDING and state(joko, "2027-01-05") is Status.OVERDUE
        assert complete(sari, late).valid_until == date(2027, 12, 21), "counted from the first due day"
        assert complete(joko, late).valid_until == date(2028, 1, 4), "late: counted from completion"


def test_a_waiver_counts_once_and_the_paper_does_not_call_it_passed(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        *most, last = modules_for(sari)
        waiver = ruling(Waiver, sari, subject=last.key)
        for module in most:
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.commit()
        (held,) = rounds_of(sari)
        assert waiver.used_by is held
        assert own(sari, on=held.completed_on).waived == ()
        named = {each["key"]: each for each in held.certificate.frozen["modules"]}
        assert named[last.key].get("waived") and not named[most[0].key].get("waived")


def test_the_sheet_says_what_was_waived_and_claims_no_declaration(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        *most, last = modules_for(sari)
        ruling(Waiver, sari, subject=last.key)
        ruling(Waiver, sari, subject=ATTESTATION)
        for module in most:
            hand_in(sari, module, MORNING)
        db.session.commit()
        (held,) = rounds_of(sari)
        paper = read_paper(held.certificate.frozen)
        assert [module.key for module in paper.waived] == [last.key] and paper.attested_on == ""
        pdf = print_sheet(sheet_of(held.certificate, None, origin="https://adab.contoh.id"))
        text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
        before, _, after = text.partition("Dibebaskan dengan keputusan, tanpa uji:")
        assert last.title in after and last.title not in before and most[0].title in before
        assert "menyatakan sanggup" not in text


def test_a_temporary_certification_counts_and_ends(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        ruling(Provisional, sari, since=date(2026, 12, 20), until=date(2027, 1, 10))
        assert state(sari, "2026-12-19") is Status.PENDING
        assert state(sari, "2026-12-23") is state(sari, "2027-01-10") is Status.GRACE
        assert state(sari, "2027-01-11") is Status.OVERDUE


@pytest.mark.parametrize("known", [True, False])
def test_what_was_decided_later_was_not_known_then(app: Flask, cast, known: bool) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        ruling(Excusal, sari, at=MORNING, kind="sick", since=date(2026, 11, 1), until=date(2027, 3, 1))
        then = MORNING if known else MORNING - timedelta(seconds=1)
        assert own(sari, on=DUE, known_by=then).holding.excused is known
        scheme = own(sari, on=DUE).scheme
        everybody = standings(scheme, on=DUE, zone=sari.agency.zone, known_by=then)
        assert everybody[sari.id].excused is known


def test_the_shorter_way_is_for_who_renews_in_time(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        held = complete(sari, MORNING)
        first = modules_for(sari)[0]
        scheme_for(sari).short_modules = [first.key]
        db.session.commit()
        on = held.window_opens + DAY
        asked = requirements_of(sari, own(sari, on=on), on=on)
        assert [each.key for each in asked.modules] == [first.key]
        late = held.valid_until + DAY
        asked = requirements_of(sari, own(sari, on=late), on=late)
        assert len(asked.modules) == len(modules_for(sari))


def test_an_assignment_that_ended_asks_nothing_and_may_begin_again(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        asked = db.session.scalars(sa.select(Assignment).filter_by(person_id=sari.id)).one()
        asked.ended_at = MORNING
        db.session.commit()
        assert not own(sari, on=DUE).asked
        again = service.assign(sari, scheme_for(sari), due_on=DUE + DAY, now=MORNING)
        db.session.commit()
        assert again is asked and own(sari, on=DUE).holding.due_on == DUE + DAY
