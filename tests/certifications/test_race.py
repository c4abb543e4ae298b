"""Arriving together: a last run and a declaration make one round, and numbers never repeat."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from training.core.db import db

from ..cast import Member
from .office import MORNING, complete, declare, hand_in, modules_for, person_of, rounds_of


def together(app: Flask, *acts: Callable[[], object]) -> None:
    """Run the acts in threads of their own, each with its own connection, starting at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            act()
            db.session.commit()

    with ThreadPoolExecutor(len(acts)) as pool:
        for future in [pool.submit(run, act) for act in acts]:
            future.result(timeout=60)


def test_a_run_and_a_declaration_at_once_make_one_round(app: Flask, cast) -> None:
    with app.app_context():
        *most, _last = modules_for(person_of(cast.sari))
        for module in most:
            hand_in(person_of(cast.sari), module, MORNING)
        db.session.commit()

    def run() -> None:
        sari = person_of(cast.sari)
        hand_in(sari, modules_for(sari)[-1], MORNING)

    together(app, run, lambda: declare(person_of(cast.sari), MORNING))
    with app.app_context():
        assert [period.round for period in rounds_of(person_of(cast.sari))] == [1]


def test_the_last_two_runs_at_once_make_one_round(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        *most, _one, _other = modules_for(sari)
        for module in most:
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.commit()

    def run(place: int) -> None:
        sari = person_of(cast.sari)
        hand_in(sari, modules_for(sari)[place], MORNING)

    together(app, lambda: run(-2), lambda: run(-1))
    with app.app_context():
        assert [period.round for period in rounds_of(person_of(cast.sari))] == [1]


def test_certificates_issued_at_once_are_numbered_without_gap_or_double(app: Flask, cast) -> None:
    crowd = [cast.sari, cast.joko, cast.ningsih, cast.farid, cast.bayu]

    def finish(member: Member) -> Callable[[], object]:
        return lambda: complete(person_of(member), MORNING)

    together(app, *(finish(member) for member in crowd))
    with app.app_context():
        numbers = [rounds_of(person_of(member))[0].certificate.number[-6:] for member in crowd]
        assert sorted(numbers) == ["000001", "000002", "000003", "000004", "000005"]
