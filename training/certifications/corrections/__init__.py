"""Asking that one's record be corrected: the request, the queue of personnel, the answer with its reason."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from .views import blueprint

    app.register_blueprint(blueprint)
