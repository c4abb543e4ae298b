"""What a paragraph takes from its style: a list, an indent, capitals."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .numbering import W, indent_of, is_on, value_of, whole


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style with what it inherits. `depth` is None where the list's own link decides."""

    number: str = ""
    depth: int | None = None
    indent: int | None = None
    capitals: bool = False
    named_by: str = ""


def read_styles(root: Element | None) -> tuple[dict[str, Style], dict[str, str], str]:
    """Styles by id, the list of each numbering style, and the id of the default paragraph style."""
    if root is None:
        return {}, {}, ""
    elements = {each.get(W + "styleId", ""): each for each in root.iter(W + "style")}
    styles = {key: style_of(key, elements) for key in elements}
    linked = {key: style.number for key, style in styles.items() if style.number}
    default = next(
        (
            key
            for key, each in elements.items()
            if each.get(W + "type") == "paragraph" and is_set(each.get(W + "default"))
        ),
        "",
    )
    return styles, linked, default


def is_set(value: str | None) -> bool:
    return value in ("1", "true", "on")


def style_of(key: str, elements: dict[str, Element]) -> Style:
    """A style, each property from the nearest ancestor that says it."""
    number, named_by, depth, indent, capitals = "", "", None, None, None
    seen: set[str] = set()
    while key in elements and key not in seen:
        seen.add(key)
        properties = elements[key].find(W + "pPr")
        listed = properties.find(W + "numPr") if properties is not None else None
        if not number and (number := value_of(listed, "numId")):
            named_by = key
        if depth is None and value_of(listed, "ilvl"):
            depth = whole(value_of(listed, "ilvl"), 0)
        indent = indent_of(properties) if indent is None else indent
        letters = elements[key].find(W + "rPr")
        if capitals is None and letters is not None and letters.find(W + "caps") is not None:
            capitals = is_on(letters.find(W + "caps"))
        key = value_of(elements[key], "basedOn")
    return Style(number, depth, indent, bool(capitals), named_by)
