"""Taking a case up: by the clauses of the day of the act, about who was in service then, once."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.codes.models import SUPERSEDED, CodeVersion
from training.codes.service import version_in_force
from training.core.access import Role
from training.core.db import db
from training.decisions.cases.opening import versions_on
from training.decisions.cases.procedure import acts
from training.decisions.cases.reporter import ReporterSaid
from training.decisions.cases.service import Refused, open_case, standing_of
from training.decisions.cases.serving import service_of
from training.decisions.gate import find
from training.decisions.models import Case
from training.people.models import Departure, Posting, RoleGrant

from ... import cast
from ..office import person_of
from .walking import INCIDENT, MONDAY, Walk, a_case, decided, heard, opened, panel, verdict


def refused(
    act: acts.Opened, *, by: cast.Member = cast.ratna, about: cast.Member = cast.sari, **more: Any
) -> Any:
    """The faults with which an office is told that it cannot take this up."""
    with pytest.raises(Refused) as told:
        open_case(person_of(by), act, subject=person_of(about), now=MONDAY, **({"reporter": None} | more))
    return [(fault.path, fault.code) for fault in told.value.faults]


def test_the_clauses_are_kept_in_the_words_of_that_day(board: Flask) -> None:
    with board.app_context():
        case = a_case(clauses=("D.4", "D.2"))
        version = version_in_force(case.agency_id)
        assert version is not None
        texts = {clause.address: clause.text for clause in version.clauses}
        kept = {row.address: (row.text, row.version_id) for row in case.clauses}
        assert kept == {each: (texts[each], version.id) for each in ("D.4", "D.2")}
        assert (case.number, case.rev) == ("ETIK/2026/0001", 1)
        assert standing_of(case, now=MONDAY).stage == "opened"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"clauses": ("Z.9",)}, [("clauses-0", "unknown_clause")]),
        ({"clauses": ("D.4", "D.4")}, [("clauses-1", "twice")]),
        ({"happened_on": date(2026, 11, 24)}, [("happened_on", "after_report")]),
        ({"happened_until": date(2026, 11, 19)}, [("happened_until", "before_start")]),
        ({"happened_until": date(2026, 11, 24)}, [("happened_until", "after_report")]),
        ({"reported_on": date(2026, 11, 24)}, [("reported_on", "future")]),
        ({"channel": "other_track"}, [("channel", "came_from")]),
    ],
)
def test_what_contradicts_itself_is_refused(
    board: Flask, fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with board.app_context():
        assert refused(opened(**fields)) == expected
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0


def test_an_incident_before_the_officers_service_is_refused_with_both_days(board: Flask) -> None:
    with board.app_context():
        sari = person_of(cast.sari)
        sari.joined_on = date(2026, 11, 21)
        db.session.commit()
        with pytest.raises(Refused) as told:
            open_case(person_of(cast.ratna), opened(), subject=sari, reporter=None, now=MONDAY)
        (fault,) = told.value.faults
        assert (fault.path, fault.code) == ("happened_on", "before_service")
        assert fault.values == {"since": date(2026, 11, 21), "day": INCIDENT}
        db.session.rollback()
        sari.joined_on = INCIDENT
        db.session.commit()
        a_case()


def test_without_a_day_of_joining_the_first_post_tells(board: Flask) -> None:
    with board.app_context():
        sari = person_of(cast.sari)
        post = db.session.scalars(sa.select(Posting).filter_by(person_id=sari.id)).one()
        sari.joined_on, post.since = None, date(2026, 11, 21)
        db.session.commit()
        assert refused(opened()) == [("happened_on", "before_service")]
        db.session.delete(post)
        db.session.commit()
        assert service_of(sari).since is None
        a_case()


def test_an_incident_after_who_left_is_refused_until_they_were_back(board: Flask) -> None:
    with board.app_context():
        sari = person_of(cast.sari)
        left = Departure(agency_id=sari.agency_id, person_id=sari.id, left_on=date(2026, 11, 10))
        left.recorded_at = MONDAY - timedelta(days=10)
        db.session.add(left)
        sari.left_on = left.left_on
        db.session.commit()
        assert refused(opened()) == [("happened_on", "after_service")]
        left.back_on, sari.left_on = date(2026, 11, 20), None
        db.session.commit()
        a_case()
        assert refused(opened(happened_on=date(2026, 11, 19))) == [("happened_on", "after_service")]
        spread = opened(happened_on=date(2026, 11, 9), happened_until=date(2026, 11, 12))
        assert refused(spread) == [("happened_until", "after_service")]
        a_case(happened_on=date(2026, 11, 10))


def test_an_act_in_service_of_somebody_who_left_since_is_taken_up(board: Flask) -> None:
    with board.app_context():
        sari = person_of(cast.sari)
        sari.left_on = date(2026, 11, 21)
        db.session.commit()
        assert a_case().subject is sari


def test_before_any_code_was_in_force_there_is_no_clause_to_cite(board: Flask) -> None:
    with board.app_context():
        first = date(2026, 1, 5)
        db.session.execute(sa.update(CodeVersion).values(in_force_from=first))
        for row in db.session.scalars(sa.select(Posting)):
            row.since = date(2020, 1, 1)
        db.session.commit()
        assert refused(opened(happened_on=first - timedelta(days=1))) == [("happened_on", "no_code")]
        a_case(happened_on=first)


def test_the_version_of_that_day_is_cited_not_todays(board: Flask) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        today = version_in_force(ratna.agency_id)
        assert today is not None
        older = db.session.scalars(
            sa.select(CodeVersion).where(
                CodeVersion.code_id == today.code_id, CodeVersion.number < today.number
            )
        ).first()
        if older is None:
            older = CodeVersion(
                agency_id=today.agency_id,
                code_id=today.code_id,
                number=today.number + 1,
                title="Lama",
                source_name="lama.txt",
                source_text="lama",
                source_hash="0" * 64,
            )
            db.session.add(older)
        older.state, older.published_at = SUPERSEDED, MONDAY - timedelta(days=900)
        older.in_force_from, today.in_force_from = date(2024, 1, 1), date(2026, 11, 21)
        db.session.commit()
        assert versions_on(ratna.agency_id, INCIDENT) == [older]
        assert versions_on(ratna.agency_id, date(2026, 11, 21)) == [today]
        assert versions_on(ratna.agency_id, date(2023, 12, 31)) == []


def test_an_incident_before_any_training_is_taken_up(board: Flask) -> None:
    with board.app_context():
        assert a_case().happened_on == INCIDENT


def test_nobody_takes_up_their_own_case_or_one_of_another_agency(board: Flask) -> None:
    with board.app_context():
        assert refused(opened(), about=cast.ratna) == [("subject", "own_line")]
        assert ("subject", "unknown_person") in refused(opened(), about=cast.rangga)


def test_a_registrars_own_case_is_kept_by_another(board: Flask) -> None:
    with board.app_context():
        agus, ratna = person_of(cast.agus), person_of(cast.ratna)
        db.session.add(RoleGrant(person_id=agus.id, role=Role.REGISTRAR))
        db.session.commit()
        case = open_case(agus, opened(), subject=ratna, reporter=None, now=MONDAY)
        db.session.commit()
        assert find(ratna, Case, case.ref) is None and find(agus, Case, case.ref) is case
        with pytest.raises(Refused) as told:
            Walk(case).take(panel(), cast.ratna)
        assert [(fault.path, fault.code) for fault in told.value.faults] == [("by", "not_yours")]
        Walk(case).take(panel(), cast.agus)


def test_the_same_page_sent_twice_is_one_case(board: Flask) -> None:
    with board.app_context():
        act = opened(summary="Satu laporan, dua kali dikirim.")
        ratna, sari = person_of(cast.ratna), person_of(cast.sari)
        said = ReporterSaid("Warga Satu")
        once = open_case(ratna, act, subject=sari, reporter=said, now=MONDAY)
        db.session.commit()
        assert open_case(ratna, act, subject=sari, reporter=said, now=MONDAY) is once
        other = act.model_copy(update={"summary": "Laporan lain."})
        assert open_case(ratna, other, subject=sari, reporter=None, now=MONDAY) is not once
        Walk(once).take(acts.Closed(why="withdrawn", kept_until=date(2028, 1, 1)), cast.ratna)
        assert open_case(ratna, act, subject=sari, reporter=None, now=MONDAY) is not once


def test_discipline_follows_an_ethics_case_only_on_its_advice(board: Flask) -> None:
    with board.app_context():
        act = opened(track="discipline", channel="other_track")
        silent = decided().case
        assert refused(act, came_from=silent) == [("channel", "no_advice")]
        advising = decided(penalty="moral_closed", recommends_discipline=True).case
        other = opened(track="ethics", channel="other_track")
        assert refused(other, came_from=advising) == [("channel", "came_from")]
        assert refused(act, about=cast.joko, came_from=advising) == [("channel", "came_from")]
        assert refused(opened(track="discipline"), came_from=advising) == [("channel", "came_from")]
        case = open_case(
            person_of(cast.ratna),
            act,
            subject=person_of(cast.sari),
            reporter=None,
            now=MONDAY,
            came_from=advising,
        )
        assert (case.came_from_id, case.number) == (advising.id, "DISIPLIN/2026/0001")


def test_a_case_that_was_moved_goes_on_upon_the_other_track(board: Flask) -> None:
    with board.app_context():
        walk = heard()
        walk.take(acts.Closed(why="moved", kept_until=date(2028, 1, 1)), cast.ratna)
        act = opened(track="discipline", channel="other_track")
        ratna, sari = person_of(cast.ratna), person_of(cast.sari)
        case = open_case(ratna, act, subject=sari, reporter=None, now=MONDAY, came_from=walk.case)
        assert case.came_from_id == walk.case.id


def test_the_tracks_never_share_a_sanction(board: Flask) -> None:
    with board.app_context():
        walk = heard("discipline")
        with pytest.raises(Refused) as told:
            walk.take(acts.Proposed(verdict=verdict("moral_closed")), cast.sulastri)
        assert [fault.code for fault in told.value.faults] == ["unknown_penalty"]


def test_an_act_before_2021_is_judged_by_the_regulation_of_its_day(board: Flask) -> None:
    with board.app_context():
        db.session.execute(sa.update(CodeVersion).values(in_force_from=date(2019, 1, 1)))
        db.session.execute(sa.update(Posting).values(since=date(2015, 1, 1)))
        db.session.commit()
        walk = heard("discipline", happened_on=date(2020, 5, 4))
        old, new = verdict("rank_lowered_longer", months=36), verdict("allowance_cut", months=6)
        with pytest.raises(Refused):
            walk.take(acts.Proposed(verdict=new), cast.sulastri)
        db.session.rollback()
        walk.take(acts.Proposed(verdict=old), cast.sulastri)
