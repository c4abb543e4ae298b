"""Why something about a case was not saved, by field: what, where, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _

from ....core.i18n import show_date
from .fault_sentences import SENTENCES

# Lists whose rows have no place of their own in a form.
LISTED = re.compile(r"^(clauses|present)-\d+$")


class Why(Protocol):
    """A code with what its sentence names, as forms and rules tell it."""

    @property
    def code(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


def wrong_of(faults: Iterable[Any]) -> dict[str, str]:
    """Sentences by field; `path` or `field` names it, `_act` is the whole act."""
    found: dict[str, str] = {}
    for fault in faults:
        path = getattr(fault, "path", None)
        name = fault.field if path is None else path
        name = LISTED.sub(r"\1", name)
        name = "_act" if name in {"", "by", "turn", "verdict"} else name
        said, more = found.get(name, ""), fault_words(fault)
        found[name] = said if more in said else f"{said} {more}".strip()
    return found


def fault_words(why: Why) -> str:
    """One fault as a sentence."""
    tell = SENTENCES.get(why.code)
    return tell(_plain(why.values)) if tell else _("Periksa isian ini.")


def is_too_late(faults: Iterable[Any]) -> bool:
    """Whether the case has gone on, so that what was typed came too late rather than wrong."""
    return any(fault.code in {"not_now", "not_proposed", "turn"} for fault in faults)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _word(value) for name, value in values.items()}


def _word(value: Any) -> Any:
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value))
    return value
