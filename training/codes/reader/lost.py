"""Items whose number is not there: told by a gap between their neighbours, or a list without numbers."""

from .cleaning import Line
from .headings import introduces, section_of
from .labels import Mark, Reading
from .nodes import Node, complete, opens
from .outline import Outline

UNREADABLE = Mark("", "", "", "", (Reading("lost", 0),))


def is_lost_item(tree: Outline, index: int) -> bool:
    """A sentence between two numbers that leave a gap for it, or in a list where numbers are lost."""
    line = tree.lines[index]
    if not opens(line.text) or introduces(tree, index) or aside(line.text):
        return False
    section = section_of(tree)
    if section.listing and not tree.levels_in(section):
        return True
    level = next((x for x in reversed(tree.levels) if x.family == "digit"), None)
    after = tree.following[index]
    mark = tree.marks[after] if after < len(tree.lines) else None
    if level is None or mark is None or not complete(level.tail):
        return False
    return any(
        r.family == "digit" and level.value + level.lost + 1 < r.value <= level.value + level.lost + 4
        for r in mark.readings
    )


def aside(text: str) -> bool:
    """Whether a whole line is set in asterisks, underscores or brackets, as a translation is."""
    return len(text) > 2 and text[0] + text[-1] in ("**", "__", "()")


def add_lost(tree: Outline, line: Line) -> None:
    """Add an item whose number is not there."""
    section = section_of(tree)
    level = next((x for x in reversed(tree.levels) if x.family == "digit"), None)
    parent = level.parent if level and level.parent else section
    tree.to_lead(parent)
    above = parent.children[-1] if parent.children else None
    node = parent.add(
        Node("item", line.number, mark=UNREADABLE, reading=UNREADABLE.readings[0], indent=line.indent)
    )
    node.parts.append((line.number, line.text))
    if above and above.family == "lost" and above.lead_line == node.lead_line:
        node.lost = above.lost
    node.lost += 1
    if level:
        node.value, node.lost, node.mark, node.reading = (
            level.value,
            level.lost + 1,
            level.mark,
            UNREADABLE.readings[0],
        )
        tree.levels = [*tree.levels[: tree.levels.index(level)], node]
    tree.open = node
