"""Every step of a matter as a document on A4."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its routes to the application."""
    from .views import blueprint

    app.register_blueprint(blueprint)
