"""One story with a decision of each kind, and the office of these tests with nothing but it.

As in `office`, `RAHASIA`, `UMPAN` and here `ALASAN` mark what must stay hidden until the debrief.
"""

import html
import re

import sqlalchemy as sa

from training.codes.models import Code
from training.core.db import db
from training.scenarios.models import ScenarioVersion

from .office import publish

LOCKING, TELLING, PHOTOGRAPHING, LEAVING = (
    "Mengunci lemari itu.",
    "Memberi tahu atasan.",
    "Memotret isinya dengan ponsel.",
    "Menunggu pemilik kunci kembali.",
)
CHECKING, NOTING, REPORTING, COPYING = (
    "Memeriksa berkas yang ada.",
    "Mencatat yang tidak ada.",
    "Melaporkan catatan itu.",
    "Menyimpan salinan laporan.",
)
IN_ORDER = (CHECKING, NOTING, REPORTING, COPYING)

CABINET = f"""format: 1
id: lemari
title: Lemari yang terbuka
title_en: The open cabinet
clause: D.2
role: Petugas arsip
place: Ruang arsip
time: "07.50"
start: pintu
nodes:
  pintu:
    clause: D.1
    situation: Pintu ruang arsip tidak terkunci.
    question: Apa yang Anda lakukan?
    options:
      - id: a
        text: Masuk dan memeriksa.
        grade: best
        reason: RAHASIA-masuk
        consequence: AKIBAT-masuk Lampunya menyala.
        feedback: UMPAN-masuk
        upholds: [D.1]
        next: lemari
      - id: b
        text: Menutup pintu itu.
        grade: poor
        reason: RAHASIA-tutup
        consequence: AKIBAT-tutup Pintu itu berderit.
        feedback: UMPAN-tutup
        violates: [D.1]
        next: lemari
  lemari:
    kind: several
    clause: D.2
    situation: Kunci lemari berkas tergantung di pintunya.
    question: Apa saja yang Anda lakukan?
    options:
      - id: a
        text: {LOCKING}
        grade: best
        reason: RAHASIA-kunci
        feedback: UMPAN-kunci
        upholds: [D.2]
      - id: b
        text: {TELLING}
        grade: acceptable
        reason: RAHASIA-atasan
        feedback: UMPAN-atasan
        upholds: [D.2]
      - id: c
        text: {PHOTOGRAPHING}
        grade: violation
        reason: RAHASIA-foto
        feedback: UMPAN-foto
        violates: [D.3]
        critical: true
      - id: d
        text: {LEAVING}
        grade: poor
        reason: RAHASIA-tunggu
        feedback: UMPAN-tunggu
        violates: [D.2]
    consequence: AKIBAT-lemari Ruang itu kembali sunyi.
    next: urut
  urut:
    kind: rank
    clause: D.3
    situation: Ada map yang kosong di lemari itu.
    question: Bagaimana urutan tindakan Anda?
    options:
      - id: a
        text: {CHECKING}
        reason: ALASAN-periksa
        feedback: UMPAN-periksa
      - id: b
        text: {NOTING}
        reason: ALASAN-catat
        feedback: UMPAN-catat
      - id: c
        text: {REPORTING}
        reason: ALASAN-lapor
        feedback: UMPAN-lapor
      - id: d
        text: {COPYING}
        reason: ALASAN-salin
        feedback: UMPAN-salin
    consequence: AKIBAT-urut Atasan membacanya.
    next: akhir-1
  akhir-1:
    ending: TAMAT Ruang arsip terkunci.
"""


def ask_only_this() -> None:
    """Take back every other scenario of the office, publish this one, and commit."""
    db.session.execute(sa.update(ScenarioVersion).values(state="retired"))
    code = db.session.scalars(sa.select(Code).where(Code.slug == "kantor-uji-2026")).one()
    publish(code, "lemari", CABINET)
    db.session.commit()


def acts(page: str) -> dict[str, str]:
    """Each action to put in order on a page: its text and the field its place is sent in."""
    found = re.findall(r'<p lang="id" id="(rank-[A-F])-text">(.*?)</p>', page)
    return {html.unescape(text): field for field, text in found}
