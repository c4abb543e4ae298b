"""Long lists a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_ROWS = 25
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """A page of rows, in the shape the pagination macro reads."""

    rows: Sequence[R]
    page: int
    pages: int
    total: int

    @property
    def has_prev(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def prev_num(self) -> int:
        return self.page - 1

    @property
    def next_num(self) -> int:
        return self.page + 1


def page_of(rows: Sequence[R], number: int, size: int = PAGE_ROWS) -> Page[R]:
    """The page with that number; one beyond the end is the last, one before the start the first."""
    pages = max(1, -(-len(rows) // size))
    page = min(max(number, 1), pages)
    return Page(rows[(page - 1) * size : page * size], page, pages, len(rows))
