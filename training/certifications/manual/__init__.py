"""What HR decides by hand about one person's certification: excusals, extensions, waivers, temporary ones."""

from flask import Flask


def attach(app: Flask) -> None:
    """Attach the pages of manual decisions."""
    from . import undo_views  # noqa: F401 - its pages join the blueprint
    from .views import blueprint

    app.register_blueprint(blueprint)
