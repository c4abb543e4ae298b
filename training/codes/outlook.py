"""What a version leads to further right: modules, and clauses no scenario tests. They answer here."""

from collections.abc import Callable
from dataclasses import dataclass

from .models import CodeVersion


@dataclass(frozen=True, slots=True)
class ModuleOutlook:
    """A module a version has, or will have once it is published; `ref` only where it exists."""

    title: str
    clauses: int
    minutes: int
    ref: str = ""


def _no_modules(_version: CodeVersion) -> list[ModuleOutlook]:
    return []


def _all_tested(_version: CodeVersion) -> list[str]:
    return []


modules_of: Callable[[CodeVersion], list[ModuleOutlook]] = _no_modules
"""The modules of a version; `modules` puts its answer here."""

untested_in: Callable[[CodeVersion], list[str]] = _all_tested
"""Addresses of trainable clauses without a published scenario; `scenarios` puts its answer here."""
