"""What a clause counts for: its kind, the list it belongs to, and how sure its reading is."""

from collections import Counter

from .cleaning import fold
from .nodes import Node
from .polarity import MODAL, PENALISED, group_of, kind_of_heading, kind_of_lead, kind_of_words


def groups_of(direct: list[Node]) -> dict[int, str]:
    """The list each clause belongs to, when one heading holds several lists."""
    named = [child for child in direct if child.group]
    if named:
        led = [child for child in direct if child.lead and not child.group]
        return {id(child): child.group or group_of(child.lead or "") for child in [*named, *led]}
    leads = dict.fromkeys((child.lead_line, child.lead) for child in direct if child.lead)
    if len(leads) < 2 and not (leads and any(child.role == "item" and not child.lead for child in direct)):
        return {}
    names: dict[int, str] = {}
    used: Counter[str] = Counter()
    for line, lead in leads:
        name = group_of(lead or "")
        used[name] += 1
        names[line] = name if used[name] == 1 else f"{name}-{used[name]}"
    return {id(child): names[child.lead_line] for child in direct if child.lead}


def kind_of(node: Node, section_kind: str, group: str | None) -> str:
    """The kind of a clause: from its heading, then its lead-in, and under a mixed heading its own modal."""
    if section_kind in ("definition", "procedure"):
        return section_kind
    if PENALISED.search(fold(node.text)):
        return "sanction"
    lead = ""
    current: Node | None = node
    while current is not None and current.role in ("item", "para") and not lead:
        lead = kind_of_lead(current.lead) or procedural(current.lead) if current.lead else ""
        current = current.parent
        if not lead and current is not None and current.role == "item" and current.text.endswith(":"):
            lead = kind_of_lead(current.text)
    if not lead and node.text.endswith(":"):
        lead = kind_of_lead(node.text)
    plain = section_kind not in ("", "mixed") and not (section_kind == "value" and group)
    if lead and (
        not plain
        or lead in ("prohibition", "sanction", "award", "procedure")
        or (section_kind == "value" and lead == "definition")
    ):
        return lead
    if plain:
        return section_kind
    return kind_of_words(node.text) or "standard"


def procedural(lead: str) -> str:
    """`procedure` for a lead-in that names the panel or a procedure, such as `Majelis bertugas:`."""
    return "procedure" if kind_of_heading(lead) == "procedure" and not MODAL.search(fold(lead)) else ""


def confidence_of(node: Node) -> float:
    """How sure the reading is: a quoted number is, a repaired or lost one is not."""
    if node.role == "para":
        return 0.8
    if node.reading and node.reading.family == "lost":
        return 0.5
    return 0.4 if node.reading and node.reading.repaired else 1.0
