"""Statistics beside the story: each scene with the shares of its options, and the ways taken as stops."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from ..core.charts import bar, spread
from ..modules.rules import shortened
from ..scenarios.marking import RANK, SEVERAL
from .insight import Insight
from .statistics_words import duration, letter, percent, scene_number, time_words
from .tallies import NodeTally, WayTally

LONGEST_STOP = 90


@dataclass(frozen=True, slots=True)
class OptionShare:
    """An option as the pages of the scenario show it, with its share in words and as a bar."""

    letter: str
    text: str
    grade: str
    critical: bool
    share: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Scene:
    """A decision with its shares; `options` is empty while too few met it. `how` says what a share counts."""

    number: int
    key: str
    clause: str
    situation: str
    question: str
    how: str
    met: int
    options: list[OptionShare]
    time: str
    spread: Markup
    quartiles: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Stop:
    """One answer on a way: the scene's number, the letters chosen, the text and grade where it is one."""

    scene: int
    letters: str
    text: str
    grade: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way taken, with its share; `finished` where the story came to its end."""

    stops: list[Stop]
    share: str
    bar: Markup
    finished: bool


def scenes(insight: Insight) -> list[Scene]:
    """The decisions in the order of the file."""
    longest = max((node.seconds.high for node in insight.nodes if node.seconds), default=0.0)
    return [_scene(insight, node, longest * 1.1) for node in insight.nodes]


def ways(insight: Insight) -> list[Way]:
    """The ways most taken, the commonest first."""
    return [_way(insight, way) for way in insight.ways]


def other_ways(insight: Insight) -> float:
    """The percent of runs whose way is not among those shown."""
    return max(0.0, 100 - sum(way.share for way in insight.ways))


def _scene(insight: Insight, tally: NodeTally, longest: float) -> Scene:
    node, seconds = insight.doc.nodes[tally.key], tally.seconds
    return Scene(
        number=scene_number(insight, tally.key),
        key=tally.key,
        clause=node.clause or "",
        situation=shortened(node.situation or "", LONGEST_STOP),
        question=node.question or "",
        how=_counts(node.kind),
        met=tally.met,
        options=_options(insight, tally),
        time=time_words(seconds) if seconds else "",
        spread=spread(*seconds, limit=longest) if seconds else Markup(),
        quartiles=(duration(seconds.low), duration(seconds.middle), duration(seconds.high))
        if seconds
        else None,
    )


def _options(insight: Insight, tally: NodeTally) -> list[OptionShare]:
    shares = tally.shares
    if shares is None:
        return []
    return [
        OptionShare(
            letter=letter(insight, tally.key, option.id),
            text=option.text,
            grade=option.grade or "",
            critical=option.critical,
            share=percent(shares[option.id]),
            bar=bar(round(shares[option.id]), 100),
        )
        for option in insight.doc.nodes[tally.key].options
    ]


def _counts(kind: str) -> str:
    if kind == SEVERAL:
        return _("Bagian petugas yang mencentang setiap pilihan.")
    if kind == RANK:
        return _("Bagian petugas yang menaruh setiap tindakan di urutan yang benar.")
    return _("Bagian petugas yang memilihnya.")


def _way(insight: Insight, tally: WayTally) -> Way:
    stops = [_stop(insight, key, answer) for key, answer in tally.steps]
    return Way(stops, percent(tally.share), bar(round(tally.share), 100), tally.finished)


def _stop(insight: Insight, key: str, answer: str) -> Stop:
    ids = answer.split(",")
    letters = ", ".join(letter(insight, key, each) for each in ids)
    option = next(each for each in insight.doc.nodes[key].options if each.id == ids[0])
    lone = len(ids) == 1
    return Stop(
        scene=scene_number(insight, key),
        letters=letters,
        text=shortened(option.text, LONGEST_STOP) if lone else "",
        grade=(option.grade or "") if lone else "",
    )
