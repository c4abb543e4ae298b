"""What a panel's answers come to: counts, agreement, the key that follows, and a suggested pass mark. Pure.

The mark is set as in the extended Angoff procedure for graded answers: each expert says what share of a
scene's points somebody just competent deserves; the mean is the suggestion. Source: R. K. Hambleton and
B. S. Plake, Using an extended Angoff procedure to set standards on complex performance assessments, Applied
Measurement in Education 8 (1995), 41-55.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..marking import RANK
from .agreement import fleiss_kappa, kendall_w, mean_places
from .asking import GRADES, Answer, Asked

STANDARD: Final = "extended-angoff"
FEWEST, MOST = 2, 7


@dataclass(frozen=True, slots=True)
class OptionTally:
    """One option: how many experts gave each grade, and the grade more than half of them gave, if any did.

    Of an action to put in order `mean` is its place on average, and there are no grades.
    """

    id: str
    text: str
    counts: Mapping[str, int]
    grade: str | None
    mean: float | None = None

    @property
    def agreeing(self) -> int:
        """How many gave the grade that most gave."""
        return max(self.counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class SceneTally:
    """One scene. `key` is what the panel's answers make of it: grades only where most agree, an order always.

    `w` is the concordance of orders; `share` the percent of the points somebody just competent deserves.
    """

    scene: Asked
    options: tuple[OptionTally, ...]
    key: Answer
    share: float
    w: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The panel's answers together. `kappa` is over all graded options, `agreement` the mean share of experts
    who gave the grade that most gave; None where there is nothing to say."""

    given: int
    scenes: tuple[SceneTally, ...]
    kappa: float | None
    agreement: float | None
    pass_mark: int


def tally(scenes: Sequence[Asked], answers: Sequence[Mapping[str, Answer]]) -> Tally:
    """Count the answers of at least one expert to every one of these scenes."""
    found = tuple(_scene(scene, [each[scene["key"]] for each in answers]) for scene in scenes)
    graded = [option for each in found for option in each.options if option.mean is None]
    kappa = fleiss_kappa([[option.counts.get(grade, 0) for grade in GRADES] for option in graded])
    shares = [option.agreeing / len(answers) for option in graded]
    mark = sum(each.share for each in found) / len(found) if found else 0
    agreement = sum(shares) / len(shares) if shares else None
    return Tally(len(answers), found, kappa, agreement, int(mark + 0.5))


def _scene(scene: Asked, answers: Sequence[Answer]) -> SceneTally:
    share = sum(answer["share"] for answer in answers) / len(answers)
    if scene["kind"] == RANK:
        orders = [answer["order"] for answer in answers]
        means = mean_places(orders)
        ranked = tuple(
            OptionTally(option["id"], option["text"], {}, None, means[option["id"]])
            for option in sorted(scene["options"], key=lambda option: means[option["id"]])
        )
        key: dict[str, Any] = {"order": [option.id for option in ranked]}
        return SceneTally(scene, ranked, key, share, kendall_w(orders))
    options = tuple(_option(option, [answer["grades"] for answer in answers]) for option in scene["options"])
    grades = {option.id: option.grade for option in options if option.grade}
    return SceneTally(scene, options, {"grades": grades}, share)


def _option(option: Mapping[str, str], given: Sequence[Mapping[str, str]]) -> OptionTally:
    said = [grades[option["id"]] for grades in given]
    counts = {grade: said.count(grade) for grade in GRADES if grade in said}
    most = next((grade for grade, count in counts.items() if 2 * count > len(said)), None)
    return OptionTally(option["id"], option["text"], counts, most)
