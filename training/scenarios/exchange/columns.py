"""The columns of our sheet: an option on each row, what belongs to its scene and story on the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key it fills, its heading, what a row of it is about, how wide, and what to write."""

    key: str
    heading: str
    about: Literal["scenario", "node", "option"]
    width: int
    hint: str


COLUMNS: Final = (
    Column("id", "Kode", "scenario", 22, "Nama pendek skenario, misalnya amplop-di-loket. Kosong: lanjutan."),
    Column("title", "Judul", "scenario", 28, "Judul singkat."),
    Column("title_en", "Judul Inggris", "scenario", 24, "Boleh kosong: sama dengan judul."),
    Column("clause", "Butir utama", "scenario", 12, "Pilih dari daftar."),
    Column("role", "Peran", "scenario", 22, "Siapa “Anda” dalam cerita."),
    Column("place", "Tempat", "scenario", 16, "Misalnya Loket 3."),
    Column("time", "Waktu", "scenario", 8, "Jam dan menit: 10.40."),
    Column("mood", "Suasana", "scenario", 16, "Boleh kosong, misalnya antrean 45."),
    Column("tags", "Tanda", "scenario", 16, "Kata kunci, dipisahkan koma."),
    Column("checked", "Diperiksa", "scenario", 12, "Tanggal pemeriksaan angka hukum: 2026-11-21."),
    Column("points", "Angka nilai", "scenario", 12, "Boleh kosong; empat angka, misalnya 4/3/1/0."),
    Column("start", "Adegan awal", "scenario", 14, "Boleh kosong: adegan pertama."),
    Column("node", "Adegan", "node", 14, "Nama pendek adegan. Boleh kosong bila hanya satu."),
    Column("kind", "Jenis", "node", 10, "satu, beberapa, atau urutan."),
    Column("about", "Butir adegan", "node", 12, "Boleh kosong: sama dengan butir utama."),
    Column("situation", "Situasi", "node", 50, "Dua sampai lima kalimat pendek."),
    Column("who", "Pembicara", "node", 16, "Boleh kosong."),
    Column("says", "Ucapan", "node", 30, "Boleh kosong."),
    Column("question", "Pertanyaan", "node", 24, "Kosong: Apa yang Anda lakukan?"),
    Column("ending", "Penutup", "node", 30, "Hanya untuk adegan akhir; kolom pilihan dikosongkan."),
    Column("option", "Pilihan", "option", 8, "a, b, c, … Boleh kosong: urut."),
    Column("text", "Tindakan", "option", 44, "Apa yang dilakukan petugas."),
    Column("grade", "Nilai", "option", 14, "Pilih dari daftar; kosong untuk urutan."),
    Column("critical", "Kritis", "option", 8, "ya, bila tindakan ini menggagalkan bagian itu."),
    Column("reason", "Alasan", "option", 30, "Mengapa dinilai demikian."),
    Column(
        "consequence",
        "Akibat",
        "option",
        36,
        "Apa yang terjadi kemudian. Selain satu: baris pertama.",
    ),
    Column("feedback", "Umpan balik", "option", 44, "Apa yang perlu dipahami petugas."),
    Column("upholds", "Menegakkan", "option", 14, "Butir, dipisahkan koma."),
    Column("violates", "Melanggar", "option", 14, "Butir, dipisahkan koma."),
    Column("next", "Lanjut ke", "option", 14, "Adegan berikutnya; kosong: cerita selesai."),
)
HEADINGS: Final = {column.key: column.heading for column in COLUMNS}
NEEDED: Final = ("id", "text")
PLAIN: Final = ("title", "title_en", "clause", "role", "place", "time", "mood", "checked", "start")
GRADE_WORDS: Final = {
    "best": "terbaik",
    "acceptable": "dapat diterima",
    "poor": "kurang",
    "violation": "pelanggaran",
}
KIND_WORDS: Final = {"one": "satu", "several": "beberapa", "rank": "urutan"}
YES: Final = frozenset({"ya", "y", "true", "benar", "1", "x", "v"})
NO: Final = frozenset({"", "tidak", "false", "salah", "0", "-"})


def key_of(heading: str) -> str | None:
    """The key a heading stands for, in Indonesian or as in our files; None for one nobody knows."""
    return _KEYS.get(_folded(heading))


def heading_of(path: str) -> str:
    """The heading of the column that fills a path such as `nodes.awal.options[0].next`; else the path."""
    last = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
    renamed = {"clause": "about", "id": "option"}.get(last, last) if path.startswith("nodes.") else last
    return HEADINGS.get(renamed, path)


def grade_of(word: str) -> str | None:
    """A grade by its Indonesian word or its key."""
    return _GRADES.get(_folded(word))


def kind_of(word: str) -> str | None:
    """A kind of decision by its Indonesian word or its key."""
    return _KINDS.get(_folded(word))


def list_in(cell: str) -> list[str]:
    """The words of a cell that holds several."""
    return [word.strip() for word in re.split(r"[,;\n]", cell) if word.strip()]


def _folded(word: str) -> str:
    return re.sub(r"[\W_]+", "", word.casefold())


def _both(words: dict[str, str]) -> dict[str, Any]:
    return {_folded(spelled): key for key, word in words.items() for spelled in (key, word)}


_KEYS: dict[str, str] = _both(HEADINGS) | {"kodeskenario": "id", "opsi": "text", "butir": "clause"}
_GRADES: dict[str, str] = _both(GRADE_WORDS)
_KINDS: dict[str, str] = _both(KIND_WORDS)
