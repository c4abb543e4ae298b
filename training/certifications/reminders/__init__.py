"""Reminders: who is told what by when, in letters that the outbox sends and in a calendar."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach the tables."""
    from . import models  # noqa: F401
