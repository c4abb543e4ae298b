"""Documents made for the tests: Word files with real numbering definitions, PDF files byte by byte."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from textwrap import wrap

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# Ends the text, draws one grey dot over the whole page, and goes on with text.
PICTURE = "ET q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q BT "
TOP, LEADING, SIZE, LINES = 790, 13, 10, 56


def saved(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def word_of_text(text: str) -> bytes:
    """A Word file with a paragraph for every line; the spaces before a line become a real indent."""
    document = Document()
    for line in text.splitlines():
        paragraph = document.add_paragraph(line.strip())
        paragraph.paragraph_format.left_indent = 76_200 * (len(line) - len(line.lstrip()))
    return saved(document)


def word_with_lists(text: str) -> bytes:
    """A Word file in which `A.`, `1.` and `a.` are no letters of the text but lists that Word counts."""
    document = Document()
    kinds = {"upperLetter": 71, "decimal": 72, "lowerLetter": 73}
    for kind, abstract in kinds.items():
        define_list(document, abstract, [(kind, "%1.")])
    made, lists = 100, dict.fromkeys(kinds, (0, 0))
    for line in filter(str.strip, text.splitlines()):
        found = re.match(r"\s*(\d{1,2}|[A-Za-z])\. (?=\S)", line)
        if not found:
            document.add_paragraph(line.strip())
            continue
        printed = found.group(1)
        kind = "decimal" if printed.isdecimal() else "upperLetter" if printed.isupper() else "lowerLetter"
        value = int(printed) if printed.isdecimal() else ord(printed.upper()) - 64
        number, last = lists[kind]
        if not number or value != last + 1:
            number = made = make_list(document, made + 1, kinds[kind], {0: value})
        lists[kind] = (number, value)
        add_item(document, line[found.end() :], number)
    return saved(document)


def define_list(
    document: WordDocument,
    abstract: int,
    levels: Sequence[tuple[str, str]],
    extra: dict[int, str] | None = None,
) -> int:
    """A list definition of (format, text) levels and a list made from it; `extra` is XML within a level."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{(extra or {}).get(depth, "")}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{360 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{inner}</w:abstractNum>'
    )
    root.insert(0, definition)
    return make_list(document, abstract, abstract)


def make_list(
    document: WordDocument, number: int, abstract: int, starts: dict[int, int] | None = None
) -> int:
    """A list made from a definition, with levels that start elsewhere."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for depth, start in (starts or {}).items()
    )
    made = (
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    )
    document.part.numbering_part.element.append(parse_xml(made))
    return number


def add_item(document: WordDocument, text: str, number: int, depth: int = 0) -> None:
    """A paragraph whose number only Word knows."""
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    listed = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(listed))


def add_xml(document: WordDocument, inner: str) -> None:
    """A paragraph of hand-written runs."""
    document.element.body.insert(
        len(document.element.body) - 1, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>")
    )


def repacked(data: bytes, changes: dict[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with parts replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", level) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


def text_at(x: float, y: float, text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"1 0 0 1 {x} {y} Tm ({escaped}) Tj\n"


def pdf_of_text(text: str) -> bytes:
    """A PDF as a printer driver makes it: wrapped lines, no blank ones drawn, pages of 56 lines."""
    lines: list[str] = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        lines += [" " * indent + part for part in wrap(line.strip(), 92 - indent)] or [""]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    return pdf_of_pages(
        "".join(
            text_at(50 + 5 * (len(line) - len(line.lstrip())), TOP - LEADING * number, line.strip())
            for number, line in enumerate(page)
            if line.strip()
        )
        for page in pages
    )


def pdf_of_pages(contents: Iterable[str], *, trailer: str = "", catalog: str = "") -> bytes:
    """A PDF of drawn pages; `trailer` and `catalog` add to those dictionaries."""
    fonts = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
    objects: list[bytes] = [b"", b"<< /Font %s >>" % fonts.encode()]
    kids = []
    for content in contents:
        stream = f"BT /F1 {SIZE} Tf\n{content}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 2)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents %d 0 R >>"
            % (len(objects) + 1)
        )
    objects[0] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids), b" ".join(b"%d 0 R" % kid for kid in kids),
    )  # fmt: skip
    return assembled([b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog.encode(), *objects], trailer)


def assembled(objects: Sequence[bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer.encode("latin-1"), start,
    )  # fmt: skip
    return bytes(out)
