"""A paper on A4 by typst: the same paper gives the same bytes. What people typed is data and never markup, no
font but ours is used, and the moment in the file is the moment of the step."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from ...certifications.printing.glyphs import FONTS, printable
from .blocks import Paper

PRESS = Path(__file__).parent / "press.py"
SHEETS = Path(__file__).parent / "sheets"
EDITION = 1
EDITIONS = {1: "step1.typ"}
LONGEST_SECONDS = 50

_press = Lock()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page: whose office, which matter, for whom it was printed (`mark`, in short
    `watermark`), its place in the record, the sentence about scores; `stamp` is the moment of the step in
    seconds."""

    agency: str
    matter: str
    mark: str
    watermark: str
    seal: str
    disclaimer: str
    stamp: int


def print_paper(paper: Paper, frame: Frame, *, edition: int = EDITION) -> bytes:
    """The PDF, tagged for readers of screens (PDF/UA-1). Raises KeyError for an unknown edition."""
    said = {name: value for name, value in asdict(frame).items() if name != "stamp"} | asdict(paper)
    return press(SHEETS / EDITIONS[edition], _shown(said), frame.stamp)


def press(sheet: Path, said: dict[str, Any], stamp: int) -> bytes:
    """A sheet with its data, which is shown as it is: run what people typed through `printable` before. One
    at a time in a process, since each takes memory of its own."""
    command = [sys.executable, "-I", str(PRESS), str(FONTS), str(sheet), str(stamp)]
    with _press:
        done = subprocess.run(  # noqa: S603 - our own file, and what people typed goes in as data
            command,
            input=json.dumps(said, sort_keys=True).encode(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _shown(value: Any) -> Any:
    """Every text of it as our fonts can show it."""
    if isinstance(value, str):
        return "\u00a0".join(printable(part) for part in value.split("\u00a0"))
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else value
