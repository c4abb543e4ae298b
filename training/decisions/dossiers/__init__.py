"""Dossiers: the dated file of facts of a matter; who may open it, and what it says."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from .closing import end_loans_with_the_matter
    from .pages import access, draft, own, taking  # noqa: F401 - they add to the same blueprint
    from .views import blueprint

    app.register_blueprint(blueprint)
    end_loans_with_the_matter()
