"""The shape of what a dossier says about one clause: its text, how it was taught, what was answered. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .parts import Fact, Moment, Part

Grade = Literal["best", "acceptable", "poor", "violation", ""]


class WordOf(Part):
    """A run of text: `same` in both, `out` of the text then, `in` the text today."""

    mark: Literal["same", "out", "in"]
    text: str


class TextToday(Part):
    """What became of the clause: where it stands in the version in force when the dossier was made.

    `words` mark both texts where they differ. `weight` and `why` are what was decided about the last change.
    """

    state: Literal["same", "moved", "edited", "removed", "unknown"]
    version: int | None = None
    address: str = ""
    text: str = ""
    words: tuple[WordOf, ...] = ()
    weight: Literal["editorial", "substantive", ""] = ""
    why: str = ""


class Cited(Fact):
    """The clause in the version then in force: the words themselves and where they were decreed."""

    address: str
    heading: str
    kind: str
    text: str
    code: str
    citation: str
    version: int
    in_force_from: date
    published_at: Moment
    content_hash: str
    in_force_that_day: bool
    on_record_by_then: bool
    today: TextToday


class Reading(Fact):
    """How far the officer read a lesson by then: `read_at` once to the end."""

    started_at: Moment
    read_at: Moment | None


class Lesson(Fact):
    """A module that taught the clause by then, with the reading of it, if any."""

    module: str
    title: str
    version: int
    address: str
    same_words: bool
    published_on: date | None
    reading: Reading | None = None


class Judged(Fact):
    """One judgement of an answer: the first by the key of the run, others since. `known` says whether it was
    there by then; `under` names the scenario version whose key was used. What is void counts for nobody."""

    at: Moment
    known: bool
    grade: Grade
    points: int
    maximum: int
    void: bool = False
    under: int | None = None
    why: str = ""


class Answer(Part):
    """One decision of a certification run that tests the clause: what was asked, what was chosen, its grade
    as it was known by then. `order` tells whether the options were put in order, as they stand here."""

    scenario: str
    title: str
    scenario_version: int
    question: str
    chosen: tuple[str, ...]
    order: bool
    critical: bool
    grade: Grade
    counts: bool
    judged: tuple[Judged, ...]


class Run(Fact):
    """A certification run that asked about the clause. `passed` and `percent` are of the whole run, as known
    by then; `passed_now` as judged when the dossier was made. `same_day`: on a day of the act, and nobody can
    say whether it was before."""

    ref: str
    module: str
    title: str
    version: int
    address: str
    same_words: bool
    submitted: bool
    ended_at: Moment
    day: date
    same_day: bool
    extra_time: bool
    percent: int
    mastery_percent: int
    passed: bool
    passed_now: bool
    answers: tuple[Answer, ...]


class LastAnswer(Fact):
    """How the officer last answered about the clause by the end of the day, as known by then: the last choice
    that counts of the last run that has one. That run asked about the clause in `asked` decisions that count,
    and what was chosen is right (best or acceptable) in `right` of them."""

    asked: int
    right: int
    day: date
    at: Moment
    run: str
    title: str
    scenario_version: int
    chosen: tuple[str, ...]
    grade: Grade
    same_words: bool
    same_day: bool
    passed: bool


class Peers(Part):
    """How colleagues of the agency answered about the clause in their first certification run: of how many at
    least, and which share chose what is right, in steps of 5 percent. Of fewer than ten people nothing is
    shown."""

    shown: bool
    at_least: int | None = None
    right_percent: int | None = None


class AboutClause(Part):
    """Everything about one clause at issue. `taught` and `attested` sum up what follows in the parts; `asked`
    are the schemes (references) that asked for it by then. Declared were: this very version; another with the
    same words of the clause; another that was found to differ in wording only; another; none."""

    cited: Cited
    asked: tuple[str, ...] = ()
    taught: Literal["passed", "answered", "read", "assigned", "not_assigned"]
    attested: Literal["this_version", "same_words", "same_meaning", "other_version", "no"]
    lessons: tuple[Lesson, ...] = ()
    runs: tuple[Run, ...] = ()
    last: LastAnswer | None = None
    peers: Peers
