"""What somebody sits in, cases and nominations alike."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its page."""
    from .views import blueprint

    app.register_blueprint(blueprint)
