"""From the tree of an outline to sections and clauses, each with its label and a unique address."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .cleaning import fold
from .document import Clause, Finding, Section
from .nodes import Node
from .polarity import NORMATIVE, PREAMBLE, REFUSAL, first_pole, kind_of_heading, kind_of_lead
from .ranking import section_heads, unfold
from .weighing import confidence_of, groups_of, kind_of


@dataclass
class Assembly:
    """Sections being built; addresses are unique across the document."""

    prose_at_root: bool
    sections: list[Section] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lists: list[list[Node]] = field(default_factory=list)
    addresses: Counter[str] = field(default_factory=Counter)
    prefixes: Counter[str] = field(default_factory=Counter)
    named: set[tuple[Node, str]] = field(default_factory=set)
    rules: tuple[int, set[str]] | None = None

    def among_rules(self, root: Node, child: Node) -> bool:
        """Whether a paragraph without a heading is a rule: it, one above, or one of its subject commands."""
        if self.rules is None:
            rules = [node for node in root.children if node.role == "para" and states_rule(node)]
            self.rules = (rules[0].line if rules else 0, {subject_of(rule) for rule in rules})
        first, subjects = self.rules
        return bool(first) and (child.line >= first or subject_of(child) in subjects)

    def counted(self, place: str, name: str) -> str:
        """`A.butir-3`: the internal name of something printed without a number."""
        self.prefixes[f"{place}/{name}"] += 1
        return ".".join(filter(None, (place, f"{name}-{self.prefixes[f'{place}/{name}']}")))

    def unique(self, address: str) -> str:
        """The address, with a counter when it is taken."""
        own = address
        while self.addresses[own]:
            self.addresses[address] += 1
            own = f"{address}-{self.addresses[address]}"
        self.addresses[own] += 1
        return own


def assemble(root: Node, *, prose_at_root: bool) -> Assembly:
    """Sections with clauses from the tree of an outline."""
    built = Assembly(prose_at_root)
    emit(built, root, "", "")
    return built


def emit(built: Assembly, node: Node, prefix: str, inherited: str) -> None:
    """Emit one heading with its own clauses, then the headings beneath it."""
    heads = section_heads(node)
    for head in heads:
        head.headed = True
        unfold(head)
    heading = (
        node.title
        if node.role in ("division", "heading")
        else node.text.rstrip(":")
        if node.role == "item"
        else ""
    )
    articles = any(child.role == "division" for child in node.children)
    surrounding = bool(heading) and PREAMBLE.match(fold(heading)) is not None and not articles
    direct = (
        []
        if surrounding
        else [child for child in node.children if child not in heads and is_rule(built, node, child)]
    )
    named = kind_of_heading(heading) or (kind_of_lead(heading) if REFUSAL.search(fold(heading)) else "")
    kind = inherited if inherited in ("definition", "procedure") else named or inherited
    if direct or (node.role != "root" and (heads or node.label)):
        build_section(built, node, direct, heading, prefix, kind)
    for child in node.children:
        if child in heads and not surrounding:
            emit(built, child, prefix_of(built, node, child, prefix), kind)


def build_section(
    built: Assembly, node: Node, direct: list[Node], heading: str, prefix: str, kind: str
) -> None:
    groups = groups_of(direct)
    clauses: list[Clause] = []
    if direct:
        built.lists.append(direct)
    for child in direct:
        clauses += clause_tree(built, child, prefix, kind, groups.get(id(child)), len(direct))
    if not kind:
        counted = Counter(clause.kind for clause in clauses).most_common(1)
        kind = counted[0][0] if counted else "standard"
    elif kind == "mixed":
        kind = first_pole(heading) if first_pole(heading) != "standard" or not clauses else clauses[0].kind
    title = heading or (node.label if node.role == "division" else "")
    trainable = kind not in ("definition", "procedure")
    built.sections.append(
        Section(
            node.label,
            title,
            kind,
            node.line or (clauses[0].line if clauses else 1),
            trainable,
            tuple(clauses),
        )
    )


def prefix_of(built: Assembly, node: Node, child: Node, prefix: str) -> str:
    """The first part of the addresses under a heading: its label below its outer heading's, made unique."""
    if child.label:
        own = child.label
        if child.role == "item" and prefix:
            own = f"{prefix}.{own}"
    elif not built.sections and sum(c.role != "para" for c in node.children) == 1:
        return prefix
    else:
        own = "-".join(re.findall(r"\w+", child.title.lower())[:3]) or "bagian"
    if child.rank in (1, 2) and prefix and built.prefixes[own] and (node, own) not in built.named:
        own = f"{prefix}.{own}"
    built.named.add((node, child.label))
    built.prefixes[own] += 1
    times = built.prefixes[own]
    if times == 1:
        return own
    if child.label:
        built.findings.append(
            Finding(
                "section-repeated",
                child.line,
                "warning",
                f"Baris {child.line}: huruf atau nomor bagian “{child.label}” dipakai lagi. Label tetap "
                f"seperti tercetak; "
                f"alamat butirnya memakai “{own}-{times}” agar tidak tertukar.",
            )
        )
    return f"{own}-{times}"


def is_rule(built: Assembly, node: Node, child: Node) -> bool:
    """Whether a direct child is a clause. A paragraph is, unless it introduces, narrates or stands aside."""
    if child.role == "item":
        return (bool(child.text.strip()) and any(c.isalnum() for c in child.text)) or bool(child.children)
    if child.role != "para":
        return False
    text = child.text
    if text.endswith(":") or child.doubt == "narrative" or not any(c.isalpha() for c in text):
        return False
    outside = child.doubt == "outside"
    if node.role == "root":
        outside = outside or not built.prose_at_root or not built.among_rules(node, child)
    if outside and (node.role != "root" or built.prose_at_root):
        message = f"Baris {child.line}: “{text[:60]}” berada di luar daftar butir dan tidak dijadikan butir."
        built.findings.append(Finding("text-outside", child.line, "note", message))
    return not outside


def subject_of(node: Node) -> str:
    return next(iter(node.head.split()), "")


def states_rule(node: Node) -> bool:
    return NORMATIVE.search(" ".join(fold(words) for _, words in node.parts[:20])) is not None


def clause_tree(
    built: Assembly, node: Node, prefix: str, kind: str, group: str | None, siblings: int
) -> Iterator[Clause]:
    """The clause of a node and, after it, those of its children, in the order of the text."""
    stack: list[tuple[Node, str, str | None]] = [(node, ".".join(filter(None, (prefix, group))), None)]
    while stack:
        current, place, parent = stack.pop()
        label = printed_label(current)
        address = built.unique(address_of(built, current, place, label, siblings))
        own_kind = kind_of(current, kind, group)
        if current.text.strip():
            last = current.parts[-1][0]
            yield Clause(
                label,
                address,
                current.text,
                own_kind,
                current.line,
                last,
                parent,
                group,
                confidence_of(current),
            )
        if current.children:
            built.lists.append([child for child in current.children if child.role == "item"])
        stack.extend((child, address, label or None) for child in reversed(current.children))


def address_of(built: Assembly, node: Node, place: str, label: str, siblings: int) -> str:
    """Where a clause stands. Bullets, paragraphs and lost numbers get an internal name that is no number."""
    if node.role == "para":
        return place if place and siblings == 1 else built.counted(place, "alinea")
    if node.family == "bullet":
        return built.counted(place, "butir")
    if node.family == "decimal" and place and label.startswith(place.split(".")[-1] + "."):
        place = ".".join(place.split(".")[:-1])
    elif not label:
        label = f"?{max(node.lost, 1)}"
    return ".".join(filter(None, (place, label)))


def printed_label(node: Node) -> str:
    """The label as printed, with its bracket only where an outer clause counts in the same signs.

    `1)` beneath a lettered clause keeps its bracket too: in an article without paragraphs it would else look
    like one.
    """
    if not node.reading or node.reading.family == "lost":
        return node.label
    outer, closing = node.parent, node.mark is not None and ")" in node.mark.printed
    while closing and outer is not None and outer.role == "item":
        if outer.headed:
            break
        lettered = outer is node.parent and outer.family == "lower" and node.style == ")"
        if outer.parts and (outer.family == node.family or (lettered and node.family == "digit")):
            return f"({node.label})" if node.style.startswith("(") else f"{node.label})"
        outer = outer.parent
    return node.label
