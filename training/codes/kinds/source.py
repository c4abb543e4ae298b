"""What reading a document gives: its text and what to know about it, or a refusal that says why."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..faults import BadFile, Fault

Kind = Literal["txt", "docx", "pdf", "pasted"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a document. `notes` are for the person who checks it, `unread` are pages without text."""

    text: str
    kind: Kind
    encoding: str = ""
    pages: int = 0
    notes: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as they travel from the child process."""
        return asdict(self)

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Source":
        """The source that `to_dict` gave."""
        return cls(**values | {"notes": tuple(values["notes"]), "unread": tuple(values["unread"])})


class Refused(BadFile):
    """A document that is not read; `place` says where in it (a page, a part), when there is such a place."""

    def __init__(self, name: str, message: str, *, place: str = "", line: int = 0) -> None:
        super().__init__(name, [Fault(line, place, message)])


class WrongKind(Refused):
    """Not a kind of document that can be read."""


class TooLarge(Refused):
    """Beyond a limit of size or pages."""


class Locked(Refused):
    """Wants a password."""


class Unreadable(Refused):
    """Damaged, cut short, or not what it claims to be."""


class Unsafe(Refused):
    """Carries a program, or is built to do harm."""


class WithoutText(Refused):
    """A PDF of pictures only."""


class Stopped(Refused):
    """The child process was ended: time, memory, or a fault in the parser."""


class TooSlow(Stopped):
    """The child process was ended because its time was up."""


REFUSALS: dict[str, type[Refused]] = {
    kind.__name__: kind for kind in (WrongKind, TooLarge, Locked, Unreadable, Unsafe, WithoutText, Stopped)
}
