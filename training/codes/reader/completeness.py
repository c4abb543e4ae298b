"""What the ministry's service evaluation asks of a code of ethics, and where this one says it."""

import re
from dataclasses import dataclass

from .cleaning import fold, folded
from .document import Clause, Document


@dataclass(frozen=True, slots=True)
class Element:
    """One required element: place of the first clause that holds it, or None when it is missing."""

    id: str
    name: str
    address: str | None
    line: int | None

    @property
    def found(self) -> bool:
        """Whether any clause holds the element."""
        return self.address is not None


RIGHTS = folded(
    r"(?<!pengguna )(?<!pemohon )(?<!masyarakat )(?<!penerima )(?<!layanan )(?<!yang )\bberhak\b|"
    r"\bare entitled to\b|\bis entitled to\b|"
    r"\bhave the right\b|\bhas the right\b"
)
RIGHTS_HEADING = folded(r"\b(?:hak|berhak|rights)\b(?! (?:pengguna|pemohon|masyarakat|penerima))")
CORRUPTION = folded(
    r"korupsi|kolusi|nepotisme|\bkkn\b|gratifikasi|suap|imbalan|pungutan|corruption|brib|kickback|rasuah|"
    r"calo\b|menerima (?:uang|sesuatu|hadiah|pemberian)"
)
DISCRIMINATION = folded(
    r"diskrimina|pilih kasih|membeda-?bedakan|tidak membedakan|favoritisme|discriminat|memihak"
)
SANCTIONS = folded(
    r"sanksi|hukuman disiplin|dikenai|dijatuhi|sanction|penalt|disciplinary action|tindakan tatatertib"
)
REWARDS = folded(r"penghargaan|reward|\bawards?\b|insentif|apresiasi")


def completeness(document: Document) -> list[Element]:
    """Rights and duties, bans on corruption and discrimination, sanctions, rewards: found or missing."""
    clauses = [clause for section in document.sections for clause in section.clauses]
    duties = [clause for clause in clauses if clause.kind == "obligation"]
    rights = rights_of(document) if duties else []
    return [
        element("rights-duties", "Hak dan kewajiban", rights),
        element(
            "corruption-ban",
            "Larangan korupsi, kolusi, dan nepotisme",
            about(clauses, CORRUPTION, "prohibition"),
        ),
        element("discrimination-ban", "Larangan diskriminasi", about(clauses, DISCRIMINATION, "prohibition")),
        element("sanctions", "Sanksi", of_kind(clauses, "sanction", SANCTIONS)),
        element("rewards", "Penghargaan", of_kind(clauses, "award", REWARDS)),
    ]


def rights_of(document: Document) -> list[Clause]:
    """Clauses that give the officer a right: by their words, their lead-in, or their heading."""
    return [
        clause
        for section in document.sections
        for clause in section.clauses
        if RIGHTS.search(whole(clause))
        or RIGHTS_HEADING.search(fold(clause.group or ""))
        or (RIGHTS_HEADING.search(fold(section.title)) and clause.kind == "standard")
    ]


def whole(clause: Clause) -> str:
    text = clause.text
    return " ".join(fold(text[start : start + 200]) for start in range(0, min(len(text), 4000), 180))


def about(clauses: list[Clause], pattern: re.Pattern[str], preferred: str) -> list[Clause]:
    """Clauses that speak of a matter, those of the preferred kind first."""
    hits = [clause for clause in clauses if pattern.search(whole(clause))]
    return sorted(hits, key=lambda clause: clause.kind != preferred)


def of_kind(clauses: list[Clause], kind: str, pattern: re.Pattern[str]) -> list[Clause]:
    """Clauses of a kind, or of procedure that speak of it."""
    own = [clause for clause in clauses if clause.kind == kind]
    return own or [c for c in clauses if c.kind == "procedure" and pattern.search(whole(c))]


def element(name: str, title: str, hits: list[Clause]) -> Element:
    return Element(name, title, hits[0].address, hits[0].line) if hits else Element(name, title, None, None)
