"""What a heavy dossier costs: 20 clauses at issue, 10 modules, 50 certification runs, 100 steps, 200 colleagues.

`python -m tests.bench.dossiers [--database URL] [--runs 50]` prints statements, seconds and sizes; the office is
made first.
"""

import gzip
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask, current_app
from flask.testing import FlaskClient

from tests.attempts.crowd import flood
from tests.decisions.office import a_case, seat
from training.attempts import rules, service
from training.attempts.judging import best_answer, kind_of
from training.attempts.models import Assessment, Attempt, Response
from training.attempts.pinning import pin_module
from training.codes.service import version_in_force
from training.core.clock import now
from training.core.db import db
from training.decisions.dossiers.assembling import assemble
from training.decisions.dossiers.freezing import hand_over
from training.decisions.dossiers.printing import Copy, print_bytes, seal_of
from training.decisions.dossiers.shape.body import Body, from_bytes, to_bytes
from training.decisions.dossiers.wording.memo import memo_of
from training.decisions.models import Case
from training.decisions.stepping import add_step
from training.demo.cast import PASSWORD
from training.demo.loading import load_officials
from training.modules.models import Module
from training.people.models import Person

from .office import asked, opened

CLAUSES, MODULES, STEPS, COLLEAGUES, TIMES = 20, 10, 100, 20, 3
ORIGIN = "https://contoh.go.id"
Made = TypeVar("Made")


def timed(name: str, act: Callable[[], Made]) -> Made:
    """The best of a few times, with the statements of the last."""
    best = float("inf")
    for _time in range(TIMES):
        with counted() as statements:
            start = time.perf_counter()
            made = act()
            best = min(best, time.perf_counter() - start)
    print(f"{name:<34}{len(statements):4} statements {best:8.3f} s")
    return made


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)


def office(runs: int) -> tuple[Case, Person]:
    """A case of somebody with so many runs, and who keeps it."""
    moment = now()
    load_officials(moment)
    keeper, subject = (_person(name) for name in ("Ratna Puspita", "Sari Wulandari"))
    version = version_in_force(subject.agency_id)
    rows = sa.select(Module).where(Module.version_id == version.id).order_by(Module.position)
    modules = list(db.session.scalars(rows))[:MODULES]
    for module in modules:
        flood(module, COLLEAGUES, Random(7))
    for number in range(runs):
        take(subject, modules[number % len(modules)], moment - timedelta(days=runs - number), Random(number))
    addresses = tuple(clause.address for clause in version.clauses[:CLAUSES])
    case = a_case(keeper, subject, clauses=addresses, happened_on=moment.date(), now=moment)
    seat(case, _person("Yanti Rosmala"))
    while case.rev < STEPS - 1:
        text = {"text": f"Catatan {case.rev}."}
        add_step(case, "noted", text, on=moment.date(), by=keeper, rev=case.rev, now=moment, inner=True)
    db.session.commit()
    print(f"{len(modules)} modules, {len(addresses)} clauses, {runs} runs, {case.rev} steps")
    return case, keeper


def take(person: Person, module: Module, at: datetime, chance: Random) -> None:
    """A run of the module with an answer at every question, mostly the best."""
    assessment: Assessment = service.open_assessment(module)
    attempt = Attempt(
        agency_id=person.agency_id, person=person, assessment=assessment, purpose="certification"
    )
    attempt.pinned, attempt.mastery_percent = pin_module(module, chance), 75
    attempt.minutes, attempt.started_at = 30, at
    db.session.add(attempt)
    db.session.flush()
    items, given = attempt.pinned["items"], []
    while step := rules.next_step(items, given):
        decision = items[step.item]["nodes"][step.node]
        others = [option["id"] for option in decision["options"]]
        plain = kind_of(decision) == "one" and chance.random() < 0.2
        answer = chance.choice(others) if plain else best_answer(decision)
        given.append((step.item, step.node, answer))
        told = Response(attempt_id=attempt.id, rev=len(given), item=step.item, node=step.node, option=answer)
        told.request_key, told.at = str(len(given)), at
        db.session.add(told)
    attempt.rev = len(given)
    db.session.flush()
    service.submit(attempt, now=at)


def measure(app: Flask, case: Case, keeper: Person) -> None:
    """Everything between asking and the paper."""
    moment = now()

    def made() -> Body:
        return assemble(
            db.session.get_one(Case, case.id), as_of=case.happened_on, known_by=moment, now=moment
        )

    body = timed("assembling", made)
    data = to_bytes(body)
    print(f"{'bytes that are frozen':<34}{len(data) / 1024:8.1f} KiB, {len(body.cited)} records")
    timed("reading the bytes, into words", lambda: memo_of(from_bytes(data)))
    frozen = hand_over(*(case,), by=keeper, as_of=case.happened_on, known_by=moment, rev=case.rev, now=moment)
    db.session.commit()
    seal, copy = seal_of(frozen), Copy(keeper.name, moment, "op0000000001")
    paper = timed(
        "PDF",
        lambda: print_bytes(data, copy, seal, number=1, edition=1, frozen_at=moment, origin=ORIGIN),
    )
    print(f"{'PDF':<34}{len(paper) / 1024:8.1f} KiB")
    # Requests within this one would take over who it knows.
    whose = case.ref, str(keeper.email), str(db.session.get_one(Person, case.subject_id).email)
    db.session.rollback()
    with ThreadPoolExecutor(1) as apart:
        apart.submit(pages, app, *whose).result()


def pages(app: Flask, ref: str, keeper: str, subject: str) -> None:
    """The screens as the keeper and as whom it is about gets them."""
    client, mine = signed_in(app, keeper), signed_in(app, subject)
    home, own = f"/cases/{ref}", f"/my-matters/{ref}"
    client.post(f"{home}/dossier/openings", data={"reason": "Mengukur berkas yang besar"})
    for browser, address in (
        *((client, f"{home}{each}") for each in ("", "/dossier", "/dossier/1", "/access")),
        *((mine, f"{own}{each}") for each in ("", "/dossier/1", "/access")),
    ):
        answer = timed(address.replace(ref, "…"), lambda: browser.get(address))  # noqa: B023
        assert answer.status_code == 200, (address, answer.status_code)
        zipped = len(gzip.compress(answer.data, 6)) / 1024
        print(f"{'':<34}{len(answer.data) / 1024:8.1f} KiB, {zipped:.1f} KiB sent")


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/sign-in", data={"identifier": email, "password": PASSWORD})
    assert answer.status_code == 303
    return client


def _person(name: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.name == name)).one()


def main() -> None:
    wanted = asked(__doc__, runs=50)
    with opened(wanted.database):
        current_app.config["WTF_CSRF_ENABLED"] = False
        case, keeper = office(wanted.runs)
        measure(current_app._get_current_object(), case, keeper)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
