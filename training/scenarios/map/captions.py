"""Words in lines that fit into a box of the drawing, where nothing else breaks them."""

import unicodedata
from typing import Final

COLUMNS: Final = 18


def lines(words: str) -> tuple[str, ...]:
    """The words in lines that fit into a box; what is cut off ends in an ellipsis."""
    found, rest = list[str](), " ".join(words.removesuffix("…").split())
    whole = not words.endswith("…")
    for room in (COLUMNS, COLUMNS):
        cut = _fitting(rest, room)
        if cut < len(rest) and " " in rest[: cut + 1]:
            cut = rest[: cut + 1].rindex(" ")
        found.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    if rest or not whole:
        last = found[-1]
        if _fitting(f"{last} …", COLUMNS) < len(last) + 2:
            last = last.rsplit(" ", 1)[0] if " " in last else last[: _fitting(last, COLUMNS - 2)]
        found[-1] = f"{last} …".lstrip()
    return tuple(line for line in found if line)


def _fitting(text: str, room: int) -> int:
    """How many characters fit into so many columns; wide ones take two."""
    columns = 0
    for place, char in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if columns > room:
            return place
    return len(text)
