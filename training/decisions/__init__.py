"""Decisions: cases, nominations, dossiers and what a board needs to be fair."""

from importlib import import_module

from flask import Flask

PARTS = (
    "calendar",
    "penalties",
    "entries",
    "cases",
    "awards",
    "seats",
    "papers",
    "dossiers",
    "rights",
    "auditing",
)


def register(app: Flask) -> None:
    """Attach the pages and duties of every part that has some."""
    from ..people.session import ask_of_visitors
    from ..reports.notices import on_home
    from . import models  # noqa: F401 - its tables belong to the database
    from .auditing import models as _auditing  # noqa: F401
    from .awards import models as _awards  # noqa: F401
    from .calendar import models as _calendar  # noqa: F401
    from .cases import models as _cases  # noqa: F401
    from .entries import models as _entries  # noqa: F401
    from .telling import SITS, sits_somewhere, told_at_home

    on_home(told_at_home)
    ask_of_visitors(SITS, sits_somewhere())
    for name in PARTS:
        part = import_module(f".{name}", __name__)
        if hasattr(part, "register"):
            part.register(app)
