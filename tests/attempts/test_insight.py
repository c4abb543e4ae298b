"""Statistics of versions from runs in the database: whose runs count, and what the figures then are."""

from datetime import timedelta
from statistics import correlation, covariance, stdev

import pytest
import sqlalchemy as sa

from training.attempts.insight import insights, live_insights
from training.attempts.marks import keep_marks
from training.attempts.models import Attempt, ItemMark
from training.core.db import db
from training.scenarios.models import Scenario, ScenarioVersion

from .crowd import SECONDS, crowd, recruit, run
from .office import AMPLOP, MORNING, publish, single

K, L, M = (("awal", "k"),), (("awal", "l"),), (("awal", "m"),)
WELL, SO, TAKEN = (("meja", "x"), ("tanya", "q")), (("meja", "z"), ("tanya", "r")), (("meja", "y"),)
POINTS = {K: 4, L: 3, M: 0, WELL: 8, SO: 4, TAKEN: 0}


def told(amplop, titipan, berkas):
    return {"amplop": amplop, "titipan": titipan, "berkas": berkas}


CROWD = (
    [told(WELL, K, K)] * 9
    + [told(WELL, L, K)] * 6
    + [told(SO, L, L)] * 5
    + [told(SO, K, M)] * 3
    + [told(TAKEN, L, L)] * 2
)
MARKS = [tuple(POINTS[answers[slug]] for slug in ("amplop", "titipan", "berkas")) for answers in CROWD]


def version_of(slug, number=1):
    rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario)
    return db.session.scalars(rows.where(Scenario.slug == slug, ScenarioVersion.number == number)).one()


def insight_of(slug, number=1):
    return insights([version_of(slug, number)])[0]


def test_the_figures_of_a_crowd_are_those_of_its_marks(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD)
        found = insight_of("amplop")
        x, totals = [marks[0] for marks in MARKS], [sum(marks) for marks in MARKS]
        rest = [total - mark for total, mark in zip(totals, x, strict=True)]
        most = covariance(sorted(x), sorted(rest))
        assert (found.taken, found.counted) == (25, 25)
        assert found.item.facility == pytest.approx(100 * sum(x) / len(x) / 8)
        assert found.item.discrimination == pytest.approx(100 * correlation(x, rest))
        assert found.item.efficiency == pytest.approx(100 * covariance(x, rest) / most)
        roots = [covariance([marks[i] for marks in MARKS], totals) ** 0.5 for i in range(3)]
        assert found.weight == pytest.approx(100 * roots[0] / sum(roots))
        assert found.whole.sd == pytest.approx(stdev(totals)) and found.whole.maximum == 16


def test_shares_ways_and_times_of_a_crowd(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD)
        found = insight_of("amplop")
        table, question = found.nodes
        assert (table.met, question.met) == (25, 23)
        assert table.shares == pytest.approx({"x": 60, "y": 8, "z": 32})
        assert question.shares == pytest.approx({"q": 100 * 15 / 23, "r": 100 * 8 / 23})
        assert tuple(table.seconds) == (SECONDS, SECONDS, SECONDS)
        assert [(way.steps, way.share) for way in found.ways] == [(WELL, 60), (SO, 32)]
        assert found.seconds.middle == 2 * SECONDS


def test_practice_closed_open_and_second_runs_do_not_count(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD[:19])
        first, *others = recruit(quiz, 4, first=50)
        failed = told(TAKEN, M, M)
        run(first, quiz, failed, purpose="practice")
        late = run(others[0], quiz, failed, submit=False)
        late.deadline_at = MORNING
        db.session.commit()
        run(others[1], quiz, failed, submit=False)
        assert insight_of("amplop").taken == 19
        run(first, quiz, failed)
        run(first, quiz, told(WELL, K, K), at=MORNING + timedelta(hours=1))
        found = insight_of("amplop")
        assert (found.taken, found.counted) == (20, 20)
        assert found.nodes[0].shares["y"] == 5


def test_a_closed_run_leaves_no_mark(app, quiz):
    from training.attempts.service import close_if_overdue

    with app.app_context():
        (person,) = recruit(quiz, 1)
        late = run(person, quiz, told(WELL, K, K), submit=False)
        assert close_if_overdue(late, now=MORNING + timedelta(days=1))
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count(ItemMark.id))) == 0


def test_a_new_version_is_measured_from_its_own_day_also_by_people_who_met_the_old_one(app, quiz):
    with app.app_context():
        people = crowd(quiz, CROWD)
        code = version_of("amplop").scenario.code
        day = MORNING + timedelta(days=60)
        newer = publish(code, "amplop", AMPLOP, number=2)
        newer.published_at = day
        db.session.commit()
        for person in people[:21]:
            run(person, quiz, told(SO, K, K), at=day + timedelta(hours=1))
            run(person, quiz, told(WELL, K, K), at=day + timedelta(hours=9))
        old, new = insight_of("amplop"), insight_of("amplop", 2)
        assert (old.taken, new.taken, new.counted) == (25, 21, 20)
        assert new.item.facility == 50
        assert insight_of("titipan").taken == 25


def test_runs_join_the_figures_five_at_a_time(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD[:24])
        found = insight_of("amplop")
        assert (found.taken, found.counted) == (24, 20)
        assert found.nodes[0].shares == {"x": 75, "y": 0, "z": 25}


def test_marks_written_again_take_the_place_of_those_before(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD)
        for attempt in db.session.scalars(sa.select(Attempt)).all():
            items = [dict(item) for item in attempt.pinned["items"]]
            for item in items:
                if item["scenario"] == "titipan":
                    item["maximum"] = 8
            keep_marks(attempt, items)
        db.session.commit()
        assert insight_of("titipan").item.facility == pytest.approx(50 * sum(m[1] for m in MARKS) / 25 / 4)
        assert insight_of("titipan").taken == 25


def test_the_worst_flag_stands_first(app, quiz):
    """`berkas` runs against the rest; in `titipan` one option is never chosen; `amplop` is clean."""
    with app.app_context():
        crowd(
            quiz,
            [told(WELL, K, L)] * 11 + [told(WELL, K, M)] + [told(SO, M, K)] * 8 + [told(TAKEN, M, K)] * 5,
        )
        found = live_insights(Scenario.agency_id == version_of("amplop").scenario.agency_id)
        assert [each.version.scenario.slug for each in found] == ["berkas", "titipan", "amplop"]
        assert [flag.kind for flag in found[0].flags] == ["negative"]
        assert [(flag.kind, flag.node, flag.option) for flag in found[1].flags] == [("unchosen", "awal", "l")]
        assert not found[2].flags


def test_an_item_that_hardly_tells_anybody_apart_is_flagged(app, quiz):
    with app.app_context():
        crowd(
            quiz,
            [told(WELL, K, K)] * 7 + [told(WELL, L, L)] * 7 + [told(SO, M, K)] * 6 + [told(SO, K, M)] * 5,
        )
        flagged = insight_of("berkas")
        assert 0 <= flagged.item.efficiency < 15
        assert [flag.kind for flag in flagged.flags] == ["weak"]


def test_ticks_and_orders_have_shares_too(app, quiz):
    ticks = single("berkas", "D.2").replace(
        "    question:", "    kind: several\n    consequence: Lalu sore.\n    question:"
    )
    ticks = "".join(line for line in ticks.splitlines(True) if "AKIBAT" not in line)
    order = single("titipan", "D.1").replace(
        "    question:", "    kind: rank\n    consequence: Lalu sore.\n    question:"
    )
    order = "".join(line for line in order.splitlines(True) if "AKIBAT" not in line and "grade" not in line)
    with app.app_context():
        code = version_of("amplop").scenario.code
        publish(code, "berkas", ticks, number=2)
        publish(code, "titipan", order, number=2)
        db.session.commit()
        right = told(WELL, (("awal", "k,l,m"),), (("awal", "k,l"),))
        wrong = told(WELL, (("awal", "l,k,m"),), (("awal", "k,m"),))
        crowd(quiz, [right] * 15 + [wrong] * 5)
        assert insight_of("berkas", 2).nodes[0].shares == {"k": 100, "l": 75, "m": 25}
        assert insight_of("titipan", 2).nodes[0].shares == {"k": 75, "l": 75, "m": 100}
