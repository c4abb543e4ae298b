"""What is true of letters: what may be written on one, and when a refused one is tried again."""

import re
import textwrap
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address

GIVES_UP_AFTER = timedelta(days=3)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
COLUMNS = 72
LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_USUAL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LISTED = re.compile(r"[-*] |\d+\. ")


def is_address(typed: str) -> bool:
    """Whether a letter can be addressed to it: one plain address, whose local part is ASCII."""
    if _USUAL.fullmatch(typed) and len(typed) <= LONGEST_ADDRESS:
        return True
    local, _at, domain = typed.rpartition("@")
    if not (local.isascii() and domain and len(typed) <= LONGEST_ADDRESS) or _CONTROL.search(typed):
        return False
    try:
        return Address(addr_spec=on_the_wire(typed)).addr_spec.isascii()
    except (HeaderParseError, ValueError, IndexError):
        return False


def on_the_wire(address: str) -> str:
    """The address with its domain as mail servers write it. Raises ValueError where there is no such form."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def is_subject(typed: str) -> bool:
    """One line of text: a break in it would begin another header."""
    return bool(typed.strip()) and len(typed) <= LONGEST_SUBJECT and not _CONTROL.search(typed)


def wrapped(text: str) -> str:
    """The text in lines of at most COLUMNS, but for words that are longer, such as addresses. Its own breaks
    stay; the second line of a list's item stands below the first."""
    lines = [_wrapped_line(line) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def next_try(attempts: int, at: datetime, give_up_at: datetime) -> datetime | None:
    """When a letter refused for the `attempts`th time is tried again; None once it was tried long enough."""
    wake_at = at + PAUSES[min(attempts, len(PAUSES)) - 1]
    return wake_at if wake_at < give_up_at else None


def _wrapped_line(line: str) -> str:
    if len(line) <= COLUMNS:
        return line.rstrip()
    bare = line.strip()
    indent = " " * (len(line) - len(line.lstrip()))
    marked = _LISTED.match(bare)
    return textwrap.fill(
        bare,
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent + " " * (marked.end() if marked else 0),
        break_long_words=False,
        break_on_hyphens=False,
    )
