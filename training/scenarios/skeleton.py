"""The text a new scenario starts from: short, whole and valid, with a word on every part."""

from __future__ import annotations

from . import formats

GUIDE = """\
# Ganti semua teks contoh di bawah. Pratinjau dan temuan mengikuti setiap perubahan.
# grade: best (tepat satu di setiap adegan), acceptable, poor, atau violation.
# consequence: apa yang terjadi kemudian. feedback: penjelasan untuk petugas.
# next: adegan berikutnya; tanpa next, cerita berakhir setelah pilihan itu.
"""


def skeleton(*, slug: str, title: str, title_en: str, clause: str) -> str:
    """A valid scenario text of one decision about `clause`. Raises formats.InvalidScenario on a bad id."""
    options = [
        _option("a", "poor", "Menunda jawaban sampai antrean sepi.", violates=[clause]),
        _option("b", "best", "Menjelaskan aturannya dengan santun dan mencatatnya.", upholds=[clause]),
        _option(
            "c", "violation", "Menuruti permintaan itu karena tidak ada yang melihat.", violates=[clause]
        ),
    ]
    node = {
        "clause": clause,
        "situation": "[Tuliskan dua sampai lima kalimat pendek: siapa yang datang, dan apa yang terjadi.]",
        "speech": {"who": "Pemohon", "says": "[Tuliskan satu kalimat yang diucapkan pemohon.]"},
        "question": "Apa yang Anda lakukan?",
        "options": [{**option, "next": "akhir-1"} for option in options],
    }
    data = {
        "format": 1,
        "id": slug,
        "title": title,
        "title_en": title_en or title,
        "clause": clause,
        "role": "Petugas loket",
        "place": "Loket 1",
        "time": "09.00",
        "start": "awal",
        "nodes": {"awal": node, "akhir-1": {"ending": "[Tuliskan satu atau dua kalimat penutup.]"}},
    }
    return GUIDE + formats.dump(formats.build(data, name=slug))


def _option(letter: str, grade: str, text: str, **clauses: list[str]) -> dict[str, object]:
    return {
        "id": letter,
        "text": text,
        "grade": grade,
        "reason": "[Tuliskan mengapa pilihan ini dinilai demikian.]",
        "consequence": "[Tuliskan apa yang terjadi kemudian, tanpa menilai.]",
        "feedback": "[Tuliskan apa yang perlu dipahami petugas, dan kepada siapa melapor.]",
        **clauses,
    }
