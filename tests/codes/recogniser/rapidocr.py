"""In place of the optional recogniser, which is far too large for a test: it sees one numbered line a page."""

import itertools
import os
import time
from types import SimpleNamespace
from typing import Any

NUMBERS = itertools.count(1)
LINES = ("KODE ETIK DINAS PINDAI", "A. Nilai Dasar", "1. Jujur dalam bekerja;", "2. Disiplin dalam waktu;")


class RapidOCR:
    def __init__(self, params: dict[str, Any]) -> None:
        pass

    def __call__(self, picture: Any) -> SimpleNamespace:
        time.sleep(float(os.environ.get("PAGE_SECONDS", "0")))
        number = next(NUMBERS)
        texts = LINES if number == 1 else (f"{number + 1}. Menjaga kepercayaan warga ke-{number};",)
        tops = [40 * row for row in range(1, len(texts) + 1)]
        boxes = [[[50, top], [400, top], [400, top + 20], [50, top + 20]] for top in tops]
        return SimpleNamespace(boxes=boxes, txts=texts, scores=[0.9] * len(texts))
