"""Dossiers: the dated file of facts of a matter; who may open it, and what it says."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from . import views_access, views_draft, views_own, views_taking  # noqa: F401 - their pages join the blueprint
    from .closing import end_loans_with_the_matter
    from .views import blueprint

    app.register_blueprint(blueprint)
    end_loans_with_the_matter()
