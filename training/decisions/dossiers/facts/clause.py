"""What held about one clause at issue: its text, how it was taught, how it was answered."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

from ....attempts.answers_on import AnswerOn, RunOn, Verdict
from ....codes.tracing import Place, Trail
from ....core.clock import day_in
from ....modules.lessons import LessonKept
from ...rules import Facts
from ..shape.learning import AboutClause, Answer, Judged, LastAnswer, Lesson, Peers, Reading, Run
from .clause_text import cited
from .gathering import Gathered
from .happenings import ASKED, BEGAN, DECLARED, READ, RUN, TAUGHT

Taught = Literal["passed", "answered", "read", "assigned", "not_assigned"]
Attested = Literal["this_version", "same_words", "same_meaning", "other_version", "no"]
OnTheDay = Callable[[date], bool]
RIGHT = ("best", "acceptable")


def about_clause(
    of: Gathered, key: str, facts: Facts, *, on_the_day: OnTheDay, today: date, peers: Peers
) -> AboutClause:
    """Everything about the clause at issue `key`, as the facts have it. `on_the_day`: is it of the act?"""
    trail = of.trails[key]
    lessons = tuple(_lesson(each.values, each.record, trail, key, facts) for each in facts.of(TAUGHT, key))
    runs = tuple(_run(each.values, of, trail, facts, on_the_day) for each in facts.of(RUN, key))
    asked = tuple(_asked(of, key, facts))
    return AboutClause(
        cited=cited(trail, facts, today),
        asked=asked,
        taught=_taught(runs, lessons, asked),
        attested=_attested(trail, facts),
        lessons=lessons,
        runs=runs,
        last=_last(of, key, trail, facts, on_the_day),
        peers=peers,
    )


def _lesson(kept: LessonKept, record: str | None, trail: Trail, key: str, facts: Facts) -> Lesson:
    place = _place(trail, kept.version_id)
    return Lesson(
        source=record,
        unsourced="" if record else "kept_beside",
        module=kept.key,
        title=kept.title,
        version=place.issue.number,
        address=kept.address,
        same_words=place.same_words,
        published_on=next(each.on for each in facts.of(TAUGHT, key) if each.values is kept),
        reading=_reading(kept, key, facts),
    )


def _reading(kept: LessonKept, key: str, facts: Facts) -> Reading | None:
    """How far the lesson had been read; None where it had not been opened."""
    began = any(each.values.module_id == kept.module_id for each in facts.of(BEGAN, key))
    read = any(each.values.module_id == kept.module_id for each in facts.of(READ, key))
    if not began or kept.started_at is None:
        return None
    return Reading(
        unsourced="kept_beside", started_at=kept.started_at, read_at=kept.read_at if read else None
    )


def _run(run: RunOn, of: Gathered, trail: Trail, facts: Facts, on_the_day: OnTheDay) -> Run:
    place, day = _place(trail, run.version_id), day_in(of.zone, run.ended_at)
    then = _known(run.verdicts, facts)
    return Run(
        source=run.record,
        ref=run.ref,
        module=run.module_key,
        title=run.module_title,
        version=place.issue.number,
        address=place.address,
        same_words=place.same_words,
        submitted=run.submitted,
        ended_at=run.ended_at,
        day=day,
        same_day=on_the_day(day),
        extra_time=run.extra_time,
        percent=then.percent,
        mastery_percent=run.mastery_percent,
        passed=then.passed,
        passed_now=run.verdicts[-1].passed,
        answers=tuple(_answer(each, facts) for each in run.answers if each.address == place.address),
    )


def _answer(answer: AnswerOn, facts: Facts) -> Answer:
    then = _known(answer.verdicts, facts)
    return Answer(
        scenario=answer.scenario,
        title=answer.title,
        scenario_version=answer.scenario_version,
        question=answer.question,
        chosen=answer.chosen,
        order=answer.order,
        critical=answer.critical,
        grade=then.grade,
        counts=not then.void,
        judged=tuple(_judged(each, facts) for each in answer.verdicts),
    )


def _judged(verdict: Verdict, facts: Facts) -> Judged:
    return Judged(
        source=verdict.record,
        at=verdict.at,
        known=verdict.at <= facts.known_by,
        grade=verdict.grade,
        points=verdict.points,
        maximum=verdict.maximum,
        void=verdict.void,
        under=verdict.under,
        why=verdict.why,
    )


def _last(of: Gathered, key: str, trail: Trail, facts: Facts, on_the_day: OnTheDay) -> LastAnswer | None:
    """The last choice that counts, of the last run that has one."""
    for event in reversed(facts.of(RUN, key)):
        run: RunOn = event.values
        place = _place(trail, run.version_id)
        told = [each for each in run.answers if each.address == place.address]
        counting = [each for each in told if not _known(each.verdicts, facts).void]
        if not counting:
            continue
        grades = [_known(each.verdicts, facts).grade for each in counting]
        return LastAnswer(
            source=run.record,
            asked=len(counting),
            right=sum(grade in RIGHT for grade in grades),
            day=event.on,
            at=counting[-1].at,
            run=run.ref,
            title=counting[-1].title,
            scenario_version=counting[-1].scenario_version,
            chosen=counting[-1].chosen,
            grade=grades[-1],
            same_words=place.same_words,
            same_day=on_the_day(event.on),
            passed=_known(run.verdicts, facts).passed,
        )
    return None


def _asked(of: Gathered, key: str, facts: Facts) -> list[str]:
    """The schemes that asked for the clause by then: of its code, and for a module that teaches it."""
    keys = {each.values.key for each in facts.of(TAUGHT, key)}
    code = of.trails[key].here.issue.code_id
    schemes = [each.values.scheme for each in facts.that_day(ASKED)]
    return [
        each.ref
        for each in schemes
        if each.code_id == code and (not each.modules or keys & set(each.modules))
    ]


def _taught(runs: Sequence[Run], lessons: Sequence[Lesson], asked: Sequence[str]) -> Taught:
    tested = [run for run in runs if any(answer.counts for answer in run.answers)]
    if any(run.passed for run in tested):
        return "passed"
    if tested:
        return "answered"
    if any(lesson.reading and lesson.reading.read_at for lesson in lessons):
        return "read"
    return "assigned" if asked else "not_assigned"


def _attested(trail: Trail, facts: Facts) -> Attested:
    """The closest to the words of the clause that was declared: of its own version, of one in which it reads
    the same, of one that differs by what was found to be wording only."""
    issue = trail.here.issue
    said = [each.values for each in facts.of(DECLARED, str(issue.code_id))]
    places = [trail.in_version(each.version_id) for each in said]
    if any(each.version_id == issue.id for each in said):
        return "this_version"
    if any(place is not None and place.same_words for place in places):
        return "same_words"
    if any(each.lineage == issue.lineage for each in said):
        return "same_meaning"
    return "other_version" if said else "no"


def _known(verdicts: Sequence[Verdict], facts: Facts) -> Verdict:
    """The last judgement that was there by then; of one that nobody knew, the first."""
    return next((each for each in reversed(verdicts) if each.at <= facts.known_by), verdicts[0])


def _place(trail: Trail, version_id: int) -> Place:
    place = trail.in_version(version_id)
    if place is None:
        raise LookupError(version_id)
    return place
