"""Many hands at once: one version, one leaf, nothing overwritten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from training.core.db import db
from training.scenarios import drafting, service
from training.scenarios.keeping import Stale
from training.scenarios.reviewing import finding
from training.scenarios.reviewing import service as reviewing

from .office import MORNING, approve, person_row, scenario_row, text, versions

HANDS = 6


def together(app, act):
    """What `act(hand)` came to for each hand, all starting at the same moment in their own transactions."""
    start = Barrier(HANDS)

    def one(hand):
        with app.app_context():
            start.wait(timeout=30)
            try:
                found = act(hand)
                db.session.commit()
            except Stale:
                db.session.rollback()
                return "stale"
            return found

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(one, range(HANDS)))


def test_of_many_first_saves_one_stands_and_the_others_are_told(app, office):
    with app.app_context():
        stamp = scenario_row(office.ref).current.stamp

    def save(hand):
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        drafting.save_draft(scenario, text(place=f"Loket 7{hand}"), stamp=stamp, author=author, now=MORNING)
        return hand

    told = together(app, save)
    assert told.count("stale") == HANDS - 1
    with app.app_context():
        winner = next(hand for hand in told if hand != "stale")
        assert f"Loket 7{winner}" in scenario_row(office.ref).draft.source
        assert versions(office.ref) == [(1, "published"), (2, "draft")]


def test_of_many_clicks_on_publish_comes_one_version(app, office):
    with app.app_context():
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        draft = drafting.save_draft(
            scenario, text(place="Loket 7"), stamp=scenario.current.stamp, author=author, now=MORNING
        )
        stamp = draft.stamp
        approve(office.ref, office.second)
        db.session.commit()

    def publish(_hand):
        actor = person_row(office.trainer)
        return service.publish(scenario_row(office.ref), stamp=stamp, actor=actor, now=MORNING).number

    assert together(app, publish) == [2] * HANDS
    with app.app_context():
        assert versions(office.ref) == [(1, "published"), (2, "published")]


def test_a_yes_and_a_save_at_once_never_approve_a_text_nobody_read(app, office):
    with app.app_context():
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        first = text(place="Loket 7")
        drafting.save_draft(scenario, first, stamp=scenario.current.stamp, author=author, now=MORNING)
        stamp = scenario.draft.stamp
        ref = reviewing.ask(scenario, stamp=stamp, note="", actor=author, now=MORNING).ref
        db.session.commit()

    def act(hand):
        if hand % 2:
            review = finding.find(person_row(office.second), ref)
            reviewing.approve(review, stamp=stamp, answer="", actor=person_row(office.second), now=MORNING)
            return "approved"
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        source = text(place=f"Loket {hand}")
        drafting.save_draft(scenario, source, stamp=stamp, author=author, now=MORNING)
        return "saved"

    told = together(app, act)
    assert told.count("saved") == 1
    with app.app_context():
        draft = scenario_row(office.ref).draft
        assert not draft.approved and "Loket 7" not in draft.source
