"""The content that ships, read once, and the measures it is held to. No database."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

from training.modules.formats import Lesson, read_lessons
from training.scenarios import formats
from training.scenarios.covering.filed import Content, contents
from training.scenarios.document import Node, ScenarioDoc
from training.scenarios.paths import reach
from training.scenarios.wording import words

QUIZZES = Path(__file__).parents[2] / "quizzes"
CHANCE = {2: 5.99, 3: 7.81, 4: 9.49}
"""What chi-square stays below nineteen times in twenty when only chance is at work, by degrees of freedom."""
_END = re.compile(r"(?<=[.!?])[\"”’)*]*\s+|\n\s*\n|\n\s*- ")


@cache
def judged() -> list[Content]:
    """Each code's folder as `flask quizzes lint` and `coverage` see it."""
    return list(contents(None, QUIZZES))


@cache
def stories() -> dict[str, ScenarioDoc]:
    """Every scenario by its path below quizzes/."""
    files = sorted(QUIZZES.glob("*/scenarios/*.yaml"))
    return {
        str(file.relative_to(QUIZZES)): formats.parse(file.read_text(encoding="utf-8"), name=file.name)
        for file in files
    }


@cache
def lessons() -> dict[str, Lesson]:
    """Every lesson by its path below quizzes/."""
    folders = sorted(QUIZZES.glob("*/modules"))
    found = {folder: read_lessons(folder) for folder in folders}
    return {
        str((folder / lesson.name).relative_to(QUIZZES)): lesson
        for folder, every in found.items()
        for lesson in every.values()
    }


def decisions() -> Iterator[tuple[str, Node]]:
    """Every decision of every scenario, with a name that leads to it."""
    for file, doc in stories().items():
        yield from ((f"{file}: {key}", node) for key, node in doc.decisions.items())


def branches(doc: ScenarioDoc) -> bool:
    """Whether what is chosen comes back later, by the graph alone.

    At one decision, different answers lead to different decisions; on a way from there, a second decision
    parts the ways once more; and at least two endings are written.
    """
    graph = doc.graph()
    met = reach(graph, doc.start)
    onward = {key: {edge.next for edge in graph[key]} for key in met}
    forks = {key for key in met if len(onward[key]) > 1}
    endings = {target for ways in onward.values() for target in ways if target and target not in graph}
    return len(endings) > 1 and any(
        len(onward[key] & met) > 1
        and any(forks & (reach(graph, later) - {key}) for later in onward[key] & met if later)
        for key in forks
    )


def texts(node: Node) -> Iterator[str]:
    """Everything an officer may read at a node."""
    speech = [node.speech.says] if node.speech else []
    yield from filter(None, [node.situation, *speech, node.question, node.consequence, node.ending])
    for option in node.options:
        yield from filter(None, [option.text, option.consequence, option.feedback])


def sentences(text: str) -> list[int]:
    """The number of words of each sentence."""
    return [length for part in _END.split(text) if (length := len(words(part)))]


def unevenness(items: Iterable[Node]) -> tuple[float, int, int]:
    """How unevenly the best options stand: chi-square, its degrees of freedom, the place most overdone.

    By chance the best of three options stands in each of three places once in three, of five once in five.
    """
    places, due = Counter[int](), defaultdict[int, float](float)
    for node in items:
        places[node.options.index(node.best)] += 1
        for place in range(len(node.options)):
            due[place] += 1 / len(node.options)
    chi = sum((places[place] - mean) ** 2 / mean for place, mean in due.items())
    return chi, len(due) - 1, max(due, key=lambda place: places[place] / due[place])


def copied(one: str, other: str) -> float:
    """The share of the shorter text's runs of three words that stand in the other too."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def retold(said: Mapping[str, str]) -> Iterator[tuple[float, str, str]]:
    """How far any two texts tell of the same things: the cosine of their words, rare words weighing most."""
    counts = {name: Counter(words(text)) for name, text in said.items()}
    common = Counter(word for count in counts.values() for word in count)
    vectors = {
        name: _unit({word: times * math.log(len(counts) / common[word]) for word, times in count.items()})
        for name, count in counts.items()
    }
    for one, other in combinations(vectors, 2):
        first, second = vectors[one], vectors[other]
        yield sum(weight * second.get(word, 0) for word, weight in first.items()), one, other


def tell(bad: Iterable[object]) -> str:
    """What failed, one a line."""
    return "\n" + "\n".join(map(str, bad))


@cache
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    told = words(text)
    return frozenset(tuple(told[at : at + 3]) for at in range(len(told) - 2))


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight**2 for weight in vector.values())) or 1
    return {word: weight / length for word, weight in vector.items()}
