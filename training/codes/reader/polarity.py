"""Duty, ban, value or sanction: told from a heading or a lead-in, never from the verb of a clause."""

import re

from .cleaning import fold, folded

DEFINITION = folded(
    r"ketentuan umum|pengertian|definisi|definition|interpretation|tafsiran|yang dimaksud dengan|"
    r"daftar istilah|\bin this (?:code|policy|regulation|order|act)\b"
)
PROCEDURE = folded(
    r"majelis|tata cara|pemeriksaan|penegakan|penutup|peralihan|prosedur|komite|panel|procedure|closing|"
    r"final provision|"
    r"lain-lain|mulai berlaku|monitoring|evaluasi|pengawasan|pembiayaan|penyelesaian|jawatankuasa|"
    r"ruang lingkup|tujuan\b|maksud dan"
)
PROHIBITION = folded(
    r"larangan|di\s?larang|tidak boleh|tidak diperkenankan|tidak diperbolehkan|tidak dibenarkan|pantang|"
    r"pencegahan|"
    r"\bjangan\b|hindari|prohibit|must not|shall not|may not|\bdo not\b|don'?ts\b|hal tabu|forbidden"
)
REFUSAL = folded(r"tidak akan\b|tidak dilakukan|will not\b|won't\b|pantang\b")
OBLIGATION = folded(
    r"kewajiban|\bwajib|\bharus|keharusan|kewajipan|hendaklah|tanggung jawab|obligation|dut(?:y|ies)\b|"
    r"\bmust\b|\bshall\b|\bdos\b|"
    r"\blakukan\b|responsibilit|janji|berjanji|berkewajiban"
)
SANCTION = folded(
    r"sanksi|sanction|hukuman|penalt|disciplinary|tindakan tatatertib|\bdikenai\b|\bdikenakan\b"
)
AWARD = folded(r"penghargaan|reward|award|insentif|apresiasi|ganjaran")
RIGHT = folded(r"\bberhak\b|\bhak (?:pegawai|petugas|pelaksana)|entitled to|have the right")
PENALISED = folded(r"di(?:kenai|kenakan|jatuhi|beri(?:kan)?) (?:\w+ )?(?:sanksi|hukuman|tindakan)")
VALUE = folded(r"nilai|\basas|prinsip|values?\b|principles?\b|budaya|akhlak|core value")
POLES = (("prohibition", PROHIBITION), ("obligation", OBLIGATION), ("sanction", SANCTION), ("award", AWARD))

MODAL = folded(
    r"tidak boleh|di\s?larang|tidak diperkenankan|tidak diperbolehkan|tidak dibenarkan|kewajiban|larangan|"
    r"\bwajib|\bharus|berhak|\bhak\b|"
    r"hendaklah|must not|shall not|may not|\bmust\b|\bshall\b|prohibited|nilai|sanksi|penghargaan|"
    r"dianjurkan|will not|\bwill\b"
)
INTRODUCES = folded(
    r"wajib|di\s?larang|harus|tidak boleh|berhak|tidak diper|tidak diben|meliputi|mencakup|berikut|yaitu|"
    r"yakni|terdiri|antara lain|"
    r"adalah|secara|dengan|shall|must|may not|following|include|hendaklah|dimaksud|berupa|berjanji|"
    r"\bwill\b|nilai|kewajiban|larangan|"
    r"sanksi|untuk|dalam|terhadap|prinsip|berkomitmen|dapat|melalui"
)
NORMATIVE = folded(
    r"\bwajib|\bharus|di\s?larang|tidak boleh|tidak diper|tidak diben|berhak|\bshall\b|\bmust\b|hendaklah|"
    r"dikenai|dikenakan|"
    r"diberikan|mulai berlaku|may not|\bpelanggar(?:an)?\b.{0,60}\bdi\w{4}"
)
PLEDGE = folded(
    r"\b(?:menyatakan|berjanji|berikrar|bersumpah|berkomitmen|bertekad|sanggup|menyanggupi|pledge|promise|"
    r"undertake|commit)\b"
)
PREAMBLE = folded(
    r"\W*(?:pendahuluan|latar belakang|dasar hukum|landasan hukum|kata pengantar|sambutan|daftar pustaka|"
    r"referensi|introduction|background|"
    r"legal basis|profil|sejarah|visi|misi|mukadimah|pembukaan)\b"
)
NARRATIVE = folded(
    r"\W*(?:berdasarkan|puji syukur|dalam rangka|bahwa|dengan hormat|demikian|sehubungan|semoga|"
    r"kami mengucapkan|terima kasih|"
    r"dengan rahmat|dengan ini|preamble|we thank|this document|dokumen ini|buku ini|catatan)"
)
INSTRUCTION = re.compile(
    r"\b(?:abaikan|ignore|disregard|lupakan)\b.{0,60}\b(?:aturan|instruksi|perintah|instruction|rule|"
    r"previous|semua|di atas)|"
    r"\b(?:catatan|pesan|note|perintah|instruksi)\s+(?:untuk|kepada|to|for)\s+(?:the\s+)?(?:sistem|system|"
    r"mesin|ai|assistant|model)\b|"
    r"^\s*(?:system|assistant)\s*(?:prompt)?\s*:|\btandai semua peserta\b|\bprompt\b.{0,30}\b(?:ini|"
    r"injection)\b",
    re.I,
)


def kind_of_heading(text: str) -> str:
    """The kind a heading gives its clauses; 'mixed' when it names several poles; '' when it names none."""
    key = fold(text)
    if DEFINITION.search(key):
        return "definition"
    if PROCEDURE.search(key) and not re.search(r"pencegahan|larangan", key):
        return "procedure"
    poles = [kind for kind, pattern in POLES if pattern.search(key)]
    if len(poles) == 1:
        return poles[0]
    if poles:
        return "mixed"
    if VALUE.search(key):
        return "value"
    return ""


def first_pole(text: str) -> str:
    """Of several poles in a heading, the one named first; 'standard' when none is."""
    key = fold(text)
    places = [(found.start(), kind) for kind, pattern in POLES if (found := pattern.search(key))]
    return min(places)[1] if places else "standard"


def kind_of_lead(text: str) -> str:
    """The kind a lead-in gives the list beneath it; '' when it only introduces."""
    key = fold(text[-200:])
    if DEFINITION.search(key):
        return "definition"
    if PROHIBITION.search(key) or REFUSAL.search(key):
        return "prohibition"
    if RIGHT.search(key):
        return "standard"
    if SANCTION.search(key):
        return "sanction"
    if AWARD.search(key):
        return "award"
    return "obligation" if OBLIGATION.search(key) and not VALUE.search(key) else ""


def kind_of_words(text: str) -> str:
    """The kind a clause under a mixed heading states of itself, through its opening noun or its modal."""
    key = fold(text)
    opening = key[:40]
    if "muiai beriaku" in key:
        return "procedure"
    for kind, pattern in (("sanction", SANCTION), ("award", AWARD)):
        if pattern.search(opening) or (kind == "sanction" and pattern.search(key)):
            return kind
    if PROHIBITION.search(key):
        return "prohibition"
    return "obligation" if OBLIGATION.search(key) else ""


def group_of(lead: str) -> str:
    """The short name of a list: the modal word of its lead-in, else its first words."""
    if found := MODAL.search(fold(lead[-200:])):
        start = (
            max(0, len(lead) - 200) + found.start() if len(fold(lead[-200:])) == len(lead[-200:]) else None
        )
        word = lead[start : start + len(found.group())] if start is not None else found.group()
        return re.sub(r"\W+", "-", word.lower()).strip("-")
    return "-".join(re.findall(r"\w+", lead.lower())[:3]) or "daftar"
