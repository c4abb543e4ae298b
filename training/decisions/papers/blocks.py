"""The parts a paper is set from: plain values that the sheet knows how to show. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .facts import Quoted, Somebody

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what it is called, its own number if it has one, its parts, who signs."""

    title: str
    parts: tuple[Block, ...]
    signs: tuple[Block, ...] = ()
    number: str = ""
    about: str = ""


@dataclass(slots=True)
class Parts:
    """Parts in their order, as they are said."""

    found: list[Block] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """A heading of a part."""
        self.found.append({"is": "heading", "text": text})

    def prose(self, text: str) -> None:
        """Paragraphs: what people typed, an empty line or a new one between them."""
        lines = [line.strip() for line in text.splitlines()]
        self.found += [{"is": "text", "text": line} for line in lines if line]

    def quiet(self, text: str) -> None:
        """A remark in quiet ink."""
        self.found.append({"is": "quiet", "text": text})

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values; those without a value are left out."""
        self.found.append({"is": "facts", "rows": [[name, value] for name, value in rows if value]})

    def clause(self, quoted: Quoted, *, said: str = "", why: str = "") -> None:
        """A clause tab, with what was found about it and why where that is known."""
        self.found.append(
            {"is": "clause", "address": quoted.address, "text": quoted.text, "citation": quoted.citation}
            | {"said": said, "why": [line.strip() for line in why.splitlines() if line.strip()]}
        )

    def exchange(self, number: int, asked: str, answered: str) -> None:
        """A question and its answer, numbered."""
        both = {"asked": asked, "answered": answered}
        lines = {
            name: [each.strip() for each in text.splitlines() if each.strip()] for name, text in both.items()
        }
        self.found.append({"is": "exchange", "number": number} | lines)

    def people(self, rows: Iterable[tuple[Somebody, str, str]]) -> None:
        """A list of people: who, as what, with which remark."""
        self.found.append(
            {
                "is": "people",
                "rows": [[who.name, nip(who.nip), who.rank, role, note] for who, role, note in rows],
            }
        )


def sign(role: str, who: Somebody | None = None, *, refusal: str | None = None) -> Block:
    """A place to sign: `who` is left open where nobody is known; or the refusal with its reason."""
    name = who or Somebody("")
    return {"role": role, "name": name.name, "nip": nip(name.nip), "refusal": refusal}


def nip(digits: str) -> str:
    """18 digits in the groups in which they are printed on cards; anything else as it is."""
    if len(digits) != 18:
        return digits
    return "\u00a0".join((digits[:8], digits[8:14], digits[14:15], digits[15:]))


def officer(who: Somebody) -> list[tuple[str, str]]:
    """Whom a paper is about, as rows of facts."""
    return [
        ("Nama", who.name),
        ("NIP", nip(who.nip)),
        ("Pangkat/golongan", who.rank),
        ("Jabatan", who.position),
        ("Unit kerja", who.unit),
    ]
