"""What is wrong with a scenario that can be read: errors forbid publication, warnings ask for a look, and
what waits is right but about a clause that is not in force yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from . import paths as ways
from .decisions import Key, Raw, Severity, decision, habits, keys_of
from .document import Node, ScenarioDoc
from .marking import ONE
from .wording import legal_figure

MAX_WORDS = 120
MASTERY = 80
ENOUGH_SCENARIOS = 2
ENOUGH_DECISIONS = 4
PLACEHOLDER = "[Tuliskan"
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Finding:
    """One thing to improve. `path` is as in `Problem`; about a pool it is `scenarios` or a clause."""

    id: str
    severity: Severity
    path: str
    line: int | None
    message: str


def lint(
    doc: ScenarioDoc,
    clauses: Collection[str],
    *,
    upcoming: Mapping[str, str] = NONE,
    mastery: int = MASTERY,
    max_words: int = MAX_WORDS,
) -> list[Finding]:
    """Findings in the order of the file. `clauses`: the addresses of the code version it is written for;
    `upcoming`: those of the next one, each with what it waits for."""
    raw = [*_story(doc, mastery), *_addresses(doc, clauses, upcoming)]
    raw += [*_figures(doc), *_placeholders(doc)]
    for key, node in doc.decisions.items():
        raw += decision(f"nodes.{key}", node, max_words)
    raw += habits(keys_of(doc.decisions.values()), "nodes", every=1.0, enough=ENOUGH_DECISIONS - 1)
    found = [Finding(name, severity, path, doc.line(path), message) for name, severity, path, message in raw]
    return sorted(found, key=lambda finding: finding.line or 0)


def lint_pool(keys: Iterable[Key]) -> list[Finding]:
    """Findings about scenarios together: a key betrayed by habit."""
    return [_general(*raw) for raw in habits(keys, "scenarios", every=0.75, enough=ENOUGH_DECISIONS)]


def thin(counts: Mapping[str, int]) -> list[Finding]:
    """Clauses with fewer live scenarios than it takes that answers are not learned by heart."""
    return [
        _general(
            "thin-clause",
            "warning",
            address,
            f"Butir {address} baru diuji {count} skenario; sebaiknya paling sedikit {ENOUGH_SCENARIOS}.",
        )
        for address, count in counts.items()
        if count < ENOUGH_SCENARIOS
    ]


def _general(name: str, severity: Severity, path: str, message: str) -> Finding:
    return Finding(name, severity, path, None, message)


def _placeholders(doc: ScenarioDoc) -> Iterator[Raw]:
    """What a new scenario or an import asks for and nobody has written yet."""
    for name in ("role", "place"):
        if getattr(doc, name).startswith(PLACEHOLDER):
            yield "placeholder", "error", name, "Teks contoh ini belum diganti."
    for key, node in doc.nodes.items():
        texts = {
            "situation": node.situation,
            "ending": node.ending,
            "consequence": node.consequence,
            "speech.says": node.speech and node.speech.says,
        }
        for number, option in enumerate(node.options):
            for name in ("reason", "consequence", "feedback"):
                texts[f"options[{number}].{name}"] = getattr(option, name)
        for name, text in texts.items():
            if text and text.startswith(PLACEHOLDER):
                yield "placeholder", "error", f"nodes.{key}.{name}", "Teks contoh ini belum diganti."


def _story(doc: ScenarioDoc, mastery: int) -> Iterator[Raw]:
    graph = doc.graph()
    reached = ways.reach(graph, doc.start)
    for key, node in doc.nodes.items():
        if key not in reached and not any(edge.next == key for met in reached for edge in graph[met]):
            yield (
                "unreachable-node",
                "error",
                f"nodes.{key}",
                "Tidak ada jalan cerita yang sampai ke adegan ini.",
            )
        elif node.ending is None and not ways.ends_from(graph, key):
            yield "endless-loop", "error", f"nodes.{key}", "Dari adegan ini cerita berputar tanpa akhir."
    most = ways.total(graph, doc.start, max)
    clean = ways.total(graph, doc.start, max, critical=False)
    if most is None:
        return
    if clean is None or clean * 100 < mastery * most:
        message = (
            f"Tidak ada akhir yang dapat dicapai dengan nilai lulus ({mastery}%) tanpa pelanggaran kritis."
        )
        yield "no-passable-ending", "error", "start", message
    best = _best_total(doc)
    if best != most:
        shown = "berputar tanpa akhir" if best is None else f"hanya memperoleh {best} dari {most}"
        message = (
            f"Jalan yang selalu memilih tindakan terbaik {shown}; jalan lain tidak boleh bernilai lebih."
        )
        yield "best-not-maximum", "error", "start", message


def _best_total(doc: ScenarioDoc) -> int | None:
    graph, total, seen = doc.graph(), 0, set[str]()
    key: str | None = doc.start
    while key in graph:
        if key in seen:
            return None
        seen.add(key)
        best = graph[key][_best_place(doc.nodes[key])]
        total, key = total + best.points, best.next
    return total


def _best_place(node: Node) -> int:
    """Where the best way out stands: at several and rank it is the first."""
    return node.options.index(node.best) if node.kind == ONE else 0


def _addresses(doc: ScenarioDoc, clauses: Collection[str], upcoming: Mapping[str, str]) -> Iterator[Raw]:
    told = set[str]()
    for path, address in _cited(doc):
        if address in upcoming and address not in clauses:
            if address not in told:
                message = f"Butir {address} {upcoming[address]}. Draf dapat disimpan dan diperiksa dahulu."
                yield "waiting-clause", "waiting", path, message
            told.add(address)
        elif address not in clauses:
            yield "unknown-clause", "error", path, f"Butir {address} tidak ada dalam kode ini."
    if doc.clause not in [node.clause for node in doc.decisions.values()]:
        message = f"Butir utama {doc.clause} tidak diuji oleh satu keputusan pun."
        yield "main-clause-untested", "warning", "clause", message


def _cited(doc: ScenarioDoc) -> Iterator[tuple[str, str]]:
    yield "clause", doc.clause
    for key, node in doc.decisions.items():
        if node.clause is not None:
            yield f"nodes.{key}.clause", node.clause
        for index, option in enumerate(node.options):
            path = f"nodes.{key}.options[{index}]"
            yield from ((f"{path}.upholds[{at}]", address) for at, address in enumerate(option.upholds))
            yield from ((f"{path}.violates[{at}]", address) for at, address in enumerate(option.violates))


def _figures(doc: ScenarioDoc) -> Iterator[Raw]:
    if doc.checked is not None:
        return
    for path, text in _told(doc):
        if sentence := legal_figure(text):
            message = f"Ada angka hukum tanpa tanggal pemeriksaan (“{sentence[:80]}”). Isi kunci “checked”."
            yield "unchecked-figure", "error", path, message


def _told(doc: ScenarioDoc) -> Iterator[tuple[str, str]]:
    for key, node in doc.nodes.items():
        yield f"nodes.{key}.ending", node.ending or ""
        yield f"nodes.{key}.consequence", node.consequence or ""
        for index, option in enumerate(node.options):
            path = f"nodes.{key}.options[{index}]"
            yield f"{path}.reason", option.reason
            yield f"{path}.consequence", option.consequence or ""
            yield f"{path}.feedback", option.feedback
