"""Time and memory to read long documents in the child process: `python -m tests.bench.sources`.

Prints, per document: size, pages, seconds from bytes to text, the child's highest memory, seconds to clauses.
"""

import resource
import sys
import time

from tests.codes.papers import pdf_of_text, word_of_text
from training.codes.extraction import extract_apart
from training.codes.reading import read

PAGES = 200
CLAUSE = (
    "{n}. Petugas pelayanan wajib melayani setiap pemohon dengan ramah, santun, dan tidak membeda-bedakan suku, "
    "agama, ras, maupun golongan, sesuai dengan ketentuan peraturan perundang-undangan yang berlaku;"
)


def long_text(pages: int) -> str:
    """A code of about so many pages of 56 lines, an article every ten clauses."""
    lines = ["KODE ETIK PELAYANAN DINAS UJI"]
    for article in range(1, pages * 56 // 32 + 1):
        lines += [f"Pasal {article}", "Setiap petugas wajib:"]
        lines += [CLAUSE.format(n=number) for number in range(1, 11)]
    return "\n".join(lines) + "\n"


def main() -> int:
    text = long_text(PAGES)
    for kind, data in (("docx", word_of_text(text)), ("pdf", pdf_of_text(text))):
        began = time.perf_counter()
        source = extract_apart(data, name=f"panjang.{kind}")
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        began = time.perf_counter()
        clauses = len(read(source.text).clauses)
        print(
            f"{kind}: {len(data) / 1024:.0f} KiB, {source.pages or '-'} pages, {len(source.text)} characters, "
            f"{seconds:.2f} s to text, {peak:.0f} MiB at most, {time.perf_counter() - began:.2f} s to {clauses} clauses"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
