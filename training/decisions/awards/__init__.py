"""Awards: what an office honours people for, who is proposed, and what was given."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from . import candidate_views, own_views, paper_views, public, scheme_views  # noqa: F401 - their pages join
    from .views import blueprint

    app.register_blueprint(blueprint)
