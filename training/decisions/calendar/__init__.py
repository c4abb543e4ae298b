"""Working days, and the day counts of procedures: dated data, and what an office changes about it."""

from flask import Flask


def register(app: Flask) -> None:
    """Attach its pages to the application."""
    from .term_views import blueprint as terms
    from .views import blueprint

    app.register_blueprint(blueprint)
    app.register_blueprint(terms)
