"""The numbers Word draws before paragraphs: read from its definitions and counted as Word counts them.

Source: ECMA-376 part 1, 17.9 (numbering).
"""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
PLAIN_BULLETS = {"\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf076": "❖", "\uf0a8": "□"}
BULLETS = "•●○◦▪▫■□❑❖➢➤►✓✔✦★·*-–—o"
LEVELS = 9
HIGHEST = 30_000


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level (from 1) that makes it begin again; 0 is never."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    indent: int | None = None
    style: str = ""


@dataclass(slots=True)
class Lists:
    """The document's list definitions, and where each of them has got to."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def level(self, number: str, depth: int) -> Level | None:
        """The level `depth` (from 0) of the list `number`, its own overrides included."""
        return self.levels.get(number, {}).get(depth)

    def depth_of_style(self, number: str, style: str) -> int:
        """The level a paragraph style is linked to."""
        levels = self.levels.get(number, {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def next_label(self, number: str, depth: int) -> str:
        """Count one paragraph of list `number` at `depth`; the label as Word prints it, with its space."""
        level = self.level(number, depth)
        if level is None:
            return ""
        reached = self.reached.setdefault(self.definitions[number], {})
        if number not in self.begun:
            self.begun.add(number)
            for overridden in self.starts.get(number, {}):
                reached.pop(overridden, None)
        reached[depth] = min(reached[depth] + 1 if depth in reached else self.start(number, depth), HIGHEST)
        for deeper in [other for other in reached if other > depth]:
            restart = (self.level(number, deeper) or Level()).restart
            if restart is None or depth < restart:
                del reached[deeper]
        label = self.printed(number, depth, level, reached)
        return label + level.suffix if label else ""

    def start(self, number: str, depth: int) -> int:
        """The first value of a level."""
        level = self.level(number, depth)
        return self.starts.get(number, {}).get(depth, level.start if level else 1)

    def printed(self, number: str, depth: int, level: Level, reached: dict[int, int]) -> str:
        if level.format == "bullet":
            return bullet(level.text)
        if level.format == "none":
            return re.sub(r"%\d", "", level.text).strip()

        def value(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            outer = self.level(number, place)
            counted = reached.get(place, self.start(number, place))
            return in_format(counted, "decimal" if level.legal or outer is None else outer.format)

        return re.sub(r"%([1-9])", value, level.text[:200]).strip()


def read_lists(root: Element | None, linked: dict[str, str]) -> Lists:
    """The lists of `numbering.xml`. `linked` is the list each numbering style belongs to."""
    found = Lists()
    if root is None:
        return found
    abstract = {each.get(W + "abstractNumId", ""): each for each in root.iter(W + "abstractNum")}
    made = {each.get(W + "numId", ""): each for each in root.iter(W + "num")}
    for number, each in made.items():
        definition = value_of(each, "abstractNumId")
        if link := value_of(abstract.get(definition), "numStyleLink"):
            definition = value_of(made.get(linked.get(link, "")), "abstractNumId") or definition
        found.definitions[number] = definition
        found.levels[number] = levels_of(abstract.get(definition))
        override(found, number, each)
    return found


def override(lists: Lists, number: str, element: Element) -> None:
    """What a list changes of the definition it is made from."""
    for each in element.iter(W + "lvlOverride"):
        depth = whole(each.get(W + "ilvl"), -1)
        if (own := each.find(W + "lvl")) is not None and 0 <= depth < LEVELS:
            lists.levels[number] = lists.levels[number] | {depth: level_of(own)}
        if (start := value_of(each, "startOverride")) and 0 <= depth < LEVELS:
            lists.starts.setdefault(number, {})[depth] = whole(start, 1)


def levels_of(abstract: Element | None) -> dict[int, Level]:
    if abstract is None:
        return {}
    found = {whole(each.get(W + "ilvl"), -1): level_of(each) for each in abstract.findall(W + "lvl")}
    return {depth: level for depth, level in found.items() if 0 <= depth < LEVELS}


def level_of(element: Element) -> Level:
    restart = value_of(element, "lvlRestart")
    level = Level(
        format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText"),
        start=whole(value_of(element, "start"), 0),
        restart=whole(restart, 0) if restart else None,
        legal=is_on(element.find(W + "isLgl")),
        suffix="" if value_of(element, "suff") == "nothing" else " ",
        style=value_of(element, "pStyle"),
    )
    properties = element.find(W + "pPr")
    return replace(level, indent=indent_of(properties)) if properties is not None else level


def indent_of(properties: Element | None) -> int | None:
    """Where a paragraph's first line begins, in twentieths of a point; None when not said."""
    found = properties.find(W + "ind") if properties is not None else None
    if found is None:
        return None
    left = whole(found.get(W + "left") or found.get(W + "start"), 0)
    first = whole(found.get(W + "firstLine"), 0) - whole(found.get(W + "hanging"), 0)
    return left + first


def bullet(text: str) -> str:
    """A bullet the reader knows. Private-use signs are those of the Symbol and Wingdings fonts."""
    sign = PLAIN_BULLETS.get(text, text)
    return sign if sign and sign in BULLETS else "•"


def in_format(value: int, kind: str) -> str:
    """A number as Word writes it. Kinds unknown here are written in digits."""
    if kind in ("lowerLetter", "upperLetter") and value > 0:
        letters = min((value - 1) // 26 + 1, 20) * chr(97 + (value - 1) % 26)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and value > 0:
        return roman(value) if kind == "lowerRoman" else roman(value).upper()
    if kind == "decimalZero":
        return f"{value:02d}"
    return "" if kind == "none" else str(value)


def roman(value: int) -> str:
    letters = ""
    for worth, sign in ROMANS:
        letters += sign * (value // worth)
        value %= worth
    return letters


def value_of(element: Element | None, child: str) -> str:
    """The `w:val` of a child element, or nothing."""
    found = element.find(W + child) if element is not None else None
    return found.get(W + "val", "") if found is not None else ""


def is_on(element: Element | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return element is not None and element.get(W + "val", "true") not in ("0", "false", "off", "none")


def whole(text: str | None, default: int) -> int:
    """A whole number, whatever is written."""
    try:
        return max(-HIGHEST, min(int(float(text or "")), HIGHEST))
    except (ValueError, OverflowError):
        return default
