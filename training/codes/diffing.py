"""What changed between two texts of a code: clauses paired by words and address, words marked one by one.

A clause that was split or merged is told as removed and added: nobody can say which half it went on as.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log

from .rules import plain

ALIKE, ALIKE_IN_PLACE = 0.45, 0.3
IN_PLACE = 0.15
WHOLE = 0.8
RAREST, NEAREST = 12, 12
LONGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it is compared: where it stands and what it says."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text: `same` in both, `out` of the old one, `in` the new one."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One clause through both texts: `unchanged`, `moved`, `edited`, `added` or `removed`.

    An edited clause may stand elsewhere too. The `same` and `out` words are the old text to the letter, the
    `same` and `in` words the new one. `similarity` is 1 for the same words, 0 with nothing to compare.
    """

    kind: str
    old: ClauseText | None
    new: ClauseText | None
    similarity: float
    words: tuple[Word, ...]

    @property
    def address(self) -> str:
        """Where it stands now, or stood last."""
        clause = self.new or self.old
        return clause.address if clause else ""

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than before."""
        return bool(self.old and self.new and self.old.address != self.new.address)


def diff(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> list[Pair]:
    """Every clause of both, once: in the order of the new text, removed ones where they stood."""
    matches = _same_words(old, new)
    scores = _Scores(old, new)
    matches |= _alike(old, new, scores, matches)
    matches = _without_halves(matches, scores)
    kept = set(matches.values())
    last, gone = -1, defaultdict[int, list[int]](list)
    place = {before: after for after, before in matches.items()}
    for before in range(len(old)):
        if before in kept:
            last = place[before]
        else:
            gone[last].append(before)
    pairs = [_pair(old[before], None, 0) for before in gone[-1]]
    for after, clause in enumerate(new):
        found = matches.get(after)
        score = scores.of(found, after) if found is not None else 0
        pairs.append(_pair(old[found] if found is not None else None, clause, score))
        pairs += [_pair(old[before], None, 0) for before in gone[after]]
    return pairs


def mark_words(old: str, new: str) -> tuple[Word, ...]:
    """Both texts word by word; a change of several words in a row is one change."""
    before, after = _tokens(old), _tokens(new)
    if len(before) * len(after) > LONGEST:
        return _runs([("out", old), ("in", new)])
    found = SequenceMatcher(None, before, after, autojunk=False)
    marks: list[tuple[str, str]] = []
    for _tag, i, i_end, j, j_end in found.get_opcodes():
        left, right = "".join(before[i:i_end]), "".join(after[j:j_end])
        marks += [("same", left)] if left == right else [("out", left), ("in", right)]
    return _runs(marks)


class _Scores:
    """How alike two clauses are: shared letter triples, the rare ones counting for more."""

    def __init__(self, old: Sequence[ClauseText], new: Sequence[ClauseText]) -> None:
        self.old, self.new = [_triples(c.text) for c in old], [_triples(c.text) for c in new]
        known = Counter(triple for bag in (*self.old, *self.new) for triple in bag)
        total = len(old) + len(new)
        self.weights = {triple: log(1 + total / count) for triple, count in known.items()}
        self.old_weight = [self._weigh(bag) for bag in self.old]
        self.new_weight = [self._weigh(bag) for bag in self.new]

    def of(self, before: int, after: int) -> float:
        """From 0, nothing in common, to 1."""
        whole = self.old_weight[before] + self.new_weight[after]
        return 2 * self._weigh(self.old[before] & self.new[after]) / whole if whole else 1.0

    def old_within(self, before: int, after: int) -> float:
        """How much of the old clause the new one holds."""
        return self._weigh(self.old[before] & self.new[after]) / (self.old_weight[before] or 1)

    def new_within(self, before: int, after: int) -> float:
        """How much of the new clause the old one held."""
        return self._weigh(self.old[before] & self.new[after]) / (self.new_weight[after] or 1)

    def _weigh(self, bag: Counter[str]) -> float:
        return sum(self.weights[triple] * count for triple, count in bag.items())


def _same_words(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> dict[int, int]:
    """New to old places of clauses with the very same words: at the same address first, then in order."""
    waiting = defaultdict[str, list[int]](list)
    for before, clause in enumerate(old):
        waiting[plain(clause.text)].append(before)
    found: dict[int, int] = {}
    for in_place in (True, False):
        for after, clause in enumerate(new):
            places = waiting[plain(clause.text)] if after not in found else []
            fitting = (p for p in places if not in_place or old[p].address == clause.address)
            if (place := next(fitting, None)) is not None:
                found[after] = place
                places.remove(place)
    return found


def _alike(
    old: Sequence[ClauseText], new: Sequence[ClauseText], scores: _Scores, taken: dict[int, int]
) -> dict[int, int]:
    """The rest, the most alike first."""
    free_old = set(range(len(old))) - set(taken.values())
    free_new = set(range(len(new))) - set(taken)
    ranked = []
    for before, after in _candidates(old, new, free_old, free_new):
        score, here = scores.of(before, after), old[before].address == new[after].address
        if score >= (ALIKE_IN_PLACE if here else ALIKE):
            ranked.append((-score - IN_PLACE * here, abs(before - after), after, before))
    found: dict[int, int] = {}
    for _score, _way, after, before in sorted(ranked):
        if after in free_new and before in free_old:
            found[after] = before
            free_new.remove(after)
            free_old.remove(before)
    return found


def _candidates(
    old: Sequence[ClauseText], new: Sequence[ClauseText], free_old: set[int], free_new: set[int]
) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: those at one address, and those that share the most of their rarest words."""
    index, at = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for before in sorted(free_old):
        at[old[before].address].append(before)
        for word in _vocabulary(old[before].text):
            index[word].append(before)
    for after in sorted(free_new):
        shared = [word for word in _vocabulary(new[after].text) if word in index]
        rarest = sorted(shared, key=lambda word: (len(index[word]), word))[:RAREST]
        votes = Counter(before for word in rarest for before in index[word])
        near = {before for before, _count in votes.most_common(NEAREST)}
        yield from ((before, after) for before in sorted(near.union(at.get(new[after].address, ()))))


def _without_halves(matches: dict[int, int], scores: _Scores) -> dict[int, int]:
    """Without the pairs of which one side is only a part of the other, whose other part stands unpaired."""
    free_new = set(range(len(scores.new))) - set(matches)
    free_old = set(range(len(scores.old))) - set(matches.values())

    def half(before: int, after: int) -> bool:
        if scores.of(before, after) >= WHOLE:
            return False
        if scores.new_within(before, after) >= WHOLE:
            return any(scores.new_within(before, other) >= WHOLE for other in free_new)
        if scores.old_within(before, after) >= WHOLE:
            return any(scores.old_within(other, after) >= WHOLE for other in free_old)
        return False

    return {after: before for after, before in matches.items() if not half(before, after)}


def _pair(old: ClauseText | None, new: ClauseText | None, score: float) -> Pair:
    if old is None or new is None:
        words = _runs([("out", old.text if old else ""), ("in", new.text if new else "")])
        return Pair("added" if new else "removed", old, new, 0.0, words)
    if plain(old.text) != plain(new.text):
        return Pair("edited", old, new, round(min(score, 0.999), 3), mark_words(old.text, new.text))
    kind = "unchanged" if old.address == new.address else "moved"
    return Pair(kind, old, new, 1.0, mark_words(old.text, new.text))


def _runs(marks: Sequence[tuple[str, str]]) -> tuple[Word, ...]:
    """Marks with changes in a row as one: a space alone between two changes belongs to both."""
    words: list[Word] = []
    out = put = ""
    for place, (mark, text) in enumerate(marks):
        within = mark == "same" and text.isspace() and bool(out or put) and place < len(marks) - 1
        out += text if mark == "out" or within else ""
        put += text if mark == "in" or within else ""
        if mark == "same" and not within:
            words += _changed(out, put)
            words.append(Word("same", text))
            out = put = ""
    return tuple(word for word in (*words, *_changed(out, put)) if word.text)


def _changed(out: str, put: str) -> list[Word]:
    return [Word("out", out), Word("in", put)]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _vocabulary(text: str) -> list[str]:
    return sorted(set(re.findall(r"\w+", plain(text).lower())))


def _triples(text: str) -> Counter[str]:
    words = " ".join(re.findall(r"\w+", plain(text).lower()))
    letters = f" {words} "
    return Counter(letters[i : i + 3] for i in range(max(1, len(letters) - 2)))
