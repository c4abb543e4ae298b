"""What HR enters about people by hand."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from .sheet_views import blueprint as sheets
    from .views import blueprint

    app.register_blueprint(blueprint)
    app.register_blueprint(sheets)
