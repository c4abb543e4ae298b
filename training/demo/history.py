"""What happened at the invented offices before today: runs really taken, so that no desk is empty."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa

from ..attempts import rules, service
from ..attempts.choosing import rank_field
from ..attempts.judging import best_answer, kind_of
from ..attempts.models import CERTIFICATION, Assessment, Attempt
from ..attempts.pinned import PinnedNode
from ..attempts.starting import start
from ..attestations.rules import shown_hash
from ..attestations.service import attest
from ..attestations.wording import text_of
from ..codes.models import CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..modules.models import COURSE, Module
from ..modules.rules import steps_of
from ..modules.service import mark_read
from ..people.models import Person
from ..scenarios.marking import RANK
from .days import Story, person_of

OPENED = timedelta(days=25)
THINKING = timedelta(seconds=40)
DONE = {"joko": 3, "hesti": 6, "agus": 9, "lina": 4}
BEGUN = {"ningsih": (3, 0), "farid": (2, 12), "yusuf": (1, 20)}
CHANCE_SEED = 7


def runs(password: str, opened: datetime) -> list[Story]:
    """How some of the demo people take their course after the office opened, as they would by hand.

    Nothing where somebody has taken a run.
    """
    if db.session.scalar(sa.select(Attempt.id).limit(1)) is not None:
        return []
    done = [_all_of_it(key, password, opened + timedelta(days=days, hours=2)) for key, days in DONE.items()]
    begun = [
        _some_of_it(key, passed, opened + timedelta(days=days, hours=3))
        for key, (passed, days) in BEGUN.items()
    ]
    return [*done, *begun]


def _all_of_it(key: str, password: str, begins: datetime) -> Story:
    at = yield begins
    person = person_of(key)
    for module in _course(person):
        at = _take(person, module, at)
    _declare(person, password, at)


def _some_of_it(key: str, passed: int, begins: datetime) -> Story:
    at = yield begins
    person = person_of(key)
    for module in _course(person)[:passed]:
        at = _take(person, module, at)


def _version(person: Person) -> CodeVersion:
    found = version_in_force(person.agency_id)
    if found is None:
        raise LookupError(f"no code in force at {person.agency.slug}")
    return found


def _course(person: Person) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == _version(person).id, Module.kind == COURSE)
    return list(db.session.scalars(rows.order_by(Module.position)))


def _take(person: Person, module: Module, at: datetime) -> datetime:
    """Read the module, pass its run; when that was over."""
    for step in range(1, steps_of(len(module.objectives)) + 1):
        mark_read(person, module, step, now=at)
        at += THINKING
    assessment = db.session.scalars(sa.select(Assessment).filter_by(module_id=module.id)).one()
    attempt = start(person, assessment, CERTIFICATION, now=at, chance=Random(f"{CHANCE_SEED}{person.name}"))
    db.session.flush()
    service.start_clock(attempt.id, attempt.minutes, now=at)
    db.session.refresh(attempt)
    for rev, posted in enumerate(_answers(attempt)):
        at += THINKING
        service.answer(attempt, rev=rev, posted=posted, request_key=f"{attempt.ref}-{rev}", now=at)
        db.session.flush()
        db.session.refresh(attempt)
    service.submit(attempt, now=at)
    return at + THINKING


def _answers(attempt: Attempt) -> Iterator[rules.Posted]:
    """The best choice at every question, until there is none."""
    items = attempt.pinned["items"]
    while step := rules.next_step(items, attempt.given):
        yield _posted(items[step.item]["nodes"][step.node])


def _posted(decision: PinnedNode) -> rules.Posted:
    letters = {option["id"]: option["letter"] for option in decision["options"]}
    best = [letters[each] for each in best_answer(decision).split(",")]
    if kind_of(decision) == RANK:
        return {rank_field(letter): [str(place)] for place, letter in enumerate(best, start=1)}
    return {"choice": best}


def _declare(person: Person, password: str, at: datetime) -> None:
    version = _version(person)
    text = text_of(version)
    attest(
        *(person, version),
        text=text,
        seen_hash=shown_hash(text),
        language="id",
        password=password,
        address="127.0.0.1",
        now=at,
    )
