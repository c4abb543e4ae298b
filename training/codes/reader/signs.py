"""The words that begin a surrounding of a code: recital, signature, copies, annex, contents, foreword."""

import re

from .cleaning import folded

RECITAL = folded(
    r"[\W]*(?:menimbang|mengingat|memperhatikan|membaca|mendengar|considering|whereas|having regard|"
    r"menyedari)\b"
)
ENACT = folded(r"\W*(?:memutuskan|menetapkan|mengadaptasi|it is hereby|hereby decides|dengan persetujuan)\b")
SIGNED = folded(
    r"\W*(?:ditetapkan (?:di|oleh)|disahkan (?:di|oleh)|diundangkan di|dikeluarkan di|ditandatangani|"
    r"dibuat di|issued at|signed (?:at|by)|"
    r"pada tanggal [\doi.:]|salinan sesuai|dikeluarkan oleh|done at|bertarikh|mengetahui\s*[,:]|ttd\b|"
    r"t\.t\.d|"
    r"nip\b[. :]|"
    r"[a-z .]{3,30}, (?:[\doi.…_]{1,12} )?(?:januari|februari|maret|april|mei|juni|juli|agustus|"
    r"september|oktober|november|desember) [\doi]{4}$)"
)
CLOSING = folded(r"\W*(?:agar (?:setiap|semua) orang|supaya setiap orang|in order that every)")
COPIES = folded(
    r"\W*(?:tembusan|salinan kepada|distribusi|disampaikan kepada|copy to|copies to|s\.k\.|cc\s*:|"
    r"salinan\s*:)"
)
ANNEX = folded(
    r"\W*(?:lampiran|annex|appendix|attachment)\b(?!\s+(?:ini|keputusan ini|peraturan ini|yang|merupakan))"
)
FORM = folded(
    r".*\b(?:formulir|format surat|contoh surat|berita acara|surat panggilan|surat pernyataan|blangko|form\b)"
)
SHEET = folded(
    r"\W*(?:lembar (?:persetujuan|pengesahan|tanda tangan|pernyataan|pengaduan|aduan|isian|jawaban)|"
    r"daftar (?:hadir|tanda tangan)|formulir|"
    r"(?:contoh |format )(?:surat|formulir)|blangko|sign(?:ature|-off) (?:page|sheet)|"
    r"acknowledge?ment form)\b[^.;:]{0,60}$"
)
CONTENTS = folded(
    r"\W*(?:daftar isi|table of contents|contents|isi kandungan|kandungan|"
    r"daftar (?:lampiran|tabel|gambar|bagan|singkatan)|"
    r"list of (?:tables|figures))\W*$"
)
FOREWORD = folded(
    r"\W*(?:kata pengantar|sambutan|prakata|foreword|preface|kata-kata aluan|prolog|ucapan terima kasih|"
    r"latar belakang|pendahuluan|"
    r"mukadimah|mukaddimah|pembukaan|preambul|preamble|sekapur sirih)\b.{0,60}$"
)
EXPLAIN = folded(
    r"\W*(?:penjelasan(?: atas)?|pasal demi pasal|daftar pustaka|referensi|bibliography|references|"
    r"explanatory notes)\W*$"
)
LEADERS = re.compile(r"(?:\.\s?){4,}\s*[ivxl\d]*$|…+\s*\d+$|_{4,}\s*\d+$")
PAGED = re.compile(r"[\s.…_](?:[ivx]{1,5}|\d{1,3})$")
ADOPTING = folded(
    r"lampiran|tercantum|mulai berlaku|keputusan ini berlaku|merupakan pedoman|menjadi pedoman|kekeliruan|"
    r"dibebankan|"
    r"sebagai pedoman|disampaikan kepada|"
    r"dengan ketentuan|dicabut"
)
