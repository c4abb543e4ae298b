"""Moodle XML: its reader. Multiple choice and true/false become scenarios; other kinds are refused by name.

Declarations of documents and entities are refused, so nothing outside is fetched and nothing unfolds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from .htmltext import looks_like_html, markdown_of
from .questions import Answer, Question, Refused, draft_of
from .result import Note, Reading, Unusable

DEEPEST: Final = 40
NAMES: Final = {
    "shortanswer": "isian singkat (shortanswer)",
    "matching": "menjodohkan (matching)",
    "numerical": "angka (numerical)",
    "essay": "uraian (essay)",
    "description": "keterangan (description)",
    "cloze": "isian di dalam teks (cloze)",
    "ordering": "mengurutkan (ordering)",
}
TRUE: Final = frozenset({"true", "1"})


class Element:
    """An element with its line: attributes, own text, children."""

    __slots__ = ("attributes", "children", "line", "name", "words")

    def __init__(self, name: str, line: int, attributes: dict[str, str]) -> None:
        self.name, self.line, self.attributes = name, line, attributes
        self.children: list[Element] = []
        self.words: list[str] = []

    def all(self, name: str) -> Iterator[Element]:
        """The children by this name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child by this name."""
        return next(self.all(name), None)

    def said(self, name: str = "text") -> str:
        """The own text of the first child by this name."""
        child = self.first(name)
        return "".join(child.words).strip() if child else ""


class _Questions(ContentHandler):
    """Hands over each question when it is complete, so that a file cut short gives what came before."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading, self.open, self.category = reading, list[Element](), ""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - named by the parser
        if len(self.open) >= DEEPEST:
            raise Unusable("Susunan berkas ini bertingkat terlalu dalam.", line=self._line())
        if not self.open and name != "quiz":
            raise Unusable(f"Ini XML, tetapi bukan soal Moodle: diawali <{name[:40]}>, bukan <quiz>.")
        element = Element(name, self._line(), dict(attrs.items()))  # type: ignore[attr-defined]
        if len(self.open) > 1:
            self.open[-1].children.append(element)
        self.open.append(element)

    def characters(self, content: str) -> None:
        if self.open and self.open[-1].name != "file":
            self.open[-1].words.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - named by the parser
        element = self.open.pop()
        if name == "question" and len(self.open) == 1:
            self._take(element)

    def _take(self, element: Element) -> None:
        kind = element.attributes.get("type", "")
        if kind == "category":
            path = element.first("category")
            self.category = path.said().rpartition("/")[2].strip("$ ") if path else ""
            return
        try:
            self.reading.drafts.append(draft_of(_question(element, kind, self.category)))
        except Refused as refusal:
            self.reading.rejected.append(Note(element.line, str(refusal)))
        if any(child.name == "file" for child in _within(element)):
            message = "Gambar atau berkas di dalam soal tidak dibawa; hanya teksnya."
            self.reading.remarks.append(Note(element.line, message))

    def _line(self) -> int:
        return int(self._locator.getLineNumber() or 1)  # type: ignore[attr-defined]


def read_moodle(data: bytes) -> Reading:
    """Every question of a Moodle XML file. Raises Unusable where the file is another or built to do harm."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    reading = Reading("moodle")
    try:
        parseString(data, _Questions(reading), forbid_dtd=True)
    except DefusedXmlException:
        raise Unusable("Berkas ini memuat deklarasi DTD atau entitas; soal Moodle tidak.") from None
    except SAXParseException as error:
        line = error.getLineNumber() or 1
        message = "XML di baris ini rusak atau terpotong; soal sesudahnya tidak terbaca."
        reading.rejected.append(Note(line, message))
    except (SAXException, ValueError, LookupError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable("Jenis huruf (encoding) berkas ini tidak dikenal.") from None
    return reading


def _question(element: Element, kind: str, category: str) -> Question:
    if kind not in ("multichoice", "truefalse"):
        raise Refused(f"Soal {NAMES.get(kind, kind[:40] or 'tanpa jenis')} tidak dapat menjadi skenario.")
    name = element.first("name")
    tags = element.first("tags")
    common = {
        "line": element.line,
        "text": _text(element.first("questiontext")),
        "name": " ".join(name.said().split()) if name else "",
        "id": element.said("idnumber"),
        "general": _text(element.first("generalfeedback")),
        "tags": (*(tag.said() for tag in tags.all("tag")), category) if tags else (category,),
    }
    answers = tuple(_answer(answer) for answer in element.all("answer"))
    if kind == "truefalse":
        words = {"true": "Benar", "false": "Salah"}
        answers = tuple(Answer(words.get(a.text.lower(), a.text), a.weight, a.feedback) for a in answers)
        return Question(answers=answers, **common)  # type: ignore[arg-type]
    single = element.said("single").lower() or "true"
    return Question(answers=answers, single=single in TRUE, **common)  # type: ignore[arg-type]


def _answer(element: Element) -> Answer:
    given = element.attributes.get("fraction", "0")
    try:
        weight = float(given)
    except ValueError:
        raise Refused(f"Bobot jawaban “{given[:20]}” bukan angka.") from None
    if not -100 <= weight <= 100:
        raise Refused(f"Bobot jawaban {given[:20]} melewati 100.")
    return Answer(_text(element), weight, _text(element.first("feedback")))


def _text(element: Element | None) -> str:
    """The text of an element in its format; Moodle's own formats are HTML."""
    if element is None:
        return ""
    kind, text = element.attributes.get("format", "moodle_auto_format"), element.said()
    if kind == "html" or (kind == "moodle_auto_format" and looks_like_html(text)):
        return markdown_of(text if kind == "html" else text.replace("\n", "<br>"))
    return text


def _within(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _within(child)
