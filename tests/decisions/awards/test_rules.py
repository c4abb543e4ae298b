"""What a record says to the criteria of an award: vectors on the days that matter, and what always holds."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.rules import Held, Stretch, add_months
from training.decisions.awards.checks.answers import MET, Answer, first_day
from training.decisions.awards.checks.criteria import faults, read_criteria, write_criteria
from training.decisions.awards.checks.evidence import Certified, Entered, Evidence
from training.decisions.awards.checks.gaps import kind_of, runs_of, total
from training.decisions.awards.checks.gathering import hint_of
from training.decisions.awards.rules import precheck
from training.decisions.awards.schemes.catalogue import procedure_on, shipped

AS_OF = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=400)
DAY = timedelta(days=1)


def answer(criterion: dict[str, Any], known: Evidence, as_of: date = AS_OF, by: datetime = NOW) -> Answer:
    return precheck(read_criteria([criterion]), known, as_of=as_of, known_by=by)[0]


def codes(found: Answer) -> list[str]:
    return [each.code for each in found.why]


def served(years: int = 10, **known: Any) -> Answer:
    asked = {"kind": "service_years", "years": years}
    as_of = known.pop("as_of", AS_OF)
    return answer(asked, Evidence(**known), as_of)


def entered(kind: str, since: date, **said: Any) -> Entered:
    return Entered(
        **{"ref": "e" * 12, "kind": kind, "since": since, "until": None, "recorded_at": BEFORE} | said
    )


def sanction(since: date, **said: Any) -> Entered:
    return entered("sanction", since, **({"track": "discipline", "level": "medium"} | said))


NEVER = {"kind": "no_sanction", "track": "discipline", "levels": ["medium", "heavy"]}
FIVE = NEVER | {"years": 5}


# Years of service


@pytest.mark.parametrize(
    ("since", "as_of", "met"),
    [
        (date(2016, 11, 23), AS_OF, "yes"),
        (date(2016, 11, 24), AS_OF, "no"),
        (date(2016, 2, 29), date(2026, 2, 27), "no"),
        (date(2016, 2, 29), date(2026, 2, 28), "yes"),
        (date(2016, 2, 29), date(2026, 3, 1), "yes"),
        (date(2016, 3, 1), date(2026, 2, 28), "no"),
    ],
)
def test_ten_years_are_full_on_the_same_day(since: date, as_of: date, met: str) -> None:
    assert served(appointed_on=since, appointed_paper="SK 1", as_of=as_of).met == met


def test_the_number_of_a_civil_servant_is_only_a_hint() -> None:
    found = served(hinted="2005-01", joined_on=date(2001, 1, 1))
    assert found.met == "unknown" and codes(found) == ["appointed_unknown", "appointed_hint"]
    assert hint_of("198411252009012006", "pns") == "2009-01"
    assert hint_of("198411252009212006", "pppk") == hint_of("198411252009212006", "pns") == ""
    assert hint_of(None, "pns") == hint_of("1984", "pns") == ""


def test_years_at_the_office_need_its_first_day() -> None:
    asked = {"kind": "service_years", "years": 2, "counted_from": "joined"}
    assert answer(asked, Evidence()).met == "unknown"
    assert answer(asked, Evidence(joined_on=date(2024, 11, 23))).met == "yes"
    assert answer(asked, Evidence(joined_on=date(2024, 11, 24), appointed_on=date(2000, 1, 1))).met == "no"


def test_what_lay_before_a_break_does_not_count() -> None:
    gone = ((date(2020, 1, 31), date(2021, 2, 1)),)
    found = served(5, appointed_on=date(2010, 1, 1), breaks=gone)
    assert found.met == "yes" and codes(found)[1] == "service_break"
    assert found.why[-1].values["since"] == "2021-02-01"
    assert served(6, appointed_on=date(2010, 1, 1), breaks=gone).met == "no"
    assert codes(served(6, appointed_on=date(2021, 2, 1), breaks=gone)) == ["appointed_read", "service_short"]


def test_who_has_left_is_not_counted_on() -> None:
    left = served(5, appointed_on=date(2010, 1, 1), breaks=((date(2026, 11, 22), None),))
    assert left.met == "no" and codes(left)[-1] == "service_left"
    back = served(5, appointed_on=date(2010, 1, 1), breaks=((date(2020, 1, 1), AS_OF),))
    assert codes(back)[-1] == "service_short", "who is back on the day is counted from it"
    leaving = served(5, appointed_on=date(2010, 1, 1), breaks=((AS_OF, None),))
    assert leaving.met == "yes", "the last day still counts"


def test_whoever_was_back_the_next_day_was_never_away() -> None:
    moved = ((date(2020, 1, 31), date(2020, 2, 1)),)
    found = served(10, appointed_on=date(2010, 1, 1), breaks=moved)
    assert found.met == "yes" and codes(found) == ["appointed_read", "service_enough"]
    one_day = ((date(2020, 1, 31), date(2020, 2, 2)),)
    assert codes(served(10, appointed_on=date(2010, 1, 1), breaks=one_day))[1] == "service_break"


def test_of_several_breaks_the_last_counts_in_whichever_order_they_come() -> None:
    gone = ((date(2018, 5, 1), date(2019, 5, 2)), (date(2012, 1, 1), date(2013, 1, 1)))
    for breaks in (gone, gone[::-1]):
        found = served(7, appointed_on=date(2010, 1, 1), breaks=breaks)
        assert found.met == "yes" and codes(found)[1:3] == ["service_break", "service_break"]
        assert found.why[-1].values == {"since": "2019-05-02", "years": 7, "reached": "2026-05-02"}
    within = ((date(2012, 1, 1), date(2014, 1, 1)), (date(2013, 1, 1), date(2013, 6, 1)))
    assert served(12, appointed_on=date(2010, 1, 1), breaks=within).met == "yes"


@pytest.mark.parametrize("years", [10, 20, 30])
def test_a_leap_day_is_full_on_the_last_day_of_february(years: int) -> None:
    since, year = date(2000, 2, 29), 2000 + years
    leap = year % 4 == 0
    last = date(year, 2, 29 if leap else 28)
    assert served(years, appointed_on=since, as_of=last).met == "yes"
    short = served(years, appointed_on=since, as_of=last - DAY)
    assert short.met == "no" and short.why[-1].values["reached"] == last.isoformat()
    assert short.why[-1].values["full"] == years - 1


def test_service_that_began_on_the_day_itself_has_no_full_year() -> None:
    for since, full in ((AS_OF, 0), (AS_OF + DAY, 0), (date(2025, 11, 24), 0), (date(2025, 11, 23), 1)):
        found = served(10, appointed_on=since)
        assert found.met == "no" and found.why[-1].values["full"] == full, since
    assert served(1, appointed_on=AS_OF.replace(year=2025)).met == "yes"


def test_every_answer_says_what_was_read_and_from_which_paper() -> None:
    found = served(10, appointed_on=date(2010, 1, 1), appointed_paper="SK CPNS 12/2010")
    assert found.why[0].values == {"paper": "SK CPNS 12/2010"}
    assert codes(served(10)) == ["appointed_unknown"]
    asked = {"kind": "service_years", "years": 2, "counted_from": "joined"}
    assert codes(answer(asked, Evidence())) == ["joined_unknown"]
    assert codes(answer(asked, Evidence(joined_on=date(2020, 1, 1)))) == ["service_enough"]
    assert codes(answer(asked, Evidence(appointed_on=date(2000, 1, 1)))) == ["joined_unknown"]


def test_years_that_no_calendar_holds_are_a_no_and_no_fault() -> None:
    assert served(60, appointed_on=date(9990, 1, 1), as_of=date(9999, 12, 31)).met == "no"


# Unbroken certification


def held(first: date, last: date, **said: Any) -> Held:
    from training.certifications.rounds import Round

    values = {
        "number": 1,
        "version": 1,
        "valid_from": first,
        "valid_until": last,
        "window_opens": last,
        "completed_on": first,
        "anchor": first,
        "certified_at": BEFORE,
        "revoked_at": None,
        "revoked_on": None,
        "certificate_ref": "x",
        "certificate_number": "1",
    }
    return Round(**values | said)


def certified(*rounds: Held, **said: Any) -> Evidence:
    return Evidence(certified=(Certified("c" * 12, "Kode etik", rounds, **said),))


def unbroken(known: Evidence, gap_days: int = 0, months: int = 12) -> Answer:
    return answer({"kind": "certification_unbroken", "months": months, "gap_days": gap_days}, known)


FIRST = date(2025, 11, 24)


def test_twelve_months_begin_the_day_after_the_same_day_a_year_ago() -> None:
    assert first_day(AS_OF, 12) == FIRST and first_day(date(2024, 3, 31), 1) == date(2024, 3, 1)


def test_a_gap_on_the_boundary_day_counts_and_the_day_before_does_not() -> None:
    assert unbroken(certified(held(FIRST, AS_OF))).met == "yes"
    begun = held(date(2024, 1, 1), FIRST - 2 * DAY)
    assert unbroken(certified(begun, held(FIRST, AS_OF))).met == "yes", "the gap lies before the year"
    ends = certified(held(date(2024, 1, 1), FIRST - DAY), held(FIRST + DAY, AS_OF))
    assert unbroken(ends).met == "no" and unbroken(ends, gap_days=1).met == "yes"
    over = unbroken(certified(held(FIRST, AS_OF - DAY)))
    assert over.met == "no" and over.why[-1].values["days"] == 1


def test_as_many_days_as_allowed_and_one_more() -> None:
    def with_gap(days: int) -> Evidence:
        last = date(2026, 3, 1)
        return certified(held(date(2025, 1, 1), last), held(last + (days + 1) * DAY, date(2027, 1, 1)))

    assert unbroken(with_gap(14), gap_days=14).met == "yes"
    found = unbroken(with_gap(15), gap_days=14)
    assert found.met == "no" and codes(found) == ["run_gap", "gap_too_long"]
    assert (found.why[0].values["first"], found.why[0].values["days"]) == ("2026-03-02", 15)


def test_excused_days_are_no_gap() -> None:
    rounds = (held(date(2025, 1, 1), date(2026, 3, 1)), held(date(2026, 6, 1), date(2027, 6, 1)))
    away = (Stretch(date(2026, 3, 2), date(2026, 5, 31)),)
    found = unbroken(certified(*rounds, excused=away))
    assert found.met == "yes" and codes(found) == ["run_excused", "unbroken_excused"]
    short = (Stretch(date(2026, 3, 2), date(2026, 5, 30)),)
    assert unbroken(certified(*rounds, excused=short)).met == "no"


def test_excused_days_at_either_end_and_in_the_midst_of_a_gap() -> None:
    ends = certified(
        held(FIRST + 10 * DAY, AS_OF), excused=(Stretch(FIRST, FIRST + 9 * DAY),), owed_from=FIRST
    )
    assert unbroken(ends).met == "yes" and unbroken(ends).runs[0][1][0].kind == "excused"
    begun = certified(held(date(2025, 1, 1), AS_OF - 5 * DAY), excused=(Stretch(AS_OF - 4 * DAY),))
    assert unbroken(begun).met == "yes", "an excusal without an end lasts"
    midst = certified(
        *(held(date(2025, 1, 1), date(2026, 3, 1)), held(date(2026, 3, 31), date(2027, 6, 1))),
        excused=(Stretch(date(2026, 3, 11), date(2026, 3, 20)),),
    )
    found = unbroken(midst, gap_days=19)
    assert found.met == "yes" and codes(found) == ["run_gap", "run_excused", "run_gap", "gap_allowed"]
    assert found.why[-1].values == {
        **{"title": "Kode etik", "first": FIRST.isoformat(), "last": AS_OF.isoformat()},
        **{"days": 19, "allowed": 19},
    }
    assert unbroken(midst, gap_days=18).met == "no"


def test_who_is_certified_while_excused_counts_as_certified() -> None:
    away = certified(held(FIRST, AS_OF), excused=(Stretch(FIRST, AS_OF),))
    found = unbroken(away)
    assert found.met == "yes" and codes(found) == ["unbroken"]
    taken = held(date(2025, 1, 1), date(2027, 1, 1), revoked_on=date(2026, 11, 1), revoked_at=BEFORE)
    found = unbroken(certified(taken, excused=(Stretch(date(2026, 11, 1), AS_OF),)))
    assert found.met == "yes" and codes(found) == ["run_excused", "unbroken_excused"]


def test_days_before_it_was_owed_are_neither_gap_nor_held() -> None:
    owed = Certified("c" * 12, "Kode etik", (), owed_from=date(2026, 11, 1))
    kinds = {day: kind_of(owed, day) for day in (date(2026, 10, 31), date(2026, 11, 1))}
    assert list(kinds.values()) == ["not_asked", "gap"]
    later = Certified("c" * 12, "Kode etik", (held(date(2026, 5, 1), AS_OF, completed_on=date(2026, 5, 1)),))
    assert [kind_of(later, date(2026, 4, 30)), kind_of(later, date(2026, 5, 1))] == ["not_asked", "held"]


def test_days_of_grace_and_days_lent_count_as_certified() -> None:
    rounds = (held(date(2025, 1, 1), date(2026, 3, 1)), held(date(2026, 3, 11), date(2027, 6, 1)))
    assert unbroken(certified(*rounds, grace_days=9)).met == "yes"
    assert unbroken(certified(*rounds, grace_days=8)).met == "no"
    assert unbroken(certified(*rounds, lent=(Stretch(date(2026, 3, 2), date(2026, 3, 10)),))).met == "yes"


def test_a_revoked_certificate_is_a_gap_from_its_day() -> None:
    taken = held(date(2025, 1, 1), date(2027, 1, 1), revoked_on=date(2026, 11, 1), revoked_at=BEFORE)
    found = unbroken(certified(taken))
    assert found.met == "no" and found.why[-1].values["days"] == 23


def test_what_was_not_asked_yet_is_never_a_no() -> None:
    assert codes(unbroken(Evidence())) == ["never_asked"] and unbroken(Evidence()).met == "unknown"
    late = certified(held(date(2026, 5, 1), AS_OF), owed_from=date(2026, 6, 1))
    found = unbroken(late)
    assert found.met == "unknown" and codes(found) == ["run_not_asked", "not_asked_yet"]
    owed = certified(owed_from=date(2026, 11, 1))
    assert unbroken(owed).met == "no" and total(runs_of(owed.certified[0], FIRST, AS_OF), "gap") == 23


def test_of_several_certifications_all_count() -> None:
    whole, broken = (
        Certified("a" * 12, "A", (held(FIRST, AS_OF),)),
        Certified("b" * 12, "B", (held(FIRST, FIRST),)),
    )
    assert unbroken(Evidence(certified=(whole, whole))).met == "yes"
    found = unbroken(Evidence(certified=(whole, broken)))
    assert found.met == "no" and [title for title, _runs in found.runs] == ["A", "B"]
    unasked = Certified("d" * 12, "D", ())
    assert unbroken(Evidence(certified=(whole, unasked))).met == "unknown"
    assert unbroken(Evidence(certified=(unasked, broken))).met == "no", "one that is broken is enough"


# What HR entered


def test_a_sanction_counts_from_its_first_day_until_the_years_are_over() -> None:
    for since, met in (
        (AS_OF + DAY, "yes"),
        (AS_OF, "no"),
        (date(2021, 11, 24), "no"),
        (date(2021, 11, 23), "yes"),
    ):
        assert answer(FIVE, Evidence(entered=(sanction(since),))).met == met, since
    running = sanction(date(2020, 1, 1), until=date(2021, 11, 24))
    assert answer(FIVE, Evidence(entered=(running,))).met == "no", "it ended within the years"
    assert answer(NEVER, Evidence(entered=(sanction(date(1990, 1, 1)),))).met == "no"


@pytest.mark.parametrize(
    ("as_of", "last_that_is_over"),
    [
        (date(2028, 2, 29), date(2023, 2, 28)),
        (date(2023, 2, 28), date(2018, 2, 28)),
        (date(2029, 3, 1), date(2024, 3, 1)),
        (date(2029, 2, 28), date(2024, 2, 28)),
    ],
)
def test_five_years_are_over_on_the_same_day_or_the_last_of_february(
    as_of: date, last_that_is_over: date
) -> None:
    for since, met in ((last_that_is_over, "yes"), (last_that_is_over + DAY, "no")):
        assert answer(FIVE, Evidence(entered=(sanction(since),)), as_of).met == met, since


def test_whatever_was_entered_is_told_with_its_number_day_and_reference() -> None:
    said = sanction(date(2026, 1, 1), until=date(2026, 6, 1), title="Penundaan", number="SK 3")
    found = answer(NEVER, Evidence(entered=(said,)))
    assert found.sources == ("entry:" + "e" * 12,)
    assert found.why[0].values == {
        **{"title": "Penundaan", "number": "SK 3", "level": "medium", "track": "discipline"},
        **{"since": "2026-01-01", "until": "2026-06-01"},
    }
    clean = answer(NEVER, Evidence())
    assert clean.sources == () and clean.why[0].values == {"track": "discipline", "by": NOW.isoformat()}
    backwards = sanction(date(2026, 1, 1), until=date(2019, 1, 1))
    assert answer(FIVE, Evidence(entered=(backwards,))).met == "no", (
        "an end before its beginning ends nothing"
    )


def test_what_was_entered_is_told_in_the_order_of_its_days() -> None:
    rows = tuple(sanction(date(year, 1, 1), ref=f"{year}") for year in (2024, 2022, 2023))
    assert answer(NEVER, Evidence(entered=rows)).sources == ("entry:2022", "entry:2023", "entry:2024")
    mixed = (sanction(date(2022, 1, 1), level="light"), sanction(date(2023, 1, 1), level=""), *rows[:1])
    told = codes(answer(NEVER, Evidence(entered=mixed)))
    assert told == ["sanction_counts", "sanction_unclear", "sanction_other"]
    anything = NEVER | {"levels": []}
    assert answer(anything, Evidence(entered=mixed[1:2])).met == "no", "no level named: every sanction counts"


def test_levels_and_tracks_do_not_mix() -> None:
    light = Evidence(entered=(sanction(date(2026, 1, 1), level="light"),))
    found = answer(NEVER, light)
    assert found.met == "yes" and codes(found) == ["sanction_other", "no_sanction_entered"]
    ethics = {"kind": "no_sanction", "track": "ethics"}
    assert answer(ethics, light).met == "yes"
    moral = Evidence(entered=(sanction(date(2026, 1, 1), track="ethics", level="closed"),))
    assert answer(ethics, moral).met == "no" and answer(NEVER, moral).met == "yes"


def test_a_sanction_without_a_level_is_to_be_made_sure_of() -> None:
    found = answer(NEVER, Evidence(entered=(sanction(date(2026, 1, 1), level=""),)))
    assert found.met == "unknown" and codes(found) == ["sanction_unclear"]


def test_what_was_withdrawn_counts_until_then_and_what_came_later_not_yet() -> None:
    taken_back = sanction(date(2026, 1, 1), withdrawn_at=NOW)
    assert answer(NEVER, Evidence(entered=(taken_back,))).met == "yes"
    assert answer(NEVER, Evidence(entered=(taken_back,)), by=NOW - timedelta(seconds=1)).met == "no"
    later = sanction(date(2026, 1, 1), recorded_at=NOW + timedelta(seconds=1))
    assert answer(NEVER, Evidence(entered=(later,))).met == "yes"
    assert answer(NEVER, Evidence(entered=(later,)), by=NOW + timedelta(seconds=1)).met == "no"


def complaint(since: date, upheld: bool | None) -> Entered:
    return entered("complaint", since, counted={"upheld": upheld})


def test_complaints_count_when_they_are_found_true() -> None:
    asked = {"kind": "complaints", "most": 1, "months": 12}
    one = Evidence(entered=(complaint(FIRST, True), complaint(FIRST, None), complaint(FIRST, False)))
    found = answer(asked, one)
    assert found.met == "yes" and codes(found) == ["complaint_upheld", "complaint_open", "complaints_counted"]
    two = Evidence(entered=(complaint(FIRST, True), complaint(AS_OF, True)))
    assert answer(asked, two).met == "no"
    older = Evidence(
        entered=(complaint(FIRST - DAY, True), complaint(AS_OF, True), complaint(AS_OF + DAY, True))
    )
    assert answer(asked, older).met == "yes"


def test_complaints_and_attendance_that_came_late_or_were_taken_back() -> None:
    asked = {"kind": "complaints", "most": 0, "months": 12}
    values = {"counted": {"upheld": True}}
    late = entered("complaint", AS_OF, recorded_at=NOW + timedelta(seconds=1), **values)
    assert answer(asked, Evidence(entered=(late,))).met == "yes"
    assert answer(asked, Evidence(entered=(late,)), by=NOW + timedelta(seconds=1)).met == "no"
    back = entered("complaint", AS_OF, withdrawn_at=NOW, **values)
    assert answer(asked, Evidence(entered=(back,))).met == "yes"
    assert answer(asked, Evidence(entered=(back,)), by=NOW - timedelta(seconds=1)).met == "no"
    share = {"kind": "attendance", "percent": 95}
    full = entered(
        *("attendance", date(2025, 1, 1)), until=date(2025, 12, 31), counted={"percent": 99}, recorded_at=NOW
    )
    assert answer(share, Evidence(entered=(full,))).met == "yes"
    assert answer(share, Evidence(entered=(full,)), by=NOW - timedelta(seconds=1)).met == "unknown"


def test_months_of_complaints_end_on_the_last_day_of_a_shorter_month() -> None:
    asked, as_of = {"kind": "complaints", "most": 0, "months": 1}, date(2026, 3, 31)
    for since, met in ((date(2026, 2, 28), "yes"), (date(2026, 3, 1), "no"), (as_of + DAY, "yes")):
        assert answer(asked, Evidence(entered=(complaint(since, True),)), as_of).met == met, since
    counted = answer(asked, Evidence(), as_of)
    assert counted.why[-1].values == {"first": "2026-03-01", "count": 0, "most": 0}


def attended(year: int, percent: Any) -> Entered:
    return entered(
        "attendance",
        date(year, 1, 1),
        until=date(year, 12, 31),
        title=str(year),
        counted={"percent": percent},
    )


def test_attendance_is_that_of_the_last_whole_year() -> None:
    asked = {"kind": "attendance", "percent": 95}
    assert answer(asked, Evidence()).met == "unknown"
    for percent, met in ((95, "yes"), (94.9, "no"), ("95", "unknown"), (True, "unknown"), (None, "unknown")):
        assert answer(asked, Evidence(entered=(attended(2025, percent),))).met == met, percent
    assert answer(asked, Evidence(entered=(attended(2024, 99), attended(2026, 99)))).met == "unknown"


def test_attendance_of_some_months_needs_every_day_of_them() -> None:
    asked = {"kind": "attendance", "percent": 95, "months": 12}
    found = answer(asked, Evidence(entered=(attended(2025, 99),)))
    assert found.met == "unknown" and found.why[-1].values["since"] == "2026-01-01"
    assert answer(asked, Evidence(entered=(attended(2026, 99), attended(2025, 99)))).met == "yes"
    assert answer(asked, Evidence(entered=(attended(2026, 99), attended(2025, 90)))).met == "no"


def test_attendance_with_a_hole_or_only_at_the_edges() -> None:
    def part(first: date, last: date) -> Entered:
        return entered("attendance", first, until=last, counted={"percent": 97})

    asked = {"kind": "attendance", "percent": 95}
    spring, rest = part(date(2025, 1, 1), date(2025, 3, 31)), part(date(2025, 4, 1), date(2025, 12, 31))
    assert answer(asked, Evidence(entered=(rest, spring))).met == "yes"
    holed = (spring, part(date(2025, 4, 2), date(2025, 12, 31)))
    found = answer(asked, Evidence(entered=holed))
    assert found.met == "unknown" and found.why[-1].values["since"] == "2025-04-01"
    early = (spring, part(date(2025, 4, 1), date(2025, 12, 30)))
    assert answer(asked, Evidence(entered=early)).why[-1].values["since"] == "2025-12-31"
    outside = (part(date(2024, 1, 1), date(2024, 12, 31)), part(date(2026, 1, 1), date(2026, 2, 1)))
    assert answer(asked, Evidence(entered=outside)).sources == ()
    touching = (part(date(2024, 12, 1), date(2025, 1, 1)), part(date(2025, 12, 31), date(2026, 1, 5)))
    assert len(answer(asked, Evidence(entered=touching)).sources) == 2
    nested = (part(date(2025, 1, 1), date(2025, 12, 31)), part(date(2025, 2, 1), date(2025, 3, 1)))
    enough = answer(asked, Evidence(entered=nested))
    assert enough.met == "yes" and enough.why[0].values["percent"] == 97
    assert enough.why[-1].values == {"first": "2025-01-01", "last": "2025-12-31", "least": 95}


# What always holds


def test_what_only_a_human_knows_stays_open() -> None:
    for asked in ({"kind": "statement", "text": "Setia dan cakap"}, {"kind": "not_under_case"}):
        assert answer(asked, Evidence()).met == "unknown"


days = st.dates(date(2000, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
entries = st.builds(
    Entered,
    ref=st.text("abc", min_size=1, max_size=3),
    kind=st.sampled_from(["sanction", "complaint", "attendance", "outage"]),
    since=days,
    until=st.none() | days,
    recorded_at=moments,
    withdrawn_at=st.none() | moments,
    track=st.sampled_from(["", "ethics", "discipline"]),
    level=st.sampled_from(["", "light", "medium", "heavy", "open"]),
    counted=st.dictionaries(
        st.sampled_from(["percent", "upheld"]), st.none() | st.booleans() | st.integers(0, 100)
    ),
)
rounds = st.builds(
    lambda first, length, revoked: held(
        first,
        first + timedelta(days=length),
        revoked_on=first + timedelta(days=revoked) if revoked is not None else None,
        revoked_at=BEFORE if revoked is not None else None,
    ),
    days,
    st.integers(1, 800),
    st.none() | st.integers(0, 800),
)
evidences = st.builds(
    Evidence,
    joined_on=st.none() | days,
    appointed_on=st.none() | days,
    breaks=st.lists(st.tuples(days, st.none() | days), max_size=3),
    certified=st.lists(
        st.builds(
            Certified,
            ref=st.just("c"),
            title=st.just("Kode etik"),
            rounds=st.lists(rounds, max_size=3),
            owed_from=st.none() | days,
            grace_days=st.integers(0, 30),
            excused=st.lists(st.builds(Stretch, days, st.none() | days), max_size=2),
        ),
        max_size=2,
    ),
    entered=st.lists(entries, max_size=5),
)
EVERY = [each for scheme in shipped().values() for each in scheme.criteria]


@given(evidences, days, moments)
def test_there_is_always_an_answer_with_a_reason(known: Evidence, as_of: date, by: datetime) -> None:
    found = precheck(EVERY, known, as_of=as_of, known_by=by)
    assert len(found) == len(EVERY)
    assert all(each.met in MET and each.why for each in found)


@given(evidences, days, moments)
def test_nothing_known_is_never_a_no(known: Evidence, as_of: date, by: datetime) -> None:
    del known
    assert all(each.met != "no" for each in precheck(EVERY, Evidence(), as_of=as_of, known_by=by))


@given(evidences, days, moments)
def test_what_comes_later_changes_nothing(known: Evidence, as_of: date, by: datetime) -> None:
    earlier = [each for each in known.entered if each.recorded_at <= by and each.since <= as_of]
    cut = Evidence(known.joined_on, known.appointed_on, "", "", known.breaks, known.certified, earlier)
    asked = [each for each in EVERY if each.kind in {"no_sanction", "complaints"}]
    assert precheck(asked, known, as_of=as_of, known_by=by) == precheck(asked, cut, as_of=as_of, known_by=by)


@given(st.lists(rounds, max_size=3), days, st.integers(1, 400), st.integers(0, 60))
def test_runs_cover_every_day_once(some: list[Held], first: date, length: int, grace: int) -> None:
    last = first + timedelta(days=length)
    found = runs_of(Certified("c", "K", some, grace_days=grace), first, last)
    assert found[0].first == first and found[-1].last == last
    assert all(one.last + DAY == two.first and one.kind != two.kind for one, two in pairwise(found))
    assert sum(each.days for each in found) == length + 1


@given(days, st.integers(1, 60), days)
def test_more_years_are_never_easier(since: date, years: int, as_of: date) -> None:
    one = served(years, appointed_on=since, as_of=as_of).met
    more = served(min(years + 1, 60), appointed_on=since, as_of=as_of).met
    assert not (one == "no" and more == "yes")
    assert (one == "yes") == (as_of >= add_months(since, 12 * years))


# The data itself


def test_what_is_shipped_has_a_source_and_no_training_score() -> None:
    assert list(shipped()) == ["karya-satya-10", "karya-satya-20", "karya-satya-30", "pelayanan-teladan"]
    for key, years in (("karya-satya-10", 10), ("karya-satya-20", 20), ("karya-satya-30", 30)):
        asked = shipped()[key].criteria
        assert asked[0].years == years
        assert not any(each.kind == "certification_unbroken" for each in asked)
        assert write_criteria(asked)[1] == NEVER | {"years": None}
    assert all(each.checked.source and each.checked.checked_how for each in shipped().values())
    assert not any(faults(write_criteria(each.criteria)) for each in shipped().values())
    assert procedure_on(date(1999, 1, 1)).objection_days == procedure_on(AS_OF).objection_days == 14


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        "x",
        None,
        [3],
        [{"kind": "guess"}],
        [{"kind": "service_years", "years": "10"}],
        [{"kind": "service_years", "years": 0}],
        [{"kind": "service_years", "years": 10**30}],
        [{"kind": "service_years", "years": True}],
        [{"kind": "service_years", "years": 10, "points": 5}],
        [{"kind": "statement", "text": "  "}],
        [{"kind": "statement", "text": "x" * 301}],
        [{"kind": "no_sanction", "track": "ethics", "levels": ["medium"]}],
        [{"kind": "no_sanction", "track": "military"}],
        [{"kind": "not_under_case"}, {"kind": "not_under_case"}],
        [{"kind": "statement", "text": f"Syarat {at}"} for at in range(13)],
    ],
)
def test_what_is_no_list_of_criteria_is_refused(wrong: Any) -> None:
    assert faults(wrong)
