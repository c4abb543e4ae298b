"""The days of both procedures, counted by hand over Lebaran and Christmas of 2026."""

from datetime import date

import pytest

from training.decisions.cases.procedure.acts import Closed, Missed, Remedied, Replied
from training.decisions.cases.procedure.past import Due, Standing
from training.decisions.cases.surroundings import kind_of

from .histories import (
    HEAD,
    OFFICER,
    History,
    own_term,
    summons,
    terms_of,
    until_decided,
    verdict,
)


def due(standing: Standing, key: str) -> Due:
    return next(each for each in (*standing.due, *standing.met) if each.key == key)


@pytest.mark.parametrize(
    ("received", "last_objection", "effective"),
    [
        (date(2026, 3, 10), date(2026, 4, 7), date(2026, 4, 8)),  # Nyepi, Lebaran and Good Friday between
        (date(2026, 12, 9), date(2026, 12, 31), date(2027, 1, 4)),  # Christmas and New Year between
        (date(2026, 7, 1), date(2026, 7, 21), date(2026, 7, 22)),  # nothing between
    ],
)
def test_a_penalty_works_from_the_fifteenth_working_day(
    received: date, last_objection: date, effective: date
) -> None:
    history = until_decided("discipline", on=received).delivered(received)
    standing = history.stand(received)
    assert due(standing, "objection").day == last_objection
    assert standing.effective_on == due(standing, "effect").day == effective
    assert not history.stand(effective.replace(day=effective.day - 1)).final
    assert history.stand(effective).final
    assert "objected" in standing.next_acts
    assert "closed" not in standing.next_acts
    assert "closed" in history.stand(effective).next_acts


def test_who_was_dismissed_appeals_to_a_board() -> None:
    history = until_decided("discipline", verdict("dismissal")).delivered(date(2026, 12, 9))
    standing = history.stand(date(2026, 12, 9))
    assert due(standing, "appeal_bpasn").day == date(2026, 12, 31)
    assert not any(each.key == "objection" for each in standing.due)


def test_a_moral_sanction_works_at_once_and_leaves_no_way_unless_the_office_opens_one() -> None:
    history = until_decided().delivered(date(2026, 12, 9))
    standing = history.stand(date(2026, 12, 9))
    assert standing.effective_on == date(2026, 12, 9)
    assert standing.final
    assert "objected" not in standing.next_acts
    opened = terms_of("ethics", [own_term("ethics", "objection", 5)])
    standing = history.stand(date(2026, 12, 9), terms=opened)
    assert due(standing, "objection").day == date(2026, 12, 16)
    assert "objected" in standing.next_acts
    assert not history.stand(date(2026, 12, 16), terms=opened).final
    assert history.stand(date(2026, 12, 17), terms=opened).final


def test_a_term_of_the_office_counts_from_its_own_day_on() -> None:
    opened = terms_of("ethics", [own_term("ethics", "objection", 5, since=date(2026, 12, 10))])
    assert "objected" not in until_decided().delivered(date(2026, 12, 9)).stand(terms=opened).next_acts
    assert "objected" in until_decided().delivered(date(2026, 12, 10)).stand(terms=opened).next_acts


@pytest.mark.parametrize(
    ("track", "hearing", "told"),
    [
        ("ethics", date(2026, 12, 29), True),
        ("ethics", date(2026, 12, 30), False),
        ("discipline", date(2026, 12, 30), False),
        ("discipline", date(2026, 12, 31), True),
    ],
)
def test_seven_working_days_of_notice_read_both_ways(track: str, hearing: date, told: bool) -> None:
    letter = date(2026, 12, 17)
    history = History(track).appointed()
    history.add(summons(1, letter, hearing), letter)
    standing = history.stand(hearing)
    assert due(standing, "summons_notice").day == date(2026, 12, 30)
    assert [each.code for each in standing.warnings] == (["notice"] if told else [])


def test_the_second_letter_is_due_seven_working_days_after_the_missed_day() -> None:
    history = History("discipline", happened_on=date(2026, 3, 2), reported_on=date(2026, 3, 2)).appointed()
    history.summoned(1, date(2026, 3, 9), date(2026, 3, 16)).add(Missed(turn=1), date(2026, 3, 16))
    found = due(history.stand(date(2026, 4, 1)), "second_summons")
    assert (found.day, found.late, found.met_on) == (date(2026, 4, 1), False, None)
    assert due(history.stand(date(2026, 4, 2)), "second_summons").late
    history.summoned(2, date(2026, 4, 2), date(2026, 4, 10))
    found = due(history.stand(date(2026, 5, 1)), "second_summons")
    assert (found.late, found.met_on) == (True, date(2026, 4, 2))
    assert "second_summons_late" in [each.code for each in history.stand().warnings]


def test_the_decision_is_to_reach_the_officer_within_fourteen_working_days() -> None:
    history = until_decided("discipline", on=date(2026, 12, 4))
    assert due(history.stand(date(2026, 12, 4)), "delivery").day == date(2026, 12, 28)
    assert not due(history.stand(date(2026, 12, 28)), "delivery").late
    assert due(history.stand(date(2026, 12, 29)), "delivery").late
    late = history.delivered(date(2026, 12, 29)).stand()
    assert "delivery_late" in [each.code for each in late.warnings]
    assert "delivered" not in late.next_acts


def test_who_was_absent_is_sent_the_decision_within_three_working_days() -> None:
    absent_on = date(2026, 12, 21)
    in_time = until_decided("discipline", on=date(2026, 12, 14)).delivered(
        date(2026, 12, 30), how="sent", sent_on=date(2026, 12, 28), absent_on=absent_on
    )
    found = due(in_time.stand(), "sent_when_absent")
    assert (found.day, found.met_on, found.late) == (date(2026, 12, 28), date(2026, 12, 28), False)
    slow = until_decided("discipline", on=date(2026, 12, 14)).delivered(
        date(2026, 12, 30), how="sent", sent_on=date(2026, 12, 29), absent_on=absent_on
    )
    assert due(slow.stand(), "sent_when_absent").late


def test_an_objection_stops_the_effect_until_others_decided() -> None:
    history = until_decided("discipline").delivered(date(2026, 11, 23)).objected(date(2026, 12, 1))
    standing = history.stand(date(2026, 12, 2))
    assert (standing.effective_on, standing.final) == (None, False)
    assert due(standing, "objection_decision").day == date(2027, 1, 4)
    assert "closed" not in standing.next_acts
    assert "remedied" not in standing.next_acts
    history.referred(date(2026, 12, 2)).reviewed(date(2026, 12, 4), "upheld")
    assert history.stand(date(2026, 12, 4)).effective_on == date(2026, 12, 14)
    assert not history.stand(date(2026, 12, 11)).final
    assert history.stand(date(2026, 12, 14)).final


def test_what_an_objection_changed_works_from_the_day_of_that_decision_at_the_earliest() -> None:
    lighter = verdict("verbal_reprimand")
    history = until_decided("discipline").delivered(date(2026, 11, 23)).objected(date(2026, 12, 1))
    history.referred(date(2026, 12, 2)).reviewed(date(2027, 1, 20), "changed", lighter)
    standing = history.stand(date(2027, 1, 20))
    assert standing.effective_on == date(2027, 1, 20)
    assert standing.decided is not None
    assert (standing.decided.number, standing.decided.reviewed) == ("SK 3", True)
    assert standing.decided.verdict == lighter
    assert "answer_late" in [each.code for each in standing.warnings]


def test_what_was_cancelled_is_final_at_once_and_nothing_stands() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1))
    history.referred(date(2026, 12, 2)).reviewed(date(2026, 12, 4), "cancelled")
    standing = history.stand(date(2026, 12, 4))
    assert (standing.decided, standing.effective_on, standing.final) == (None, None, True)
    assert "remedied" not in standing.next_acts
    assert "closed" in standing.next_acts


def test_what_was_not_proven_is_final_once_it_was_received() -> None:
    history = until_decided("discipline", verdict(proven=False))
    assert not history.stand().final
    history.delivered(date(2026, 11, 25))
    standing = history.stand(date(2026, 11, 25))
    assert (standing.final, standing.effective_on) == (True, None)
    assert "objected" not in standing.next_acts


def test_an_objection_that_comes_late_is_taken_and_shown_as_late() -> None:
    history = until_decided("discipline").delivered(date(2026, 11, 23))
    assert "objected" in history.stand(date(2027, 3, 1)).next_acts
    history.objected(date(2026, 12, 14))
    assert "objection_late" in [each.code for each in history.stand().warnings]
    in_time = until_decided("discipline").delivered(date(2026, 11, 23)).objected(date(2026, 12, 11))
    assert "objection_late" not in [each.code for each in in_time.stand().warnings]


def test_years_nobody_knows_are_said() -> None:
    history = until_decided("discipline", on=date(2031, 3, 3)).delivered(date(2031, 3, 3))
    standing = history.stand(date(2031, 4, 1))
    assert due(standing, "effect").unknown_years == (2031,)
    assert "unknown_years" in [each.code for each in standing.warnings]


def test_a_day_says_where_it_comes_from() -> None:
    found = due(until_decided("discipline").stand(date(2026, 11, 20)), "delivery")
    assert "PP 94/2021" in found.source
    assert not found.own
    own = terms_of("discipline", [own_term("discipline", "delivery", 5, source="Aturan kantor")])
    found = due(until_decided("discipline").stand(date(2026, 11, 20), terms=own), "delivery")
    assert (found.day, found.source, found.own) == (date(2026, 11, 27), "Aturan kantor", True)


def test_the_officer_may_reply_late_and_is_not_asked_once_it_is_decided() -> None:
    history = History("discipline").appointed().summoned().heard()
    assert due(history.stand(date(2026, 11, 16)), "reply").day == date(2026, 11, 24)
    history.proposed(verdict("written_reprimand"))
    history.add(Replied(text="Saya tidak menerima."), date(2026, 11, 27), OFFICER)
    assert due(history.stand(), "reply").late
    history.decided(verdict("written_reprimand"), date(2026, 11, 30))
    assert [each.code for each in history.stand().warnings] == ["no_dossier"]
    silent = until_decided("discipline").stand()
    assert not any(each.key == "reply" for each in (*silent.due, *silent.met))
    assert "no_reply" in [each.code for each in silent.warnings]


def test_training_is_late_after_its_day_and_done_when_it_was_done() -> None:
    history = until_decided().delivered()
    history.add(Remedied(clauses=("D.4",), due_on=date(2026, 12, 21)), date(2026, 11, 24))
    number = history.steps[-1].number
    assert not due(history.stand(date(2026, 12, 21)), "remedial").late
    assert due(history.stand(date(2026, 12, 22)), "remedial").late
    done = due(history.stand(trained={number: date(2026, 12, 20)}), "remedial")
    assert (done.met_on, done.late, done.own) == (date(2026, 12, 20), False, True)


def test_the_decision_that_stands_names_its_official() -> None:
    standing = until_decided().stand()
    assert standing.decided is not None
    assert (standing.decided.by, standing.decided.on) == (HEAD, date(2026, 11, 20))


def test_once_an_objection_was_answered_nothing_is_waited_for() -> None:
    opened = terms_of("ethics", [own_term("ethics", "objection", 30)])
    history = until_decided().delivered(date(2026, 11, 23)).objected(date(2026, 11, 24))
    history.referred(date(2026, 11, 25)).reviewed(date(2026, 11, 26), "upheld")
    assert history.stand(date(2026, 11, 26), terms=opened).final


def test_where_the_law_left_no_way_there_is_none() -> None:
    old = kind_of("discipline", date(2020, 5, 4))
    standing = until_decided("discipline").delivered(date(2026, 12, 9)).stand(kind_of=old)
    assert "objected" not in standing.next_acts
    assert not any(each.key == "objection" for each in standing.due)


def test_what_was_answered_reaches_the_officer_without_counting_anew() -> None:
    history = until_decided("discipline").delivered(date(2026, 11, 23)).objected(date(2026, 12, 1))
    history.referred(date(2026, 12, 2)).reviewed(date(2026, 12, 4), "upheld").delivered(date(2026, 12, 21))
    assert history.stand().effective_on == date(2026, 12, 14)


def test_after_the_second_absence_no_third_letter_is_due() -> None:
    history = History().appointed().summoned().add(Missed(turn=1), date(2026, 11, 13))
    history.summoned(2, date(2026, 11, 17), date(2026, 11, 27)).add(Missed(turn=2), date(2026, 11, 27))
    standing = history.stand()
    keys = [each.key for each in (*standing.due, *standing.met)]
    assert keys.count("second_summons") == 1


def test_what_is_open_when_a_case_is_closed_is_not_called_late() -> None:
    history = until_decided().delivered()
    history.add(Remedied(clauses=("D.4",), due_on=date(2026, 12, 21)), date(2026, 11, 24))
    history.add(Closed(why="decided", kept_until=date(2032, 1, 1)), date(2026, 12, 1))
    assert not due(history.stand(date(2027, 5, 1)), "remedial").late


def test_the_effect_is_open_until_its_day() -> None:
    history = until_decided("discipline").delivered(date(2026, 11, 23))
    assert "effect" in [each.key for each in history.stand(date(2026, 12, 13)).due]
    assert "effect" in [each.key for each in history.stand(date(2026, 12, 14)).met]
