"""What is true about figures of many people: none are told that could be traced to one."""

from collections.abc import Iterable
from dataclasses import dataclass

UNSEEN_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Passing:
    """How often something was tested and passed, by how many people."""

    runs: int
    passed: int
    people: int

    @property
    def percent(self) -> int:
        return self.passed * 100 // self.runs


def passing_of(results: Iterable[tuple[int, bool]]) -> Passing | None:
    """The figures of (person, passed) results; None for fewer than `UNSEEN_PEOPLE`, who could be guessed."""
    known = list(results)
    people = len({person for person, _passed in known})
    if people < UNSEEN_PEOPLE:
        return None
    return Passing(len(known), sum(passed for _person, passed in known), people)
