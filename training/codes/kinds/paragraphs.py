"""A Word paragraph as it is printed: its words, its number, its indent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .numbering import Level, Lists, W, indent_of, is_on, value_of, whole
from .styles import Style

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
LEFT_OUT = {W + name for name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "sdtPr")}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
TWIPS_A_SPACE = 120
DEEPEST_INDENT = 40


@dataclass(slots=True)
class Reading:
    """What is known of the document while its body is read, and what was met on the way."""

    lists: Lists
    styles: dict[str, Style]
    default_style: str
    carried: str = ""
    met: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its computed number, its words (with line breaks), the spaces before it."""

    label: str
    text: str
    indent: int

    @property
    def lines(self) -> list[str]:
        """The printed lines, the number before the first; empty when nothing is printed."""
        printed = (self.label + self.text).strip(" \n")
        return [" " * self.indent + line.strip(" ") for line in printed.split("\n")] if printed else []


def read_paragraph(element: Element, reading: Reading) -> Paragraph | None:
    """A paragraph, counting its number. None when its end was deleted: its words go on in the next one."""
    properties = element.find(W + "pPr")
    key = value_of(properties, "pStyle") or reading.default_style
    style = reading.styles.get(key, Style())
    text = reading.carried + words_of(element, reading, capitals=style.capitals)
    reading.carried = ""
    mark = properties.find(W + "rPr") if properties is not None else None
    if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
        reading.carried = text
        return None
    number, depth = list_of(properties, style, reading.lists)
    level = reading.lists.level(number, depth) if number else None
    label = reading.lists.next_label(number, depth) if level else ""
    if level and level.format == "bullet" and not text.strip():
        label = ""
    return Paragraph(label, text, spaces(properties, style, level))


def list_of(properties: Element | None, style: Style, lists: Lists) -> tuple[str, int]:
    """The list a paragraph belongs to and its level there; nothing for the list 0, which is none."""
    listed = properties.find(W + "numPr") if properties is not None else None
    number = value_of(listed, "numId") or style.number
    if not number or number == "0":
        return "", 0
    if said := value_of(listed, "ilvl"):
        return number, whole(said, 0)
    if value_of(listed, "numId"):
        return number, style.depth or 0
    return number, lists.depth_of_style(number, style.named_by) if style.depth is None else style.depth


def spaces(properties: Element | None, style: Style, level: Level | None) -> int:
    """The indent in spaces: the paragraph's own, else its list's, else its style's; centred text has none."""
    if value_of(properties, "jc") in ("center", "right", "end"):
        return 0
    own = indent_of(properties)
    found = own if own is not None else level.indent if level and level.indent is not None else style.indent
    return max(0, min(round((found or 0) / TWIPS_A_SPACE), DEEPEST_INDENT))


def words_of(element: Element, reading: Reading, *, capitals: bool) -> str:
    """The words of a paragraph as printed: insertions in, deletions, drawings and hidden text out."""
    words: list[str] = []
    for run in runs(element, reading):
        properties = run.find(W + "rPr")
        if properties is not None and is_on(properties.find(W + "vanish")):
            reading.met |= {"hidden"} if run.findtext(W + "t") else set()
            continue
        said = properties.find(W + "caps") if properties is not None else None
        upper = is_on(said) if said is not None else capitals
        text = "".join(sign_of(child) for child in printed(run, reading))
        words.append(text.upper() if upper else text)
    return "".join(words)


def runs(element: Element, reading: Reading) -> Iterator[Element]:
    """The runs of a paragraph in order, through links, content controls and insertions."""
    for child in element:
        if child.tag == W + "r":
            yield child
        elif child.tag in LEFT_OUT:
            note_left_out(child, reading)
        elif child.tag == ALTERNATIVES:
            yield from runs_of_fallback(child, reading)
        else:
            yield from runs(child, reading)


def runs_of_fallback(element: Element, reading: Reading) -> Iterator[Element]:
    note_left_out(element, reading)
    for fallback in element.iter(FALLBACK):
        yield from runs(fallback, reading)


def printed(run: Element, reading: Reading) -> Iterator[Element]:
    """The signs of a run; of alternatives the simpler one."""
    for child in run:
        if child.tag in LEFT_OUT:
            note_left_out(child, reading)
        elif child.tag == ALTERNATIVES:
            note_left_out(child, reading)
            for fallback in child.findall(FALLBACK):
                yield from (each for each in fallback if each.tag not in LEFT_OUT)
        else:
            yield child


def sign_of(element: Element) -> str:
    if element.tag in (W + "t", MATH):
        return element.text or ""
    if element.tag == W + "sym":
        return symbol(element.get(W + "char", ""))
    return SIGNS.get(element.tag, "")


def symbol(code: str) -> str:
    """A sign given by its number in a symbol font."""
    try:
        return (
            chr(int(code, 16)) if 0x20 <= int(code, 16) < 0xD800 or 0xE000 <= int(code, 16) < 0xFFFE else ""
        )
    except ValueError:
        return ""


def note_left_out(element: Element, reading: Reading) -> None:
    if element.tag in (W + "del", W + "moveFrom"):
        reading.met.add("deleted")
    elif any(box.findtext(f".//{W}t") for box in element.iter(W + "txbxContent")):
        reading.met.add("box")
