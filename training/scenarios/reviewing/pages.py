"""What the author's and the second person's page share: what was said, by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..editor.formdata import Sent
from .models import Comment
from .pointing import WHOLE, Place, Point, point

SAY, ANSWER = "say:", "answer:"


@dataclass(frozen=True)
class Talk:
    """The comments on a draft by place; those whose place is gone are about the whole, with their quote."""

    places: Mapping[Point, Place]
    comments: list[Comment]

    @property
    def open(self) -> list[Comment]:
        """Those that wait for an answer, in the order of the story."""
        last = len(self.places)
        found = [comment for comment in self.comments if comment.resolved_at is None]
        return sorted(found, key=lambda each: self.place(each).order if self.place(each) else last)  # type: ignore[union-attr]

    @property
    def settled(self) -> list[Comment]:
        return [comment for comment in self.comments if comment.resolved_at is not None]

    def place(self, comment: Comment) -> Place | None:
        """Where a comment belongs now; None for the whole."""
        return self.places.get(point(self.places, comment.node, comment.letter))

    def at(self, node: str, letter: str) -> list[Comment]:
        """The comments on one place; with two empty names those on the whole."""
        return [
            each for each in self.comments if point(self.places, each.node, each.letter) == (node, letter)
        ]

    @property
    def whole(self) -> list[Comment]:
        return self.at(*WHOLE)


def said(sent: Sent) -> Iterator[tuple[str, str, str]]:
    """(key of the scene, id of the option, words) of each comment that a form holds."""
    for name in _named(sent, SAY):
        node, _colon, letter = name.removeprefix(SAY).rpartition(":")
        if sent.get(name).strip():
            yield node, letter, sent.get(name)


def _named(sent: Sent, stem: str) -> Iterable[str]:
    return [name for name in sent if name.startswith(stem)]
