"""The same fixed days as the other tests of certification."""

from ..conftest import app, that_morning

__all__ = ["app", "that_morning"]
