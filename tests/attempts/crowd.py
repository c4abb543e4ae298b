"""Many officers of the small office who take the same runs with known answers, without a browser."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa

from training.attempts import rules, service
from training.attempts.judging import best_answer, kind_of
from training.attempts.models import Assessment, Attempt, Response
from training.attempts.pinning import pin_module
from training.core.db import db
from training.modules.models import Module, Progress
from training.people.models import Person, RoleGrant

from ..cast import Member
from .office import MORNING, WORD, Quiz, hasher

Answers = Mapping[str, Sequence[tuple[str, str]]]
"""For each scenario: (node, answer) in order; a scenario that is not named is left unanswered."""

FAIR = (("meja", "x"), ("tanya", "q"))
SECONDS = 40


def recruit(quiz: Quiz, count: int, *, first: int = 0) -> list[int]:
    """Insert so many officers who have read the module; their ids."""
    module = db.session.scalars(sa.select(Assessment).filter_by(module_id=quiz.module_id)).one().module
    people = [
        Person(
            agency_id=module.agency_id, name=f"Petugas {n}", email=f"p{n}@uji.contoh.id", password_hash="-"
        )
        for n in range(first, first + count)
    ]
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        db.session.add(
            Progress(person_id=person.id, module_id=module.id, steps=3, started_at=MORNING, read_at=MORNING)
        )
    db.session.commit()
    return [person.id for person in people]


def trainer(quiz: Quiz) -> Member:
    """A trainer of the office, who signs in."""
    agency = db.session.get(Person, quiz.officer_id).agency
    person = Person(
        agency=agency, name="Wayan Sudarma", email="wayan@uji.contoh.id", password_hash=hasher.hash(WORD)
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(RoleGrant(person_id=person.id, role="trainer", granted_at=MORNING))
    db.session.commit()
    return Member(person.name, "", person.email, "kantor-uji", WORD)


def run(
    person_id: int,
    quiz: Quiz,
    answers: Answers,
    *,
    at: datetime = MORNING,
    purpose: str = "certification",
    submit: bool = True,
) -> Attempt:
    """Take one run; every answer comes `SECONDS` after the one before. Commits."""
    person = db.session.get(Person, person_id)
    assessment = db.session.scalars(sa.select(Assessment).filter_by(module_id=quiz.module_id)).one()
    attempt = service.start(person, assessment, purpose, now=at)
    service.start_clock(attempt.id, attempt.minutes, now=at)
    rev = 0
    for place, item in enumerate(attempt.pinned["items"]):
        for node, answer in answers.get(item["scenario"], ()):
            rev += 1
            at += timedelta(seconds=SECONDS)
            db.session.add(
                Response(
                    attempt_id=attempt.id,
                    rev=rev,
                    item=place,
                    node=node,
                    option=answer,
                    request_key=str(rev),
                    at=at,
                )
            )
    attempt.rev = rev
    db.session.flush()
    if submit:
        service.submit(attempt, now=at)
    db.session.commit()
    return attempt


def crowd(quiz: Quiz, ways: Sequence[Answers]) -> list[int]:
    """One officer for each of these, one after another; their ids."""
    people = recruit(quiz, len(ways))
    for place, (person_id, answers) in enumerate(zip(people, ways, strict=True)):
        run(person_id, quiz, answers, at=MORNING + timedelta(hours=place))
    return people


def flood(module: Module, count: int, chance: Random, *, at: datetime = MORNING) -> None:
    """So many new officers each submit one run on any module, the abler the more often with the best answer.

    They are pinned from a few draws and not asked for what they have read. Commits.
    """
    assessment = service.open_assessment(module)
    draws = [pin_module(module, chance) for _ in range(8)]
    for number in range(count):
        person = Person(agency_id=module.agency_id, name=f"Petugas {number}", nip=None, password_hash="-")
        attempt = Attempt(
            agency_id=module.agency_id,
            person=person,
            assessment=assessment,
            purpose="certification",
            pinned=draws[number % len(draws)],
            mastery_percent=75,
            minutes=30,
            started_at=at,
        )
        db.session.add_all([person, attempt])
        db.session.flush()
        ended = _answer(attempt, chance, ability=chance.uniform(0.4, 1.0))
        service.submit(attempt, now=ended)
    db.session.commit()


def _answer(attempt: Attempt, chance: Random, *, ability: float) -> datetime:
    items, given, at = attempt.pinned["items"], [], attempt.started_at
    while step := rules.next_step(items, given):
        decision = items[step.item]["nodes"][step.node]
        others = [option["id"] for option in decision["options"]]
        plain = kind_of(decision) == "one" and chance.random() > ability
        answer = chance.choice(others) if plain else best_answer(decision)
        given.append((step.item, step.node, answer))
        at += timedelta(seconds=chance.randint(8, 90))
        db.session.add(
            Response(
                attempt_id=attempt.id,
                rev=len(given),
                item=step.item,
                node=step.node,
                option=answer,
                request_key=str(len(given)),
                at=at,
            )
        )
    attempt.rev = len(given)
    db.session.flush()
    return at
