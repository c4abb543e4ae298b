"""The statistics of a version as a table to take along: CSV for people, plain values for machines."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from .insight import Insight
from .statistics_words import advices, letter, scene_number
from .tallies import ENOUGH, NodeTally


def csv_rows(insight: Insight) -> Iterator[list[object]]:
    """One figure a row; below `ENOUGH` runs only how many there are."""
    yield [_("Ukuran"), _("Adegan"), _("Pilihan"), _("Teks"), _("Nilai"), _("Angka"), _("Satuan")]
    runs = _("uji")
    yield [_("Uji yang ada"), None, None, None, None, insight.taken, runs]
    if not insight.shown:
        yield [_("Angka muncul mulai"), None, None, None, None, ENOUGH, runs]
        return
    yield [_("Uji yang dihitung"), None, None, None, None, insight.counted, runs]
    for name, value, unit in _figures(insight):
        yield [name, None, None, None, None, _rounded(value), unit]
    for node in insight.nodes:
        yield from _node_rows(insight, node)
    for way in insight.ways:
        told = " > ".join(f"{scene_number(insight, key)}: {answer}" for key, answer in way.steps)
        yield [_("Jalan yang ditempuh"), None, None, told, None, _rounded(way.share), "%"]
    for advice in advices(insight):
        yield [_("Tanda"), advice.scene or None, None, advice.said, None, None, None]


def as_data(insight: Insight) -> dict[str, Any]:
    """The same for machines; figures are null where there is none or too few runs."""
    version, shown = insight.version, insight.shown
    data: dict[str, Any] = {
        "code": version.scenario.code.slug,
        "scenario": version.scenario.slug,
        "version": version.number,
        "attempts": insight.taken,
        "counted": insight.counted,
        **dict.fromkeys(("facility", "discrimination", "efficiency", "weight", "alpha")),
        **dict.fromkeys(("error_ratio", "sd", "error")),
        "flags": [],
        "nodes": [],
        "paths": [],
    }
    return data | _data(insight) if shown else data


def _data(insight: Insight) -> dict[str, Any]:
    item, whole = insight.item, insight.whole
    figures = {name: getattr(item, name) for name in ("facility", "discrimination", "efficiency")}
    figures |= {"weight": insight.weight} | {
        name: getattr(whole, name) for name in ("alpha", "error_ratio", "sd", "error")
    }
    return {name: _rounded(value) for name, value in figures.items()} | {
        "flags": [
            {"kind": flag.kind, "node": flag.node or None, "option": flag.option or None}
            for flag in insight.flags
        ],
        "nodes": [_node_data(node) for node in insight.nodes],
        "paths": [
            {"steps": way.steps, "share": _rounded(way.share), "finished": way.finished}
            for way in insight.ways
        ],
    }


def _node_data(node: NodeTally) -> dict[str, Any]:
    shares = {key: _rounded(share) for key, share in node.shares.items()} if node.shares else None
    return {"node": node.key, "attempts": node.met, "shares": shares, "seconds": node.seconds}


def _figures(insight: Insight) -> list[tuple[str, float | None, str]]:
    item, whole = insight.item, insight.whole
    points = _("poin")
    return [
        (_("Tingkat keberhasilan"), item.facility, "%"),
        (_("Daya beda"), item.discrimination, "%"),
        (_("Daya beda dari yang mungkin"), item.efficiency, "%"),
        (_("Bobot nyata"), insight.weight, "%"),
        (_("Keandalan uji (alfa Cronbach)"), whole.alpha, "%"),
        (_("Nisbah galat"), whole.error_ratio, "%"),
        (_("Simpangan baku nilai uji"), whole.sd, points),
        (_("Galat baku pengukuran"), whole.error, points),
    ]


def _node_rows(insight: Insight, node: NodeTally) -> Iterator[list[object]]:
    scene, options = scene_number(insight, node.key), insight.doc.nodes[node.key].options
    yield [_("Ditemui"), scene, None, None, None, node.met, _("uji")]
    for option in options if node.shares else ():
        share = _rounded((node.shares or {})[option.id])
        named = letter(insight, node.key, option.id)
        yield [_("Diambil"), scene, named, option.text, option.grade, share, "%"]
    if node.seconds:
        names = (_("Waktu, kuartil bawah"), _("Waktu, median"), _("Waktu, kuartil atas"))
        for name, value in zip(names, node.seconds, strict=True):
            yield [name, scene, None, None, None, _rounded(value), _("detik")]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
