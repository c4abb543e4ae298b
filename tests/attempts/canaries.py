"""Stories with a mark of its own in every field that must not be told before its time, one of each kind.

`KNR` marks open a secret: what is after release only (`kunci`), and what is told only once it is met (`kisah`).
"""

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import count

from werkzeug.test import TestResponse

GRADES = ("best", "poor", "violation")
_numbers = count(1)


def mark(kind: str) -> str:
    """A word that occurs nowhere else: `KNR0007kunci`."""
    return f"KNR{next(_numbers):04}{kind}"


def one(slug: str, clause: str, grades: tuple[str, ...] = GRADES) -> str:
    """A story of two decisions; `grades` are those of the three cards, in the order of the file."""
    first, second = mark("kunci").lower(), mark("kunci").lower()
    return (
        _head(slug, clause, first)
        + _node(first, clause, _acts(f"{slug}-1", clause, grades, onward=second))
        + _node(second, clause, _acts(f"{slug}-2", clause, grades[::-1]))
    )


def under_key(grades: tuple[str, ...]) -> str:
    """Always the same story, word for word, but for which of its three cards is graded how."""
    text = re.sub(r"KNR\d{4}KISAH", "Sesuatu", one("knr-sama", "D.1", grades), flags=re.I)
    first, second = re.findall(r"^  (knr\d+kunci):$", text, re.M)
    text = text.replace(first, "adegan-1").replace(second, "adegan-2")
    return re.sub(r"KNR\d{4}KUNCI", "sebab", text, flags=re.I)


def several(slug: str, clause: str) -> str:
    """A story of ticks."""
    node = mark("kunci").lower()
    acts = _acts(slug, clause, ("best", "acceptable", "violation"), told=False)
    return (
        _head(slug, clause, node)
        + _node(node, clause, acts, kind="several")
        + f"    consequence: {mark('kisah')}\n"
    )


def rank(slug: str, clause: str) -> str:
    """A story of an order."""
    node = mark("kunci").lower()
    acts = [
        f"      - id: {letter}\n        text: Langkah {slug} {place}\n        reason: {mark('kunci')}\n"
        f"        feedback: {mark('kunci')}\n"
        for letter, place in zip("abcd", (3, 1, 4, 2), strict=True)
    ]
    return (
        _head(slug, clause, node)
        + _node(node, clause, "".join(acts), kind="rank")
        + f"    consequence: {mark('kisah')}\n"
    )


def _head(slug: str, clause: str, start: str) -> str:
    return (
        f"format: 1\nid: {slug}\ntitle: Cerita {slug}\ntitle_en: {mark('kunci')}\nclause: {clause}\n"
        f'role: Petugas loket\nplace: Ruang {slug}\ntime: "09.00"\ntags: [{mark("kunci").lower()}]\n'
        f"start: {start}\nnodes:\n"
    )


def _node(key: str, clause: str, options: str, kind: str = "one") -> str:
    said = "" if kind == "one" else f"    kind: {kind}\n"
    return (
        f"  {key}:\n{said}    clause: {clause}\n    situation: {mark('kisah')} terjadi.\n"
        f"    question: Apa yang Anda lakukan?\n    options:\n{options}"
    )


def _acts(slug: str, clause: str, grades: tuple[str, ...], *, onward: str = "", told: bool = True) -> str:
    lines = []
    for letter, grade in zip("abc", grades, strict=True):
        side = "upholds" if grade in {"best", "acceptable"} else "violates"
        lines += [
            f"      - id: {letter}",
            f"        text: Tindakan {slug} {letter.upper()}",
            f"        grade: {grade}",
        ]
        lines += [f"        reason: {mark('kunci')}", f"        feedback: {mark('kunci')}"]
        lines += [f"        consequence: {mark('kisah')}"] if told else []
        lines += [f"        {side}: [{clause}]"]
        lines += ["        critical: true"] if grade == "violation" else []
        lines += [f"        next: {onward}"] if onward else []
    return "\n".join(lines) + "\n"


def marks_in(text: str) -> set[str]:
    """Every mark in a text, whatever its case."""
    return {found.upper() for found in re.findall(r"KNR\d{4}(?:KUNCI|KISAH)", text.upper())}


def everything(response: TestResponse) -> str:
    """All a browser could read of a response: status, headers, cookies laid open, body, files in a file."""
    body = response.data
    parts = [response.status, str(response.headers), body.decode("utf-8", "replace")]
    parts += [_laid_open(cookie) for cookie in response.headers.getlist("Set-Cookie")]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as files:
            parts += [files.read(name).decode("utf-8", "replace") for name in files.namelist()]
    return "\n".join(parts)


def _laid_open(cookie: str) -> str:
    """What a signed cookie holds, read without its secret."""
    return "\n".join(_readings(cookie.split("=", 1)[1].split(";")[0].strip('"')))


def _readings(value: str) -> Iterator[str]:
    packed = value.startswith(".")
    part = value.lstrip(".").split(".")[0]
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        yield json.dumps(json.loads(zlib.decompress(raw) if packed else raw))
    except (ValueError, zlib.error):
        yield value
