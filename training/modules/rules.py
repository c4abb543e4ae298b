"""What is true about modules: which ones a code yields, in which order they open, how far one is read."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from ..codes.rules import plain

WORDS_A_MINUTE = 120
SHORT = 90
AIMS = {
    "value": "Menunjukkan dalam pekerjaan sehari-hari",
    "standard": "Bekerja menurut standar",
    "obligation": "Menjalankan kewajiban",
    "prohibition": "Mengenali dan menjauhi larangan",
    "sanction": "Memahami akibat pelanggaran",
    "award": "Memahami penghargaan",
}
AIM = "Memahami dan menerapkan"


class ClauseLike(Protocol):
    @property
    def address(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def group(self) -> str | None: ...


class SectionLike(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def trainable(self) -> bool: ...
    @property
    def clauses(self) -> Sequence[ClauseLike]: ...


class VersionLike(Protocol):
    @property
    def sections(self) -> Sequence[SectionLike]: ...


@dataclass(frozen=True, slots=True)
class ObjectiveSketch:
    """What an officer can do after the lesson on one clause."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ModuleSketch:
    """A module as the code's structure yields it. `key` is unique in the version: `d`, `b-wajib`."""

    key: str
    title: str
    minutes: int
    objectives: tuple[ObjectiveSketch, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a clause stood in the version before (None: nowhere) and whether what it asks has changed."""

    address: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading stands: steps read of all, counted in order."""

    read: int
    total: int

    @property
    def complete(self) -> bool:
        return self.read >= self.total

    @property
    def next_step(self) -> int:
        """The first unread step; the last one when all are read."""
        return min(self.read + 1, self.total)

    def reachable(self, step: int) -> bool:
        """Whether a step may be opened: read before, or the next one."""
        return 1 <= step <= self.next_step


def compile_modules(version: VersionLike) -> list[ModuleSketch]:
    """A module for each trainable section, or for each list of it where it has several, in text order.

    What a person marked as not trainable is left out; sections without clauses yield none. Steps of a
    module: one for each clause, then the recap.
    """
    sketches: list[ModuleSketch] = []
    taken: set[str] = set()
    for number, section in enumerate(version.sections, start=1):
        if not section.trainable:
            continue
        for group, clauses in _lists(_taught(section.clauses)):
            key = _free(_slug(section.label) or f"bagian-{number}", _slug(group), taken)
            title = f"{section.title}: {group}" if group else section.title
            sketches.append(_sketch(key, plain(title) or key.upper(), clauses))
    return sketches


def steps_of(clauses: int) -> int:
    """How many steps a module with this many clauses has: each clause, then the recap."""
    return clauses + 1


def unlocked(order: Sequence[int], passed: Collection[int], unpublished: Collection[int] = ()) -> set[int]:
    """The modules that are open: the first, those passed, and each whose predecessor is passed.

    One that is not published cannot be passed: it keeps nobody from the next, which waits for the one before.
    """
    opened, waits = set[int](), False
    for module in order:
        if module in passed or not waits:
            opened.add(module)
        if module not in unpublished:
            waits = module not in passed
    return opened


def predecessor(origins: Iterable[Origin], home: Mapping[str, int]) -> tuple[int | None, bool]:
    """The module before that a module goes on from, and whether it is whole: who passed that one has passed
    this one. `home` says in which module each clause stood.

    Whole needs every clause unchanged and from one module; a new clause that asks nothing new stands nowhere.
    """
    came = [origin for origin in origins if origin.address or origin.changed]
    from_ = [home.get(origin.address) if origin.address else None for origin in came]
    known = Counter(module for module in from_ if module is not None)
    if not known:
        return None, False
    whole = len(set(from_)) == 1 and not any(origin.changed for origin in came)
    return known.most_common(1)[0][0], whole


def shortened(text: str, limit: int = SHORT) -> str:
    """The head of a clause, which names it: up to `, yaitu`, else the words that fit and an ellipsis."""
    words = plain(text)
    head = re.split(r"[,;:]\s+yaitu\b", words, maxsplit=1)[0].rstrip(" .;,:")
    if len(head) <= limit:
        return head
    return head[: head.rfind(" ", 0, limit) if " " in head[:limit] else limit].rstrip(" .;,:") + " …"


def minutes_for(texts: Iterable[str]) -> int:
    """An honest reading time for texts that must be understood, not skimmed; at least one minute."""
    words = sum(len(text.split()) for text in texts)
    return max(1, -(-words // WORDS_A_MINUTE))


def _taught(clauses: Sequence[ClauseLike]) -> list[ClauseLike]:
    """The clauses officers are trained in. A text that was only read carries no such mark yet."""
    return [clause for clause in clauses if getattr(clause, "trainable", True)]


def _lists(clauses: Sequence[ClauseLike]) -> list[tuple[str, list[ClauseLike]]]:
    """The lists of a section in order of first appearance; a list taken up again is the same list."""
    found: dict[str, list[ClauseLike]] = {}
    for group, members in groupby(clauses, key=lambda clause: clause.group or ""):
        found.setdefault(group, []).extend(members)
    return list(found.items())


def _sketch(key: str, title: str, clauses: Sequence[ClauseLike]) -> ModuleSketch:
    objectives = tuple(
        ObjectiveSketch(clause.address, f"{AIMS.get(clause.kind, AIM)}: {shortened(clause.text)}")
        for clause in clauses
    )
    minutes = minutes_for(clause.text for clause in clauses)
    return ModuleSketch(key, shortened(title, 200), minutes, objectives)


def _free(section: str, group: str, taken: set[str]) -> str:
    wanted = (f"{section}-{group}" if group else section)[:70]
    key, n = wanted, 2
    while key in taken:
        key, n = f"{wanted}-{n}", n + 1
    taken.add(key)
    return key


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
