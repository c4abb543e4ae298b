"""Prints one report, in a process of its own: typst keeps all it has set in memory, a list of two thousand
people some 250 MB of it, and only the end of a process gives that back.

    python press.py FONTS MOMENT < report.json > report.pdf
"""

import sys
from pathlib import Path
from typing import cast

SHEETS = Path(__file__).parent / "sheets"


def main() -> None:
    """The report on standard input as a tagged PDF (PDF/UA-1) on standard output."""
    import typst

    folder, moment = sys.argv[1:]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    sheet = str(SHEETS / "report.typ")
    press = typst.Compiler(sheet, root=str(SHEETS), font_paths=fonts, ignore_system_fonts=True)
    said = {"report": sys.stdin.buffer.read().decode()}
    made = press.compile(format="pdf", sys_inputs=said, pdf_standards=["ua-1"], timestamp=int(moment))
    sys.stdout.buffer.write(cast(bytes, made))


if __name__ == "__main__":
    main()
