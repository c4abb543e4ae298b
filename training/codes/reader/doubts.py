"""Findings: numbers missing, doubled or skipped, damage by a scan, markup and formulas in the text."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from .document import Clause, Finding, Section
from .nodes import Node

DAMAGED = re.compile(
    r"[A-Z][l|][A-Z]|[A-Za-z]0[A-Za-z]|[‘’][A-Z]|[;.]\s?[,)]?\s?[‘)]\s?$|[;:]\s?[,)]\s?[‘']?$"
)
MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def number_findings(lists: Sequence[Sequence[Node]]) -> list[Finding]:
    """Doubts about the numbers of every list of brothers."""
    found: list[Finding] = []
    running: dict[tuple[str, str], int] = {}
    numbered = any(
        node.mark and node.mark.style and node.family in ("digit", "lost", "lower")
        for run in lists
        for node in run
    )
    for siblings in lists:
        runs: dict[object, list[Node]] = {}
        for node in siblings:
            if node.reading and node.family != "bullet":
                runs.setdefault((node.group, node.lead_line if not node.group else 0), []).append(node)
        for run in runs.values():
            found += run_findings(run, running) if numbered else unnumbered(run)
    return found


def run_findings(run: Sequence[Node], running: dict[tuple[str, str], int]) -> Iterable[Finding]:
    """One list: a number lost, printed twice, jumped over, or misread."""
    last, lost = 0, 0
    unread = [node for node in run if node.family == "lost" and not node.label]
    if len(unread) > 1 or (unread and run[-1] is unread[-1] and len(run) > 1):
        yield lost_run(run, unread)
    for node in run:
        if node.reading is None:
            continue
        if node.family == "lost":
            lost += 1
            yield misprinted(node) if node.label else lost_number(node)
            continue
        key = (node.family, node.style)
        if not last and node.value > 1 and running.get(key, 0) == node.value - 1:
            last = node.value - 1
        yield from step_findings(node, last, lost)
        if node.reading.repaired:
            yield repaired(node)
        last, lost = node.value, 0
        running[key] = node.value


def unnumbered(run: Sequence[Node]) -> Iterable[Finding]:
    """A list in a document that prints no numbers at all."""
    if any(node.family == "lost" for node in run):
        message = (
            f"Baris {run[0].line}–{run[-1].line}: {len(run)} butir tercetak tanpa nomor; label dibiarkan "
            f"kosong."
        )
        yield Finding("label-missing", run[0].line, "note", message)


def lost_number(node: Node) -> Finding:
    return Finding(
        "label-missing",
        node.line,
        "warning",
        f"Baris {node.line}: nomor tidak terbaca; label dibiarkan kosong. Isi nomor sesuai naskah asli.",
    )


def misprinted(node: Node) -> Finding:
    message = (
        f"Baris {node.line}: “{node.label}” tercetak di tempat sebuah nomor; label dikutip seperti tercetak. "
        "Periksa pada naskah asli."
    )
    return Finding("ocr-damage", node.line, "warning", message)


def lost_run(run: Sequence[Node], unread: Sequence[Node]) -> Finding:
    before = next((node.label for node in reversed(run[: run.index(unread[0])]) if node.label), "")
    where = f" setelah nomor {before}" if before else ""
    lines = f"{unread[0].line}–{unread[-1].line}" if len(unread) > 1 else str(unread[0].line)
    return Finding(
        "labels-lost",
        unread[0].line,
        "error",
        f"Baris {lines}: {len(unread)} butir{where} kehilangan nomornya. Mungkin ada butir yang ikut hilang, "
        "jadi nomor tidak dihitung dari urutan. Cocokkan dengan naskah asli.",
    )


def step_findings(node: Node, last: int, lost: int) -> Iterable[Finding]:
    if node.family == "decimal" or not node.value:
        return
    before = place_name(node, last)
    if last and node.value == last:
        message = (
            f"Baris {node.line}: nomor {node.label} tercetak dua kali berturut-turut; label tetap seperti "
            f"tercetak."
        )
        yield Finding("label-repeated", node.line, "warning", message)
    elif node.value > last + 1 + lost:
        gap = place_name(node, last + 1 + lost)
        until = place_name(node, node.value - 1)
        missing = gap if gap == until else f"{gap}–{until}"
        start = (
            f"dari nomor {before} langsung ke nomor {node.label}"
            if last
            else f"daftar dimulai dari nomor {node.label}"
        )
        yield Finding(
            "label-skipped",
            node.line,
            "warning",
            f"Baris {node.line}: {start}; nomor {missing} tidak ditemukan.",
        )
    elif last and node.value < last:
        message = f"Baris {node.line}: setelah nomor {before} tercetak nomor {node.label}; urutan tidak naik."
        yield Finding("label-order", node.line, "warning", message)


def place_name(node: Node, value: int) -> str:
    if node.family in ("lower", "upper") and 0 < value < 27:
        return chr((96 if node.family == "lower" else 64) + value)
    if node.family == "lower" and 26 < value < 53:
        return chr(70 + value) * 2
    return node.label if value == node.value else str(value)


def repaired(node: Node) -> Finding:
    printed = node.mark.printed if node.mark else ""
    return Finding(
        "ocr-damage",
        node.line,
        "warning",
        f"Baris {node.line}: tanda “{printed}” dibaca sebagai nomor {node.label} menurut urutannya. "
        f"Periksa pada naskah asli.",
    )


def text_findings(sections: Sequence[Section]) -> list[Finding]:
    """Damage, markup and formulas in headings and clauses."""
    found: list[Finding] = []
    for section in sections:
        found += odd(section.title, section.line, "judul bagian")
        for clause, following in zip_longest(section.clauses, section.clauses[1:]):
            found += odd(clause.text, clause.line, "butir")
            found += open_colon(clause, following)
    return found


def odd(text: str, line: int, what: str) -> Iterable[Finding]:
    if DAMAGED.search(text[-2000:]):
        message = (
            f"Baris {line}: huruf atau tanda baca pada {what} ini tampak rusak oleh pemindaian. Teks tetap "
            f"seperti tercetak."
        )
        yield Finding("ocr-damage", line, "note", message)
    if MARKUP.search(text):
        message = (
            f"Baris {line}: {what} memuat tanda seperti kode HTML. Teks ditampilkan apa adanya, tidak "
            f"dijalankan."
        )
        yield Finding("markup-in-text", line, "warning", message)
    if text[:1] in ("=", "+", "@"):
        message = (
            f"Baris {line}: {what} diawali “{text[0]}” seperti rumus lembar kerja. Teks tetap dibaca "
            f"sebagai teks."
        )
        yield Finding("formula-in-text", line, "warning", message)


def open_colon(clause: Clause, following: Clause | None) -> Iterable[Finding]:
    """A clause that ends with a colon although nothing follows beneath it: often a misread semicolon."""
    if clause.text.endswith(":") and (following is None or following.parent != clause.label):
        message = (
            f"Baris {clause.line}: butir berakhir dengan titik dua tanpa rincian; mungkin tanda "
            "titik koma yang salah terbaca."
        )
        yield Finding("ocr-damage", clause.line, "note", message)
