"""Prints one paper, in a process of its own: typst keeps all it has set in memory until its process ends.

python press.py FONTS SHEET MOMENT < paper.json > paper.pdf
"""

import sys
from pathlib import Path
from typing import cast


def main() -> None:
    """The paper on standard input as a tagged PDF (PDF/UA-1) on standard output."""
    import typst

    folder, sheet, moment = sys.argv[1:]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    root = str(Path(sheet).parent)
    press = typst.Compiler(sheet, root=root, font_paths=fonts, ignore_system_fonts=True)
    said = {"paper": sys.stdin.buffer.read().decode()}
    made = press.compile(format="pdf", sys_inputs=said, pdf_standards=["ua-1"], timestamp=int(moment))
    sys.stdout.buffer.write(cast(bytes, made))


if __name__ == "__main__":
    main()
