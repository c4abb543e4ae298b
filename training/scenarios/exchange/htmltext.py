"""HTML from other programs as our Markdown: emphasis, lists, quotes and paragraphs stay, all else is text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from .questions import Refused

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]{2,8});")
LONGEST: Final = 50_000
BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "tr",
        "section",
        "article",
        "blockquote",
        "pre",
        "hr",
        "header",
        "footer",
    ]
)
SILENT: Final = frozenset({"script", "style", "head", "title", "template", "iframe", "object", "svg"})
MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def markdown_of(html: str) -> str:
    """The text of a piece of HTML. No scripts, no pictures; links leave their words. Raises Refused."""
    if len(html) > LONGEST:
        raise Refused(f"Teks HTML lebih dari {LONGEST:,} huruf.".replace(",", "."))
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


def looks_like_html(text: str) -> bool:
    """Whether a text of unknown kind holds tags or entities."""
    return bool(MARKUP.search(text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int | None] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self._item()
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag in BLOCKS:
            self.parts.append("\n\n")
            if tag in ("ul", "ol"):
                self.lists.append(0 if tag == "ol" else None)
            elif tag == "blockquote":
                self.parts.append("> ")
        elif tag in MARKS and not self.silent:
            self.parts.append(MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            self.parts.append("\n\n")
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
        elif tag in MARKS and not self.silent:
            self.parts.append(MARKS[tag])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self.parts.append(f"\n{number + 1}. " if number is not None else "\n- ")

    def text(self) -> str:
        text = "".join(self.parts)
        text = re.sub(r"\*\*(\s*)\*\*", r"\1", text)
        text = re.sub(r" *\n *", "\n", text)
        text = re.sub(r"(\n> )\n+", r"\1", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()
