"""The same fixed days as the tests of certification."""

from ...certifications.conftest import app, that_morning

__all__ = ["app", "that_morning"]
