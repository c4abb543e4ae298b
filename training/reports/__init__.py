from flask import Flask


def register(app: Flask) -> None:
    """Attach this capability's pages to the application."""
    from . import clause_views  # noqa: F401 - its page joins the blueprint
    from .views import blueprint

    app.register_blueprint(blueprint)
