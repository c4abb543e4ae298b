"""The rights of whom a matter is about, with the law they come from, read from the dated file beside this."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "sources.json"


@dataclass(frozen=True, slots=True)
class Right:
    """A right in words, with its `source`; `sure` is S (seen in a source) or S2 (seen second-hand). `track`
    is empty where it holds on both."""

    key: str
    track: str
    text_id: str
    text_en: str
    source: str
    sure: str
    checked_on: date

    def text(self, language: str) -> str:
        """It in English, or else in Indonesian."""
        return self.text_en if language == "en" else self.text_id


def rights_of(track: str) -> tuple[Right, ...]:
    """The rights that hold on a track."""
    return tuple(right for right in _rights() if right.track in ("", track))


@lru_cache
def _rights() -> tuple[Right, ...]:
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Right(**each | {"checked_on": date.fromisoformat(each["checked_on"])}) for each in read)
