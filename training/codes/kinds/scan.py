"""Pages that are pictures, read by the optional recogniser (the extra `ocr`: rapidocr and onnxruntime).

Its models ship inside the package; nothing is fetched.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Protocol

from .layout import Word

DOTS_PER_INCH = 200
LARGEST_SIDE = 4000
SURE_ENOUGH = 0.5


class Recogniser(Protocol):
    """Whatever reads a page of a PDF as words with places."""

    def words(self, page: Any) -> list[Word]:
        """The words on a PDFium page, y growing upwards."""
        ...


def can_recognise() -> bool:
    """Whether the optional recogniser is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class RapidRecogniser:
    """rapidocr on the CPU; loading its models takes a few seconds, so one serves a whole document."""

    def __init__(self) -> None:
        import logging

        from rapidocr import RapidOCR

        logging.disable(logging.WARNING)
        # Its guess whether a line stands upside down turns long upright lines into nonsense.
        self.engine = RapidOCR(params={"Global.use_cls": False})

    def words(self, page: Any) -> list[Word]:
        """The recognised lines of a page, drawn at 200 dots an inch (less for a poster)."""
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, LARGEST_SIDE / max(width, height, 1.0))
        found = self.engine(page.render(scale=scale).to_numpy())
        if found.boxes is None:
            return []
        return placed(found.boxes, found.txts, found.scores)


def placed(boxes: Sequence[Any], texts: Sequence[str], scores: Sequence[float]) -> list[Word]:
    """Recognised lines as words, top to bottom; `boxes` have four corners with y growing downwards."""
    words = []
    for box, text, score in zip(boxes, texts, scores, strict=True):
        if score < SURE_ENOUGH or not text.strip():
            continue
        across, down = [float(corner[0]) for corner in box], [float(corner[1]) for corner in box]
        words.append(Word(text.strip(), min(across), -max(down), max(across), -min(down)))
    return sorted(words, key=lambda word: (-word.top, word.left))
