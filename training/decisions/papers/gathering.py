"""What a paper says, gathered from a matter and its steps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from flask_babel import force_locale

from ...codes.models import CodeVersion
from ...codes.rules import cite
from ...core.db import db
from ...people.models import Person, Posting, Unit
from ...people.posts import held_on
from ..awards.checks.criteria import read_criteria
from ..awards.models import AwardScheme, AwardVersion
from ..awards.pages.screens import rows_of
from ..awards.procedure.acts import read_act as read_award_act
from ..awards.wording.criteria import met_words
from ..cases.procedure.acts import read_act
from ..models import Case, CaseClause, Matter, Nomination, Step
from ..penalties.catalogue import regulation
from .facts import About, Answered, Penalty, Quoted, Somebody, Taken

NAMED = {"person", "present", "members", "seconder"}
NOBODY = Somebody("—")
CHECKED = {"S": "", "S2": "menurut sumber kedua", "M": "dari ingatan"}


class Told(NamedTuple):
    """A step with all that its paper needs."""

    about: About
    step: Taken
    earlier: tuple[Taken, ...]
    row: Step


def gather(matter: Matter, number: int) -> Told | None:
    """A step of a matter by its number, with what came before. None where there is no such step."""
    rows = sa.select(Step).where(Step.matter_id == matter.id, Step.number <= number, Step.salt.is_not(None))
    steps = list(db.session.scalars(rows.order_by(Step.number)))
    if not steps or steps[-1].number != number:
        return None
    row = steps[-1]
    people = _people(matter, steps, row)
    read = read_act if isinstance(matter, Case) else read_award_act
    taken = [
        Taken(each.number, each.kind, each.on, people.get(each.by_id, NOBODY), read(each.kind, each.said))
        for each in steps
    ]
    if isinstance(matter, Case):
        about = _of_case(matter, taken, people)
    else:
        about = _of_nomination(cast("Nomination", matter), taken, people)
    return Told(about, taken[-1], tuple(taken[:-1]), row)


def _of_nomination(matter: Nomination, taken: list[Taken], people: dict[str | int, Somebody]) -> About:
    rows = sa.select(AwardScheme.title, AwardVersion.criteria).join(AwardVersion.scheme)
    title, criteria = db.session.execute(rows.where(AwardVersion.id == matter.version_id)).one()
    with force_locale("id"):
        words = met_words()
        answers = tuple(
            Answered(row.text, words[row.then.met], row.then.why, row.kind == "not_under_case")
            for row in rows_of(read_criteria(criteria), taken[0].act.answers)
        )
    return About(
        number=matter.number,
        track="",
        subject=people.get(matter.subject_id or 0, NOBODY),
        happened_on=matter.happened_on,
        people={ref: who for ref, who in people.items() if isinstance(ref, str)},
        scheme=title,
        answers=answers,
    )


def _of_case(case: Case, taken: list[Taken], people: dict[str | int, Somebody]) -> About:
    return About(
        number=case.number,
        track=case.track,
        subject=people.get(case.subject_id or 0, NOBODY),
        happened_on=case.happened_on,
        clauses=tuple(_clauses(case)),
        people={ref: who for ref, who in people.items() if isinstance(ref, str)},
        penalties=_penalties(case, taken),
    )


def _people(matter: Matter, steps: list[Step], last: Step) -> dict[str | int, Somebody]:
    """Everybody who is named in these steps, took one, or is the subject: by id and by reference, with the
    post they held on the day of the last: as it was on record when that was taken, so that a paper printed
    then stays as it was, or else as it is now. Names and ranks have no history. One statement."""
    then, now = held_on(last.on, last.at), held_on(last.on)
    refs = {ref for each in steps for ref in _refs(each.said)}
    ids = {each.by_id for each in steps} | {matter.subject_id}
    columns = (Person.id, Person.ref, Person.name, Person.nip, Person.rank)
    rows = (
        sa.select(*columns, Posting.position, Unit.name.label("unit"))
        .outerjoin(Posting, sa.and_(Posting.person_id == Person.id, sa.or_(then, now)))
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(Person.agency_id == matter.agency_id, sa.or_(Person.ref.in_(refs), Person.id.in_(ids)))
        .order_by(sa.case((then, 1), else_=0), Posting.since, Posting.id)
    )
    found: dict[str | int, Somebody] = {}
    for row in db.session.execute(rows):
        who = Somebody(row.name, row.nip or "", row.rank, row.position or "", row.unit or "")
        found[row.id] = found[row.ref] = who
    return found


def _refs(said: Any) -> Iterator[str]:
    """The references of people that an act names."""
    for name, value in said.items() if isinstance(said, dict) else ():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _refs(each)
            elif name in NAMED and isinstance(each, str):
                yield each


def _clauses(case: Case) -> Iterator[Quoted]:
    rows = (
        sa.select(CaseClause.address, CaseClause.text, CodeVersion.title, CodeVersion.decree)
        .add_columns(CodeVersion.decree_date)
        .join(CodeVersion, CodeVersion.id == CaseClause.version_id)
        .where(CaseClause.case_id == case.id)
        .order_by(CaseClause.id)
    )
    for address, text, title, decree, decree_date in db.session.execute(rows):
        yield Quoted(address, text, cite(title, decree, decree_date))


def _penalties(case: Case, taken: Iterable[Taken]) -> dict[str, Penalty]:
    """What the catalogue of the day of the act calls the decisions in these steps."""
    verdicts = [getattr(each.act, "verdict", None) for each in taken]
    known = regulation(case.track, case.happened_on)
    found = {}
    for key in {each.penalty for each in verdicts if each and each.penalty}:
        kind = known.kind(key) if known else None
        if known and kind:
            article = f"{kind.article} {known.name}" if kind.sure != "M" or kind.level else kind.article
            found[key] = Penalty(kind.label_id, article, _checked(kind.sure, known.checked_on))
    return found


def _checked(sure: str, on: date) -> str:
    how = CHECKED.get(sure, "")
    return f"Jenis dan pasal {how}, dicatat {on.isoformat()}; periksa terhadap naskah resmi." if how else ""
