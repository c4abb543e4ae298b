"""Whether a document with articles is about conduct at all, or regulates something else."""

from .cleaning import fold, folded
from .document import Document, Finding
from .polarity import MODAL
from .titles import TITLE

CONDUCT = folded(
    r"\b(?:etik|etika|kode perilaku|perilaku|tingkah laku|budi pekerti|tata krama|tata tertib|disiplin|"
    r"integritas|budaya kerja|nilai dasar|nilai-nilai|kode|tatakelakuan|tatalaku|tatatertib|janji|ikrar|"
    r"prasetya|maklumat|pakta|komitmen|larangan|kewajiban|conduct|ethics?|ethical|behav\w+|standards?|code|"
    r"pledge|duties)\b"
)
RULING = ("obligation", "prohibition", "value", "award")
ENOUGH, RARE, FEW = 4, 0.1, 0.25


def subject_findings(document: Document) -> list[Finding]:
    """A warning when neither title, headings nor clauses speak of conduct; nothing else changes."""
    clauses = document.clauses
    if len(clauses) < ENOUGH or about_conduct(document.title):
        return []
    if any(about_conduct(section.title) for section in document.sections):
        return []
    spoken = sum(about_conduct(clause.text) for clause in clauses)
    ruling = sum(clause.kind in RULING or bool(MODAL.search(fold(clause.text))) for clause in clauses)
    if spoken > RARE * len(clauses) or ruling > FEW * len(clauses):
        return []
    named = f" Judulnya “{document.title[:80]}”." if document.title else ""
    message = (
        "Naskah ini tampaknya bukan kode etik: judul, bagian, dan butirnya tidak mengatur perilaku "
        f"petugas.{named} Butir-butirnya tetap dikutip seperti tercetak; pastikan berkasnya benar sebelum "
        "diterbitkan."
    )
    return [Finding("not-a-code", 1, "warning", message)]


def about_conduct(text: str) -> bool:
    key = fold(text)
    return TITLE.match(key) is not None or CONDUCT.search(key) is not None
