"""What is true about an attestation: which text was shown, and the hash that fixes it."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

RULE = "-" * 8


@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause as the page shows it: its address and its words."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownList:
    """Clauses under one lead-in; `group` is empty when the section has a single list."""

    group: str
    clauses: tuple[ShownClause, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    heading: str
    lists: tuple[ShownList, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything somebody attests to, in the order of the page, which is drawn from this and nothing else."""

    title: str
    citation: str
    sections: tuple[ShownSection, ...]
    statement: str

    def plain(self) -> str:
        """The shown text as lines: title, citation, headings, `address<TAB>words`, a rule, the statement."""
        lines = [self.title, self.citation]
        for section in self.sections:
            lines.append(section.heading)
            for listed in section.lists:
                lines += [listed.group] if listed.group else []
                lines += [f"{clause.address}\t{' '.join(clause.text.split())}" for clause in listed.clauses]
        return "\n".join([*lines, RULE, self.statement])


def shown_hash(shown: Shown) -> str:
    """SHA-256 over the shown text: UTF-8, composed (NFC), in hexadecimal."""
    return sha256(unicodedata.normalize("NFC", shown.plain()).encode()).hexdigest()
