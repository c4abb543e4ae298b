"""Awards: what an office honours people for, who is proposed, and what was given."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from . import public  # noqa: F401 - they all add to the same blueprint
    from .pages import candidate_views, own_views, paper_views, retention_views  # noqa: F401
    from .schemes import criteria_views, views  # noqa: F401
    from .views import blueprint

    app.register_blueprint(blueprint)
